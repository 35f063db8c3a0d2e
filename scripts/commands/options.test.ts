import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packageRoot } from "../../lib/core/index.js";
import { blackScholesPrice } from "../../lib/risk/index.js";
import { runCommand } from "../testing.js";
import { register } from "./options.js";

let folder: string;
const HEADER = "date,right,strike,expiry,bid,bid_size,ask,ask_size,last,underlying_close";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-options-"));
  const price = blackScholesPrice({
    right: "call",
    spot: 100,
    strike: 105,
    years: 0.5,
    rate: 0.02,
    dividend: 0.01,
    volatility: 0.3,
  });
  const rows = [
    `2024-01-01,call,105,2024-07-01,${price - 0.1},,${price + 0.1},,,100`,
    "2024-01-01,put,105,2024-07-01,,,7,,,100",
    "2024-01-01,put,150,2024-07-01,40,,41,,,100",
    "2024-01-01,call,90,2024-01-01,10,,11,,,100",
    "2024-01-02,call,90,2024-07-01,10,,11,,,100",
  ];
  await writeFile(join(folder, "chain.csv"), `${HEADER}\n${rows.join("\n")}\n`);
  await writeFile(join(folder, "bad.csv"), `${HEADER}\n2024-01-01,both,105,2024-07-01,1,,2,,,100\n`);
  await writeFile(join(folder, "short.csv"), "date,strike\n2024-01-01,5\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function options(...words: string[]): Promise<string> {
  return (await runCommand(register, folder, ["options", ...words])).written;
}

const market = ["--as-of", "2024-01-01", "--rate", "0.02", "--dividend", "0.01"];

it("solves what is quoted, and names why the rest is not", async () => {
  const { contracts } = JSON.parse(await options("--chain", "chain.csv", ...market, "--json"));
  expect(contracts).toHaveLength(4);
  expect(contracts[0]).toMatchObject({ right: "call", strike: 105, expiry: "2024-07-01", reason: null });
  // 182 days are 0.4986 years, not the half that the price was made with.
  expect(contracts[0].impliedVolatility).toBeCloseTo(0.3 * Math.sqrt(0.5 / (182 / 365)), 3);
  expect(contracts[0].delta).toBeGreaterThan(0.4);
  expect(contracts.slice(1).map(({ reason }: { reason: string }) => reason)).toEqual([
    "there is no bid",
    expect.stringContaining("not above the intrinsic value"),
    "it expires on the day itself",
  ]);
  expect(await options("--chain", "chain.csv", ...market)).toContain("1 contract of 4 solved");
});

it.each([
  [["--chain", "bad.csv", ...market], /line 2: right was "both"; expected call or put/],
  [["--chain", "short.csv", ...market], /no column right, expiry, bid, ask, underlying_close/],
  [
    ["--chain", "chain.csv", "--as-of", "2024-02-01", "--rate", "0"],
    /no quotes of 2024-02-01; it has those of 2024-01-01, 2024-01-02/,
  ],
  [["--chain", "chain.csv", "--as-of", "2024-01-01", "--rate", "2"], /rate was "2"/],
])("refuses %o", async (words, message) => {
  await expect(options(...words)).rejects.toThrow(message);
});

const real = join(packageRoot(), "..", "shared", "data", "aapl_option_chain_2014-06.csv.gz");
it.skipIf(!existsSync(real))("solves Apple's chain of 2014-06-06 whole, which needs ../shared/data", async () => {
  const { contracts } = JSON.parse(
    await options("--chain", real, "--as-of", "2014-06-06", "--rate", "0.002", "--dividend", "0.019", "--json"),
  );
  const solved = contracts.filter(({ reason }: { reason: string | null }) => reason === null);
  expect([contracts.length, solved.length]).toEqual([2352, 1996]);
  for (const { impliedVolatility, delta, right } of solved) {
    expect(impliedVolatility).toBeGreaterThan(0.05);
    expect(right === "call" ? delta : -delta).toBeGreaterThan(0);
  }
});
