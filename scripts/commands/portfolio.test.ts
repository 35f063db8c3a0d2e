import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aaplTable } from "../../lib/risk/testing/aapl.js";
import { runCommand } from "../testing.js";
import { register } from "./portfolio.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-portfolio-"));
  const { dates, returns, benchmark } = aaplTable();
  const rows = dates.map((date, i) => `${date},${returns[i]},${benchmark[i]},${2 * returns[i]!},0`);
  await writeFile(join(folder, "returns.csv"), `date,AAPL,SPX,twice,cash\n${rows.join("\n")}\n`);
  await writeFile(join(folder, "gap.csv"), "date,A,B\n2020-01-02,0.1,0.2\n2020-01-03,,0.1\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function portfolio(...words: string[]): Promise<string> {
  return (await runCommand(register, folder, ["portfolio", ...words])).written;
}

const file = ["--returns", "returns.csv", "--columns", "AAPL,SPX"];

it("prints correlations, clusters, contributions and proposals as JSON", async () => {
  const found = JSON.parse(await portfolio(...file, "--weights", "0.6,0.4", "--covariance", "sample", "--json"));
  expect(found).toMatchObject({
    source: "returns.csv",
    n: aaplTable().returns.length,
    names: ["AAPL", "SPX"],
    unit: "fraction",
  });
  expect(found.correlation.matrix[0][1]).toBeCloseTo(0.5330321029822808, 12);
  expect(found.clusters.groups.flat()).toHaveLength(2);
  expect(found.parts[0].share + found.parts[1].share).toBeCloseTo(1, 12);
  const [least, parity] = found.proposals;
  expect(least.weights.AAPL + least.weights.SPX).toBeCloseTo(1, 12);
  expect(least.volatility).toBeLessThan(found.volatility);
  expect(parity.weights.AAPL).toBeLessThan(0.5);
});

it("prints a table for people, of the last observations", async () => {
  const text = await portfolio(...file, "--window", "250");
  expect(text).toContain("250 observations");
  expect(text).toContain("Least variance");
  expect(text).toMatch(/AAPL +\d +50\.0%/);
});

it("says why there is no proposal for two columns that are one", async () => {
  const text = await portfolio("--returns", "returns.csv", "--columns", "AAPL,twice", "--covariance", "sample");
  expect(text).toContain("AAPL and twice are perfectly correlated; leave one of them out");
});

it.each([
  [["--returns", "returns.csv"], /needs --columns/],
  [[...file, "--weights", "0.6,0.6"], /weights add up to 1.2/],
  [[...file, "--weights", "0.6"], /1 weights for 2 assets/],
  [[...file, "--weights", "a,b"], /weight was "a"/],
  [[...file, "--as-of", "2020-01-01"], /are of the book/],
  [["--weights", "1"], /go with --returns/],
  [["--returns", "returns.csv", "--columns", "AAPL,cash"], /cash is the same in all/],
  [["--returns", "gap.csv", "--columns", "A,B"], /gap.csv line 3: A was ""/],
])("refuses %o", async (words, message) => {
  await expect(portfolio(...words)).rejects.toThrow(message);
});
