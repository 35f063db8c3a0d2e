import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../core/index.js";
import { quantile, symmetricEigen } from "../../numeric/index.js";
import { isDefined } from "../figure.js";
import { historicalEs } from "../tail/historical.js";
import { correlationMatrix } from "./correlation.js";
import { ewmaCovariance, meansOf, sampleCovariance } from "./covariance.js";
import { diversificationRatio } from "./diversification.js";
import { modifiedVarContributions } from "./modified-contribution.js";
import { type Panel, panelOf } from "./panel.js";
import { normalTailContributions, type RiskSplit, volatilityContributions } from "./risk-contribution.js";
import { ledoitWolf } from "./shrinkage.js";

const SHARED = `${packageRoot()}/../shared`;
const missing = !existsSync(`${SHARED}/reference/portfolio_5stocks.json`);
const ASSETS = ["AAPL", "JPM", "KO", "XOM", "PFE"];
const EQUAL = ASSETS.map(() => 0.2);

/** Daily returns of five stocks, 2018 to 2021. */
function fiveStocks(): Panel {
  const text = gunzipSync(readFileSync(`${SHARED}/data/us_20stocks_daily_1990_2022.csv.gz`)).toString("utf8");
  const [header, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map(line => line.split(","));
  const at = ASSETS.map(name => header!.indexOf(name));
  const days = rows.map((row, i) => ({ date: row[0]!, row, before: rows[i - 1] }));
  const chosen = days.filter(({ date }) => date >= "2018-01-01" && date <= "2021-12-31");
  return panelOf(
    ASSETS.map((id, k) => ({
      id,
      values: Float64Array.from(chosen, ({ row, before }) => Number(row[at[k]!]) / Number(before![at[k]!]) - 1),
    })),
  );
}

function expectAll(found: ArrayLike<number>, expected: readonly unknown[], tolerance = 1e-12): void {
  const numbers = expected.flat().map(Number);
  expect(found.length).toBe(numbers.length);
  const furthest = numbers.reduce((most, value, i) => Math.max(most, Math.abs(found[i]! / value - 1)), 0);
  expect(furthest).toBeLessThan(tolerance);
}

function defined<T>(figure: T): Exclude<T, { reason: string }> {
  if (!isDefined(figure as RiskSplit)) throw new Error("undefined");
  return figure as Exclude<T, { reason: string }>;
}

describe.skipIf(missing)("five stocks, 2018 to 2021, which need ../shared", () => {
  const reference = missing ? {} : JSON.parse(readFileSync(`${SHARED}/reference/portfolio_5stocks.json`, "utf8"));
  const panel = missing ? panelOf([{ id: "none", values: Float64Array.of(0) }]) : fiveStocks();

  it("have the means, covariances and correlations of pandas and scipy", () => {
    expect(panel.n).toBe(reference.n);
    expectAll(meansOf(panel), reference.mean);
    expectAll(sampleCovariance(panel).matrix.values, reference.cov_ddof1);
    expectAll(correlationMatrix(panel).matrix.values, reference.corr);
    expectAll(correlationMatrix(panel, "spearman").matrix.values, reference.spearman);
    expectAll(correlationMatrix(panel, "kendall").matrix.values, reference.kendall);
    expectAll(symmetricEigen(sampleCovariance(panel).matrix).values, reference.eigenvalues_cov);
  });

  it("have the EWMA covariance and scikit-learn's Ledoit–Wolf", () => {
    expectAll(ewmaCovariance(panel).matrix.values, reference.ewma_094_cov_seeded_with_sample_cov);
    const shrunk = ledoitWolf(panel);
    expectAll([shrunk.shrinkage!], [reference.ledoit_wolf.shrinkage]);
    expectAll(shrunk.matrix.values, reference.ledoit_wolf.cov);
  });

  it("split normal VaR and ES with n under the variance", () => {
    const sample = sampleCovariance(panel);
    const values = sample.matrix.values.map(value => (value * (panel.n - 1)) / panel.n);
    const population = { ...sample, matrix: { size: 5, values } };
    const split = defined(normalTailContributions(EQUAL, meansOf(panel), population, { confidence: 0.99 }));
    const { gaussian_99: expected } = reference;
    expectAll([split.var.total, split.es.total], [expected.var, expected.es]);
    expectAll(split.var.marginal, expected.marginal_var);
    expectAll(split.var.component, expected.component_var);
    expectAll(split.var.share, expected.pct);
    expectAll(split.es.component, expected.component_es);
  });

  it("split normal and modified VaR as R's PerformanceAnalytics does", () => {
    const { gaussian_var, gaussian_es, modified_var } = reference.PerformanceAnalytics;
    const split = defined(
      normalTailContributions(EQUAL, meansOf(panel), sampleCovariance(panel), { confidence: 0.99 }),
    );
    expectAll([split.var.total], gaussian_var.VaR);
    expectAll(split.var.component, gaussian_var.contribution);
    expectAll(split.var.share, gaussian_var.pct_contrib_VaR);
    expectAll([split.es.total], gaussian_es.ES);
    expectAll(split.es.component, gaussian_es.contribution);
    expectAll(split.es.share, gaussian_es.pct_contrib_ES);
    const modified = defined(modifiedVarContributions(EQUAL, panel, { confidence: 0.99, ddof: 1 }));
    expectAll([modified.total], modified_var.MVaR);
    expectAll(modified.component, modified_var.contribution);
    expectAll(modified.share, modified_var.pct_contrib_MVaR);
  });

  it("have the volatility contributions, the diversification ratio and the historical tail", () => {
    const covariance = sampleCovariance(panel);
    expectAll(defined(volatilityContributions(EQUAL, covariance)).component, reference.risk_contribution_vol);
    expectAll([defined(diversificationRatio(EQUAL, covariance)) as number], [reference.diversification_ratio]);
    const whole = Float64Array.from({ length: panel.n }, (_, t) =>
      panel.series.reduce((sum, values) => sum + 0.2 * values[t]!, 0),
    );
    expectAll([-quantile(whole, 0.01, 7)], [reference.hist_var_99_type7]);
    expectAll([defined(historicalEs(whole, { confidence: 0.975 })) as number], [reference.hist_es_975]);
  });
});
