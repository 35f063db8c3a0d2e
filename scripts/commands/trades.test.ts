import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBook, silentProgress } from "../../lib/core/index.js";
import { ingestExecutions, ingestTable, openStore, readMap } from "../../lib/data/index.js";
import { runCommand } from "../testing.js";
import { register } from "./trades.js";

const MAP = `columns: { account: acct, time: when, symbol: sym, side: side, quantity: qty, price: px, fees: [fee], currency: ccy }
sides: { buy: [B], sell: [S] }
time: { format: iso, zone: UTC }
`;
const FILLS = `when,acct,sym,side,qty,px,fee,ccy
2020-01-02T15:00:00,A,X,B,100,10,1,USD
2020-01-02T16:00:00,A,X,S,150,12,1.5,USD
2020-01-03T15:00:00,A,X,B,50,13,0.5,USD
2020-01-03T16:00:00,B,Y,B,1,5,0,USD
`;
const ACCOUNTS = `account,trader,desk,currency,capital_base,simulated
A,Ada,One,USD,,false
B,Bob,One,USD,,false
`;
const now = () => new Date("2020-02-01T00:00:00Z");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-trades-"));
  await writeFile(join(folder, "riskbook.yaml"), "firm: Test\ncurrency: USD\n");
  for (const [name, text] of Object.entries({ "map.yaml": MAP, "fills.csv": FILLS, "accounts.csv": ACCOUNTS })) {
    await writeFile(join(folder, name), text);
  }
  const store = openStore(openBook(folder).store, { now });
  const common = { store, now, progress: silentProgress };
  await ingestTable({ ...common, table: "accounts", files: [join(folder, "accounts.csv")] });
  await ingestExecutions({ ...common, files: [join(folder, "fills.csv")], map: readMap(join(folder, "map.yaml")) });
});
afterAll(() => rm(folder, { recursive: true }));

async function trades(...words: string[]): Promise<string> {
  return (await runCommand(register, folder, ["trades", ...words], now())).written;
}

test("prints one trader's trips as JSON, with measures that say why they are undefined", async () => {
  const result = JSON.parse(await trades("--trader", "Ada", "--json"));
  expect(result).toMatchObject({ of: "Ada", method: "average", currency: "USD", n: 2, open: 0, findings: [] });
  expect(result.trips).toMatchObject([
    { account: "A", side: "long", realised: 200, fees: 2, net: 198, overnight: false },
    { account: "A", side: "short", realised: -50, fees: 1, net: -51, overnight: true },
  ]);
  const measure = (id: string) => result.measures.find((each: { id: string }) => each.id === id);
  expect(measure("expectancy_trip")).toMatchObject({ value: 73.5, n: 2, unit: "USD" });
  expect(measure("revenge_size")).toMatchObject({ value: null, n: 0 });
});

test("prints a table for people, with a total and what stands out", async () => {
  expect(await trades()).toMatch(/^Total USD +150\.00 +3\.00 +147\.00$/m);
  const text = await trades("--account", "A", "--from", "2020-01-03");
  expect(text).toMatch(/^A +X +short +2020-01-02 16:00 +23 h +2 +50 +12\.00 +13\.00 +-50\.00 +1\.00 +-51\.00$/m);
  expect(text).toContain("Stands out:\n  nothing");
  expect(text).not.toMatch(/NaN|undefined[^ ]/);
  expect(await trades("--trader", "Bob", "--to", "2020-01-02")).toBe("No round trips of Bob.\n");
});

test("a trip is that of the trader whose account it was all the time, and one that was handed over of nobody", async () => {
  const assignments = join(folder, "assignments.csv");
  await writeFile(assignments, "account,from_date,trader\nA,2020-01-03,Cyd\n");
  const store = openStore(openBook(folder).store, { now });
  await ingestTable({ store, now, progress: silentProgress, table: "assignments", files: [assignments] });
  expect(JSON.parse(await trades("--trader", "Ada", "--json")).trips).toMatchObject([{ side: "long", net: 198 }]);
  expect(await trades("--trader", "Cyd")).toBe("No round trips of Cyd.\n");
});

test("names the traders there are, and refuses a day that is none", async () => {
  await expect(trades("--trader", "Eve")).rejects.toThrow("There is no account of Eve; there are Ada, Cyd, Bob.");
  await expect(trades("--from", "yesterday")).rejects.toThrow("write it as YYYY-MM-DD");
});
