import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import { ingestCorrections } from "./corrections-file.js";
import { ingestExecutions } from "./executions.js";
import type { IngestSummary } from "./summary.js";
import { NOW, simpleMap, temporaryFile, temporaryFolder } from "./testing.js";

let store: Store;

/** Fill 1 has an id; the others are three of the same second, of which the first two are alike in everything. */
beforeEach(async () => {
  store = openStore(join(temporaryFolder(), "store"), { now: () => NOW });
  const fills = temporaryFile(
    "fills.csv",
    `Account,Time,Symbol,Side,Qty,Price,Fee,Id
A,2020-03-02 09:30:00,XYZ,B,100,10.5,1,1
A,2020-03-02 10:00:00,XYZ,S,50,11,1,
A,2020-03-02 10:00:00,XYZ,S,50,11,1,
A,2020-03-02 10:00:00,XYZ,S,20,11,1,
`,
  );
  await ingestExecutions({ store, files: [fills], map: simpleMap(), now: () => NOW, progress: silentProgress });
});

function correct(content: string): Promise<IngestSummary> {
  const file = temporaryFile("fixes.csv", content);
  return ingestCorrections({ store, file, now: () => NOW, progress: silentProgress });
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const snapshot = await openSnapshot(store);
  try {
    return await snapshot.rows(sql);
  } finally {
    snapshot.close();
  }
}

const FILLS = "SELECT line, quantity, price, fees FROM fills ORDER BY sequence";

test("fills are amended and busted by id or by what was told of them; what is left out stays", async () => {
  const summary = await correct(`account,fill id,time,quantity,occurrence,kind,new price,new fees,reason
A,1,,,,amended,10.4,,wrong print
A,,2020-03-02T15:00:00Z,20,,amended,,0.5,
A,,2020-03-02 15:00:00,50,2,busted,,,traded twice
`);
  expect(summary).toMatchObject({ table: "corrections", read: 3, loaded: 3, corrected: 3, rejected: 0 });
  expect(summary.firstCorrections.map(({ kind, change }) => [kind, change])).toEqual([
    ["amended", "price 10.5 → 10.4"],
    ["busted", "sell 50.0 XYZ at 11.0 is busted"],
    ["amended", "fees 1.0 → 0.5"],
  ]);
  expect(await rows("SELECT quantity, price, fees FROM fills ORDER BY sequence")).toEqual([
    { quantity: 100, price: 10.4, fees: 1 },
    { quantity: 50, price: 11, fees: 1 },
    { quantity: 20, price: 11, fees: 0.5 },
  ]);
  expect(await rows("SELECT reason FROM corrections ORDER BY line")).toEqual(
    ["wrong print", "no reason given", "traded twice"].map(reason => ({ reason })),
  );
});

test("a correction that is in force is known, whoever made it, and the last of several holds", async () => {
  const amend = (price: string): string => `account,fill_id,kind,new_price\nA,1,amended,${price}\n`;
  expect(await correct(amend("10.5"))).toMatchObject({ loaded: 0, alreadyKnown: 1, snapshot: null });
  expect(await correct(amend("10.4"))).toMatchObject({ loaded: 1 });
  expect(await correct(amend("10.4"))).toMatchObject({ alreadyKnown: 1, snapshot: null });
  const bust = "account,fill_id,kind\nA,1,busted\nA,1,busted\n";
  expect(await correct(bust)).toMatchObject({ loaded: 1, alreadyKnown: 1 });
  expect(await correct(bust)).toMatchObject({ alreadyKnown: 2, snapshot: null });
  expect((await correct(amend("10.3"))).firstCorrections).toMatchObject([
    { change: "buy 100.0 XYZ at 10.3 stands again" },
  ]);
  expect((await rows(FILLS))[0]).toMatchObject({ price: 10.3, fees: 1 });
  expect(await rows("SELECT revision, kind FROM corrections ORDER BY revision")).toEqual([
    { revision: 1, kind: "amended" },
    { revision: 2, kind: "busted" },
    { revision: 3, kind: "amended" },
  ]);
});

test("a fill without an id that is amended is known when its source tells it so, and disagrees when it does not", async () => {
  const fill = (price: string): string => `A,2020-03-02 10:00:00,XYZ,S,20,${price},1,`;
  const tell = (price: string): Promise<IngestSummary> => {
    const file = temporaryFile("told.csv", `Account,Time,Symbol,Side,Qty,Price,Fee,Id\n${fill(price)}\n`);
    return ingestExecutions({ store, files: [file], map: simpleMap(), now: () => NOW, progress: silentProgress });
  };
  await correct("account,time,quantity,kind,new_price\nA,2020-03-02T15:00:00Z,20,amended,11.5\n");
  expect(await tell("11.5")).toMatchObject({ loaded: 0, alreadyKnown: 1 });
  const old = await tell("11");
  expect(old).toMatchObject({ loaded: 0, rejected: 1 });
  expect(old.firstRejects[0]).toContain("price was 11.0, before 11.5 in fixes.csv line 2");
  expect(await tell("12")).toMatchObject({ loaded: 1 });
  const both = temporaryFile("both.csv", `Account,Time,Symbol,Side,Qty,Price,Fee,Id\n${fill("11")}\n${fill("11.5")}\n`);
  const options = { store, files: [both], map: simpleMap(), now: () => NOW, progress: silentProgress };
  const summary = await ingestExecutions({ ...options, corrections: "accept" });
  expect(summary).toMatchObject({ corrected: 0, alreadyKnown: 1, rejected: 1 });
});

test("a corrected time moves the fill; one on another day has to say its trade date", async () => {
  const header = "account,fill_id,kind,new_time,new_trade_date\n";
  const refused = await correct(`${header}A,1,amended,2020-03-03T14:30:00Z,\n`);
  expect(refused.firstRejects[0]).toContain("on another day than before; expected new_trade_date beside it.");
  await correct(`${header}A,1,amended,2020-03-03T14:30:00Z,2020-03-03\n`);
  expect(await rows("SELECT strftime(trade_date, '%m-%d') AS day FROM fills WHERE fill_id = '1'")).toEqual([
    { day: "03-03" },
  ]);
});

test("a correction that cannot be is rejected with a sentence", async () => {
  const wrong: [line: string, sentence: string][] = [
    ["A,9,,,amended,10,,", 'fill "9" of account "A" is not stored, or was told otherwise'],
    ["B,1,,,busted,,,", 'fill "1" of account "B" is not stored'],
    ["A,,2020-03-02 15:00:00,50,busted,,,", "may be any of 2 stored fills; expected its fill_id, or more of time"],
    ["A,,,50,busted,,,", "fill_id and time are blank"],
    ["A,1,,,cancelled,,,", 'kind was "cancelled"; expected amended or busted.'],
    ["A,1,,,amended,,,", "an amended fill needs a new value"],
    ["A,1,,,busted,10,,", "a busted fill has no new values"],
    ["A,1,,,amended,ten,,", 'new_price was "ten"; expected a number'],
    ["A,1,,,amended,-1,,", 'new_price was "-1.0"; expected more than 0.'],
    ["A,1,,,amended,,NEW,", "which is no instrument of the store. Load it first"],
  ];
  const lines = wrong.map(([line]) => line).join("\n");
  const summary = await correct(`account,fill_id,time,quantity,kind,new_price,new_symbol,new_side\n${lines}\n`);
  expect(summary).toMatchObject({ read: wrong.length, rejected: wrong.length, snapshot: null });
  for (const [i, [, sentence]] of wrong.entries()) expect(summary.firstRejects[i]).toContain(sentence);
});

test("two corrections of one fill in one file are both rejected where they differ", async () => {
  const summary = await correct("account,fill_id,kind,new_price\nA,1,amended,10.4\nA,1,amended,10.3\n");
  expect(summary).toMatchObject({ loaded: 0, rejected: 2, snapshot: null });
  expect(summary.firstRejects).toEqual([
    "fixes.csv line 2: the fill is corrected in two ways, as on line 3. Leave one of them in the file.",
    "fixes.csv line 3: the fill is corrected in two ways, as on line 2. Leave one of them in the file.",
  ]);
  expect(await correct("account,fill_id,kind,new_price\nA,1,amended,10.4\nA,1,busted,\n")).toMatchObject({
    rejected: 2,
  });
});

test("a file without an account or a kind is refused, with the columns there are", async () => {
  await expect(correct("fill_id,new_price\n1,2\n")).rejects.toMatchObject({ code: "MISSING_COLUMN" });
});
