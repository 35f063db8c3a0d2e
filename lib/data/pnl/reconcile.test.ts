import { expect, test } from "vitest";
import { reconcile } from "./reconcile.js";
import { bookOf } from "./testing-book.js";

const FILLS = [
  "A,2020-03-02 10:00:00,X,B,100,10,1.005,#,USD,,,,",
  "A,2020-03-02 11:00:00,X,S,40,11.005,0.4,#,USD,,,,",
  "A,2020-03-04 10:00:00,X,S,60,12,0.6,#,USD,,,,",
  "B,2020-03-03 10:00:00,X,B,1,10,0,#,USD,,,,",
];
const PRICES = "symbol,date,close\nX,2020-03-02,11\nX,2020-03-03,12\nX,2020-03-04,12\n";
const STATED = `account,date,gross,fees,net,unrealised,balance,currency
A,2020-03-02,40.20,1.405,38.795,60,1000,USD
A,2020-03-03,0,0,0,120,1060,USD
A,2020-03-04,120,0.6,119.4,0,1059.40,USD
`;

test("books that agree with the source's own totals say so, with what was compared", async () => {
  const found = await reconcile(await bookOf({ fills: FILLS, prices: PRICES, daily: STATED }));
  expect(found).toMatchObject({ days: 3, agrees: true, accounts: 1, differences: [], onlyOurs: [], onlyTheirs: [] });
  expect(found.figures).toEqual({ gross: 3, fees: 3, net: 3, unrealised: 3, balance: 2 });
  expect(found.unstated).toEqual([{ account: "B", currency: "USD", days: 2, from: "2020-03-03", to: "2020-03-04" }]);
});

test("a cent is a disagreement with both figures, less than a cent is none; one wrong balance is told once", async () => {
  const daily = STATED.replace("40.20,1.405,38.795,60,1000", "40.21,1.40,38.81,60,1000").replace("1060", "1061");
  const found = await reconcile(await bookOf({ fills: FILLS, prices: PRICES, daily }));
  expect(found.differences).toEqual(
    [
      {
        account: "A",
        currency: "USD",
        date: "2020-03-02",
        figure: "gross",
        ours: 40.2,
        theirs: 40.21,
        difference: -0.01,
      },
      {
        account: "A",
        currency: "USD",
        date: "2020-03-02",
        figure: "net",
        ours: 38.795,
        theirs: 38.81,
        difference: -0.015,
      },
      {
        account: "A",
        currency: "USD",
        date: "2020-03-03",
        figure: "balance",
        ours: 1060,
        theirs: 1061,
        difference: -1,
      },
      {
        account: "A",
        currency: "USD",
        date: "2020-03-04",
        figure: "balance",
        ours: 1060.4,
        theirs: 1059.4,
        difference: 1,
      },
    ].map(row => ({ ...row, ours: expect.closeTo(row.ours, 9) })),
  );
  expect(found.agrees).toBe(false);
});

test("days that only one side has are told, but for those beyond what the source states", async () => {
  const daily = STATED.split("\n")
    .filter(line => !line.includes("03-02"))
    .join("\n")
    .replace("03-04", "03-05");
  const found = await reconcile(await bookOf({ fills: FILLS, prices: PRICES, daily }));
  expect(found.onlyOurs).toMatchObject([{ date: "2020-03-04", net: expect.closeTo(119.4, 9) }]);
  expect(found.onlyTheirs).toMatchObject([{ date: "2020-03-05", net: 119.4 }]);
  expect(found.outside).toBe(1);
});

test("cash explains a balance, and an account's own fees may stand in its totals", async () => {
  const cash = "account,date,kind,amount,currency\nA,2020-03-03,fee,-30,USD\nA,2020-03-03,deposit,500,USD\n";
  const daily = STATED.replace("A,2020-03-03,0,0,0,120,1060", "A,2020-03-03,0,30,-30,120,1530").replace(
    "1059.40",
    "1529.40",
  );
  expect((await reconcile(await bookOf({ fills: FILLS, prices: PRICES, daily, cash }))).differences).toEqual([]);
  expect((await reconcile(await bookOf({ fills: FILLS, prices: PRICES, daily }))).differences).toHaveLength(3);
});

test("an open position without a price leaves open P&L and balance uncompared, and counts them", async () => {
  const found = await reconcile(await bookOf({ fills: FILLS, daily: STATED }));
  expect(found).toMatchObject({ unpriced: { unrealised: 2, balance: 2 }, agrees: true });
  expect(found.figures.gross).toBe(3);
});

test("positions by fills are held against stated ones, those that the source leaves out too", async () => {
  const positions = `account,symbol,date,quantity,currency
A,X,2020-03-02,60,USD
A,Y,2020-03-02,5,USD
A,X,2020-03-04,0,USD
B,X,2020-03-02,0,USD
B,X,2020-03-04,2,USD
`;
  const { positions: found, agrees } = await reconcile(await bookOf({ fills: FILLS, prices: PRICES, positions }));
  expect(found.differences).toEqual([
    { account: "A", symbol: "Y", date: "2020-03-02", ours: 0, theirs: 5 },
    { account: "B", symbol: "X", date: "2020-03-04", ours: 1, theirs: 2 },
  ]);
  expect([found.compared, agrees]).toEqual([5, false]);
});

test("each currency is reconciled by itself", async () => {
  const euros = ["A,2020-03-02 10:00:00,E,B,1,10,0,#,EUR,,,,", "A,2020-03-02 11:00:00,E,S,1,12,0,#,EUR,,,,"];
  const found = await reconcile(await bookOf({ fills: [...FILLS, ...euros], prices: PRICES, daily: STATED }));
  expect(found.agrees).toBe(true);
  expect(found.unstated.map(({ account, currency }) => `${account} ${currency}`)).toEqual(["A EUR", "B USD"]);
});

test("a day without trades that only took fees is explained by them", async () => {
  const daily = `${STATED}A,2020-03-05,0,15,-15,0,,USD\n`;
  const cash = "account,date,kind,amount,currency\nA,2020-03-05,fee,-15,USD\n";
  expect((await reconcile(await bookOf({ fills: FILLS, prices: PRICES, daily, cash }))).agrees).toBe(true);
  expect((await reconcile(await bookOf({ fills: FILLS, prices: PRICES, daily }))).onlyTheirs).toHaveLength(1);
});
