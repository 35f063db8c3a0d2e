import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Measure } from "../../lib/risk/index.js";
import { aaplTable } from "../../lib/risk/testing/aapl.js";
import { AAPL_REFERENCE } from "../../lib/risk/testing/aapl-reference.js";
import { runCommand } from "../testing.js";
import { register } from "./measures.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-measures-"));
  const { dates, returns, benchmark } = aaplTable();
  const rows = dates.map((date, i) => `${date},${returns[i]},${benchmark[i]}`);
  await writeFile(join(folder, "aapl.csv"), `date,r,b\n${rows.join("\n")}\n`);
  await writeFile(join(folder, "flat.csv"), `r\n${"0.001\n".repeat(20)}`);
  await writeFile(join(folder, "pnl.csv"), "date,pnl\n2024-01-02,100\n2024-01-03,-250\n2024-01-04,300\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function measures(...words: string[]): Promise<string> {
  return (await runCommand(register, folder, ["measures", ...words])).written;
}

const ofAapl = ["--returns", "aapl.csv", "--column", "r", "--benchmark-column", "b", "--periods-per-year", "252"];

describe("riskbook measures", () => {
  it("prints every reference measure as JSON, with definition and reason", async () => {
    const result = JSON.parse(await measures(...ofAapl, "--risk-free", "0.02", "--json")) as {
      n: number;
      from: string;
      to: string;
      measures: Measure[];
    };
    expect(result).toMatchObject({ n: 1259, from: "2013-05-14", to: "2018-05-11" });
    const found = new Map(result.measures.map(measure => [measure.id, measure]));
    expect(Object.keys(AAPL_REFERENCE).filter(id => !found.has(id))).toEqual([]);
    expect(Object.keys(found.get("sharpe_rf0")!)).toEqual([
      "id",
      "value",
      "unit",
      "n",
      "definition",
      "source",
      "reason",
      "warning",
    ]);
    expect(found.get("max_drawdown_episode")?.value).toMatchObject({ peak_date: "2015-02-23", n_episodes: 53 });
  });

  it("prints sections with units for people, and the reason where there is no value", async () => {
    expect(await measures(...ofAapl)).toMatch(/risk-adjusted\n {2}Sharpe ratio +1\.04 {2}sharpe_rf0\n/);
    const flat = await measures("--returns", "flat.csv", "--column", "r", "--periods-per-year", "252");
    expect(flat).toMatch(/Sharpe ratio +– {2}sharpe_rf0\n +none: all 20 observations are the same/);
    expect(flat).not.toMatch(/NaN|Infinity/);
  });

  it("measures P&L in money, with the kind named", async () => {
    const money = ["--pnl", "pnl.csv", "--column", "pnl", "--periods-per-year", "252", "--currency", "USD"];
    expect(await measures(...money, "--kind", "actual")).toMatch(/VaR 95% +250 {2}var_hist_95_order USD\n/);
    await expect(measures(...money)).rejects.toThrow(/needs --kind realised, actual or hypothetical/);
  });

  it("prints the catalogue", async () => {
    expect(await measures("--list")).toMatch(/var_hist_99_order · VaR 99% · fraction\n {4}historical VaR at 99%/);
  });

  it("says what is missing", async () => {
    await expect(measures(...ofAapl, "--capital-base", "1000")).rejects.toThrow(/--capital-base go with --pnl/);
    await expect(measures()).rejects.toThrow(/needs --returns FILE/);
    await expect(measures("--returns", "aapl.csv", "--column", "r")).rejects.toThrow(/needs --periods-per-year 252/);
    await expect(measures("--returns", "flat.csv", "--column", "x", "--periods-per-year", "252")).rejects.toThrow(
      /flat\.csv has no column "x"; its columns are "r"/,
    );
  });
});
