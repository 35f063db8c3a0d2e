import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../testing.js";
import type { Register } from "./index.js";
import { register as registerIngest } from "./ingest.js";
import { register as registerStress } from "./stress.js";

let folder: string;
let ended = 0;

const FILES = {
  "riskbook.yaml": "firm: Kontor Nord\ncurrency: USD\ncapitalBase: 100000\n",
  "instruments.csv": `symbol,kind,multiplier,currency,underlying,strike,expiry,option_right,sector,beta
SPX,index,1,USD,,,,,,1
ABC,equity,1,USD,,,,,Energy,1.5
NOB,equity,1,USD,,,,,,
ABCP,option,100,USD,ABC,95,2024-06-21,put,,
`,
  "fills.csv": `Date,Time,Symbol,Quantity,Price,Side
2024-03-04,10:00:00,ABC,100,100,B
2024-03-04,10:01:00,NOB,10,50,B
2024-03-04,10:02:00,ABCP,2,4,S
`,
  "prices.csv": `symbol,date,close
SPX,2024-03-04,5000
ABC,2024-03-04,100
NOB,2024-03-04,50
ABCP,2024-03-04,4
SPX,2024-03-05,4900
ABC,2024-03-05,90
NOB,2024-03-05,50
ABCP,2024-03-05,8
`,
  "limits.csv": "scope,name,measure,from_date,soft,hard\nfirm,*,dailyLoss,2024-01-01,,1500\n",
  "templates/scenarios/down.yaml":
    "title: Down\nkind: parametric\nshocks: { equity: -0.1, volatility: 0.1 }\nsource: made up\n",
  "templates/scenarios/march.yaml":
    "title: March\nkind: historical\nfrom: 2024-03-04\nto: 2024-03-05\nshocks: { equity: -0.02 }\nsource: made up\n",
  "wrong.yaml": "title: Wrong\nkind: parametric\nshocks: { equities: -0.1 }\nsource: made up\n",
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-stress-"));
  await mkdir(join(folder, "templates", "scenarios"), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) await writeFile(join(folder, file), text);
  await run(registerIngest, "ingest", "instruments", "instruments.csv");
  await run(registerIngest, "ingest", "fills.csv", "--account", "A");
  await run(registerIngest, "ingest", "prices", "prices.csv");
  await run(registerIngest, "ingest", "limits", "limits.csv");
});
afterAll(() => rm(folder, { recursive: true }));

async function run(register: Register, ...words: string[]): Promise<string> {
  const { written, exitCode } = await runCommand(register, folder, words);
  ended = exitCode;
  return written;
}

interface Shown {
  scenarios: { name: string; pnl: number | null; ownPrices: number; leftOut: { symbol: string; reason: string }[] }[];
}

it("works the shipped and the book's own scenarios out, worst first, and ends with 3 for what was left out", async () => {
  const { scenarios } = JSON.parse(await run(registerStress, "stress", "--json")) as Shown;
  expect(ended).toBe(3);
  const pnls = scenarios.map(({ pnl }) => pnl ?? Number.POSITIVE_INFINITY);
  expect(pnls).toEqual([...pnls].sort((a, b) => a - b));
  expect(scenarios.map(({ name }) => name)).toEqual(expect.arrayContaining(["down", "1987-10-19"]));
  expect(scenarios.find(({ name }) => name === "down")!.leftOut).toEqual([
    { account: "A", symbol: "NOB", reason: "no beta of NOB in instruments" },
  ]);
});

it("takes own prices where the store has both days, options through their underlying", async () => {
  const { scenarios } = JSON.parse(await run(registerStress, "stress", "--scenario", "march", "--json")) as Shown;
  const [march] = scenarios;
  expect(march).toMatchObject({ ownPrices: 2, leftOut: [] });
  expect(march!.pnl).toBeLessThan(-1000);
  expect(ended).toBe(0);
});

it("prints a table with what was left out, and the parts of the worst", async () => {
  const text = await run(registerStress, "stress", "--scenario", "down", "down+march", "--by", "kind");
  expect(text).toMatch(/^2 scenarios on 3 positions at the close of 2024-03-05/);
  expect(text).toMatch(/down\+march by kind/);
  expect(text).toContain("left out: NOB of A: no beta of NOB in instruments");
});

it("finds the smallest fall that breaks a limit", async () => {
  const { limits } = JSON.parse(await run(registerStress, "stress", "--reverse", "dailyLoss", "--json")) as {
    limits: { fall: { shock: number; pnl: number; leftOut: number }; rise: { reason: string } }[];
  };
  expect(limits[0]!.fall.pnl).toBeCloseTo(-1500, 3);
  expect(limits[0]!.fall.leftOut).toBe(1);
  expect(limits[0]!.rise.reason).toMatch(/nothing breaks/);
});

it.each([
  ["an unknown factor", ["--scenario", "wrong.yaml"], /"equities", which is no factor; there are equity/],
  ["an unknown scenario", ["--scenario", "2099"], /There is no scenario "2099".*there are 1987-10-19/],
  ["a measure that cannot be asked in reverse", ["--reverse", "var99"], /"var99" cannot be asked in reverse/],
  ["an unknown factor in reverse", ["--reverse", "dailyLoss", "--factor", "equities"], /is no factor/],
  ["a rate that is none", ["--rate", "5"], /give a fraction/],
])("refuses %s", async (_, words, message) => {
  await expect(run(registerStress, "stress", ...words)).rejects.toThrow(message);
});
