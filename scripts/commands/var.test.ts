import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { VAR_MODELS } from "../../lib/risk/index.js";
import { aaplTable } from "../../lib/risk/testing/aapl.js";
import { runCommand } from "../testing.js";
import { register } from "./var.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-var-"));
  const { dates, returns } = aaplTable();
  const rows = dates.map((date, i) => `${date},${returns[i]},${i % 10 === 0 ? 0 : 1}`);
  await writeFile(join(folder, "aapl.csv"), `date,pnl,traded\n${rows.join("\n")}\n`);
  await writeFile(join(folder, "flat.csv"), `pnl\n${"0\n".repeat(300)}`);
});
afterAll(() => rm(folder, { recursive: true }));

async function valueAtRisk(...words: string[]): Promise<string> {
  return (await runCommand(register, folder, ["var", ...words])).written;
}

const file = ["--pnl", "aapl.csv", "--column", "pnl"];

it("prints figures and the back-test as JSON", async () => {
  const found = JSON.parse(await valueAtRisk(...file, "--method", "historical", "--backtest", "--json"));
  expect(found).toMatchObject({ method: "historical", confidence: 0.99, window: 250, horizon: 1, reason: null });
  expect(found.es).toBeGreaterThan(found.var);
  const { backtest } = found;
  expect(backtest.n).toBe(aaplTable().returns.length - 250);
  expect(backtest.kupiec.pValue).toBeGreaterThan(0);
  expect(Object.keys(backtest.christoffersen)).toEqual(["independence", "conditional"]);
  expect(["green", "yellow", "red"]).toContain(backtest.trafficLight);
  expect(found.series).toBeUndefined();
});

it("prints each tested day, and leaves out days that were not traded", async () => {
  const words = [...file, "--traded-column", "traded", "--backtest", "--series", "--json"];
  const { series, backtest } = JSON.parse(await valueAtRisk(...words));
  expect(series).toHaveLength(backtest.n);
  expect(series.filter((day: { exception: boolean }) => day.exception)).toHaveLength(backtest.exceptions);
  expect(backtest.inactive).toBe(Math.floor(aaplTable().returns.length / 10) - 24);
});

it("compares all methods, and says why one has no figure", async () => {
  const all = JSON.parse(await valueAtRisk(...file, "--method", "all", "--json"));
  expect(all.map(({ method }: { method: string }) => method)).toEqual(VAR_MODELS.map(({ id }) => id));
  const text = await valueAtRisk("--pnl", "flat.csv", "--column", "pnl", "--method", "student-t");
  expect(text).toContain("Student t: all 250 observations are the same");
});

it("scales to a horizon by the method that is named", async () => {
  const one = JSON.parse(await valueAtRisk(...file, "--json"));
  const ten = JSON.parse(await valueAtRisk(...file, "--horizon", "10", "--json"));
  expect(ten.var).toBeCloseTo(one.var * Math.sqrt(10), 12);
  expect(ten.definition).toContain("10 days by square_root");
  expect(await valueAtRisk(...file, "--horizon", "5", "--horizon-method", "overlapping")).toContain(
    "5 days by overlapping",
  );
});

it.each([
  [[...file, "--method", "magic"], /no VaR method "magic"/],
  [[...file, "--confidence", "99"], /confidence was "99"/],
  [["--pnl", "aapl.csv"], /needs --column/],
  [[...file, "--series"], /goes with --backtest/],
  [[...file, "--as-of", "2020-01-01"], /are of the book/],
  [["--pnl", "aapl.csv", "--column", "x"], /no column "x"/],
])("refuses %o", async (words, message) => {
  await expect(valueAtRisk(...words)).rejects.toThrow(message);
});

it("cautions where the tail is thin, and where nothing was ever lost", async () => {
  await writeFile(join(folder, "prices.csv"), `close\n${Array.from({ length: 50 }, (_, i) => 100 + i).join("\n")}\n`);
  const prices = ["--pnl", "prices.csv", "--column", "close"];
  const { warning } = JSON.parse(await valueAtRisk(...prices, "--json"));
  expect(warning).toMatch(/^1% of 50 observations is less than one.*; no loss in 50 observations; if these are prices/);
  expect(await valueAtRisk(...prices)).toContain("  caution: no loss in 50 observations");
  expect(JSON.parse(await valueAtRisk(...file, "--json")).warning).toBeNull();
});
