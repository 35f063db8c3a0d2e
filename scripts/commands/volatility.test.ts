import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aaplTable } from "../../lib/risk/testing/aapl.js";
import { runCommand } from "../testing.js";
import { register } from "./volatility.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-volatility-"));
  const { returns } = aaplTable();
  const file = (name: string, values: ArrayLike<number>): Promise<void> =>
    writeFile(join(folder, name), `r\n${Array.from(values).join("\n")}\n`);
  await file("aapl.csv", returns);
  await file("short.csv", returns.subarray(0, 30));
  await file("flat.csv", new Float64Array(300));
});
afterAll(() => rm(folder, { recursive: true }));

async function volatility(...words: string[]): Promise<string> {
  return (await runCommand(register, folder, ["volatility", "--column", "r", ...words])).written;
}

it("prints parameters, three sets of standard errors and daily variances as JSON", async () => {
  const found = JSON.parse(
    await volatility("--returns", "aapl.csv", "--model", "gjr", "--errors", "t", "--horizon", "5", "--json"),
  );
  expect(Object.keys(found).slice(0, 5)).toEqual(["model", "errors", "n", "parameters", "standardErrors"]);
  const names = ["mu", "omega", "alpha1", "gamma1", "beta1", "nu"];
  expect(Object.keys(found.parameters)).toEqual(names);
  for (const set of ["hessian", "opg", "robust"]) expect(Object.keys(found.standardErrors[set])).toEqual(names);
  expect(found.forecast).toHaveLength(5);
  expect(found.diagnostics.arch.pValue).toBeGreaterThan(0.05);
  expect(found.unconditionalVariance).toBeGreaterThan(0);
});

it.each(["ewma", "garch", "egarch", "hmm"])("fits %s, for people too", async model => {
  const found = JSON.parse(await volatility("--returns", "aapl.csv", "--model", model, "--json"));
  expect(found).toMatchObject({ model, logLikelihood: expect.any(Number) });
  expect(found.forecast.every((variance: number) => variance > 0)).toBe(true);
  const text = await volatility("--returns", "aapl.csv", "--model", model);
  expect(text).toContain("log likelihood");
  expect(text).toContain("expected daily volatility");
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

it.each([
  [["--returns", "short.csv"], /short\.csv, r: needs 100 observations, has 30\./],
  [["--returns", "flat.csv", "--model", "egarch"], /all 300 observations are the same/],
  [["--returns", "flat.csv", "--model", "hmm"], /all 300 observations are the same/],
  [["--returns", "aapl.csv", "--states", "2"], /--states goes with/],
  [["--returns", "aapl.csv", "--model", "hmm", "--errors", "t"], /normal errors/],
  [["--returns", "aapl.csv", "--column", "x"], /no column "x"/],
])("refuses %o", async (words, message) => {
  await expect(volatility(...words)).rejects.toThrow(message);
});
