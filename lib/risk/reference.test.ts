import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { packageRoot } from "../core/index.js";
import type { MeasureRecord } from "./measure.js";
import { aaplTable, returnTableOf } from "./testing/aapl.js";
import { AAPL_REFERENCE } from "./testing/aapl-reference.js";
import { basel, coverageTests } from "./testing/reference/backtests.js";
import { type Comparison, outside } from "./testing/reference/comparison.js";
import { garchBenchmark } from "./testing/reference/garch.js";
import { measuresOf } from "./testing/reference/measures.js";
import { fifths, portfolioTails } from "./testing/reference/portfolio.js";
import { sharpeInference } from "./testing/reference/sharpe.js";
import { cornishFisherGrid, edgeCases, quantileConventions } from "./testing/reference/tails.js";

const FOLDER = `${packageRoot()}/../shared/reference`;
const without = !existsSync(FOLDER);
const compared = new Map<string, { values: number; outside: number }>();

// biome-ignore lint/suspicious/noExplicitAny: each file has a shape of its own, which the function that takes it names
const json = (file: string): any => JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"));

/** Fails with a sentence for each value outside its tolerance, and counts. */
function meet(source: string, comparisons: readonly Comparison[], values: number): void {
  const wrong = outside(comparisons);
  compared.set(source, { values: comparisons.length, outside: wrong.length });
  expect(wrong).toEqual([]);
  expect(comparisons).toHaveLength(values);
}

afterAll(() => {
  const rows = [...compared].map(([source, { values, outside: wrong }]) => [source, values, wrong] as const);
  const total = (column: 1 | 2): number => rows.reduce((sum, row) => sum + row[column], 0);
  const lines = [...rows, ["all", total(1), total(2)] as const].map(
    ([source, values, wrong]) => `  ${source.padEnd(28)}${String(values).padStart(5)} values, ${wrong} outside`,
  );
  const note = without ? "\n  the larger files are not compared: ../shared/reference is not beside this clone" : "";
  process.stdout.write(
    `reference values within 1e-10, those found by search within 1e-6:\n${lines.join("\n")}${note}\n`,
  );
});

describe("the reference values that every clone has", () => {
  it("are met on AAPL beside the S&P 500", () => {
    meet("npm_aapl_reference", measuresOf(aaplTable(), Object.entries(AAPL_REFERENCE)), 78);
  });
});

describe.skipIf(without)("the reference values that need ../shared/reference", () => {
  it.each(["sp500", "strategy"])("of measures are met on %s", series => {
    const rows = json("kpi_reference.json").rows as { series: string; kpi: string; value: number | MeasureRecord }[];
    const reference = rows.filter(row => row.series === series).map(row => [row.kpi, row.value] as const);
    meet(`kpi_reference, ${series}`, measuresOf(returnTableOf(`${FOLDER}/${series}_returns.csv`), reference), 79);
  });

  it("of AAPL are those that stand in the tests", () => {
    const rows = json("npm_aapl_reference.json").rows as { kpi: string; value: number | MeasureRecord }[];
    expect(Object.fromEntries(rows.map(({ kpi, value }) => [kpi, value]))).toEqual(AAPL_REFERENCE);
  });

  it("of quantile types and expected shortfall are met", () => {
    const { returns } = returnTableOf(`${FOLDER}/sp500_returns.csv`);
    meet("quantile_conventions", quantileConventions(returns, json("quantile_conventions.json").rows), 90);
  });

  it("of the Cornish–Fisher expansion are met", () => {
    meet("cornish_fisher", cornishFisherGrid(json("cornish_fisher.json").grid), 60);
  });

  it("of edge cases are met, or undefined where nothing is right", () => {
    meet("edge_cases", edgeCases(json("edge_cases.json")), 13);
  });

  it("of Kupiec's and Christoffersen's tests are met", () => {
    meet("kupiec_christoffersen", coverageTests(json("kupiec_christoffersen.json")), 218);
  });

  it("of Basel's traffic light are met", () => {
    meet("basel_traffic_light", basel(json("basel_traffic_light.json")), 96);
  });

  it("of inference on Sharpe ratios are met", () => {
    meet("sharpe_inference", sharpeInference(json("sharpe_inference.json")), 107);
  });

  it("of a portfolio's VaR and ES are met", () => {
    const prices = gunzipSync(readFileSync(`${FOLDER}/../data/us_20stocks_daily_1990_2022.csv.gz`)).toString("utf8");
    meet("portfolio_5stocks, tails", portfolioTails(fifths(prices), json("portfolio_5stocks.json")), 17);
  });

  it("of the GARCH benchmark are met", () => {
    const lines = readFileSync(`${FOLDER}/dem2gbp_daily_1984_1991.csv`, "utf8").trim().split(/\r?\n/).slice(1);
    meet("garch_fcp, fit", garchBenchmark(Float64Array.from(lines, Number), json("garch_fcp.json")), 29);
  });
});
