import { describe, expect, test } from "vitest";
import { DEFAULT_SEED, makeDemoFiles } from "./demo-firm.js";
import { fileOf, fillsOf, rowsOf } from "./testing.js";

const { files, to } = makeDemoFiles(DEFAULT_SEED);
const fills = fillsOf(files);
const rows = (table: string): Record<string, string>[] => rowsOf(fileOf(files, `${table}.csv`));
const accounts = new Map(rows("accounts").map(row => [row.account!, row]));

test("an account's equity is what it was, with the day's P&L and the cash that came or went, on every session", () => {
  const balances = Map.groupBy(rows("balances"), ({ account }) => account!);
  const cash = new Map<string, number>();
  for (const { account, date, amount } of rows("cash")) {
    cash.set(`${account}/${date}`, (cash.get(`${account}/${date}`) ?? 0) + Number(amount));
  }
  const daily = Map.groupBy(rows("daily"), ({ account }) => account!);
  for (const [account, days] of daily) {
    let [equity, open] = [0, 0];
    for (const [i, day] of days.entries()) {
      equity += Number(day.net) + Number(day.unrealised) - open + (cash.get(`${account}/${day.date}`) ?? 0);
      open = Number(day.unrealised);
      const stated = balances.get(account)![i]!;
      expect(stated.date).toBe(day.date);
      expect(stated.equity).toBe(day.balance);
      expect(Math.abs(Number(stated.equity) - equity)).toBeLessThan(0.05);
      expect(Number(stated.equity)).toBeGreaterThanOrEqual(0);
    }
  }
});

test("the first money of an account is its capital, and fees of the platform are in no daily total", () => {
  const opening = rows("cash").filter(({ note }) => note === "opening capital");
  expect(new Map(opening.map(({ account, amount }) => [account, Number(amount)]))).toEqual(
    new Map([...accounts].map(([account, { capital_base }]) => [account, Number(capital_base)])),
  );
  const ofFills = fills.reduce((sum, fill) => sum + fill.fees, 0);
  expect(rows("daily").reduce((sum, day) => sum + Number(day.fees), 0)).toBeCloseTo(ofFills, 0);
  expect(rows("cash").filter(({ kind }) => kind === "fee").length).toBeGreaterThan(300);
});

test("the positions that the broker states at every close are those that the fills give", () => {
  const stated = Map.groupBy(rows("positions"), ({ date }) => date!);
  const held = new Map<string, number>();
  const byDate = Map.groupBy(fills, ({ date }) => date);
  for (const [date, own] of byDate) {
    for (const { account, symbol, signed } of own) {
      const quantity = (held.get(`${account}/${symbol}`) ?? 0) + signed;
      if (quantity === 0) held.delete(`${account}/${symbol}`);
      else held.set(`${account}/${symbol}`, quantity);
    }
    const said = new Map((stated.get(date) ?? []).map(row => [`${row.account}/${row.symbol}`, Number(row.quantity)]));
    expect(said).toEqual(held);
  }
});

describe("minute bars", () => {
  const bars = Map.groupBy(rows("bars"), ({ symbol, time }) => `${symbol}/${time!.slice(0, 10)}`);

  test("make up the daily bars exactly", () => {
    const daily = new Map(rows("prices").map(row => [`${row.symbol}/${row.date}`, row]));
    expect(bars.size).toBe(60);
    for (const [key, minutes] of bars) {
      const of = (name: string): number[] => minutes.map(bar => Number(bar[name]));
      const { open, high, low, close, volume } = daily.get(key)!;
      expect([minutes[0]!.open, minutes.at(-1)!.close]).toEqual([open, close]);
      expect([Math.max(...of("high")), Math.min(...of("low"))]).toEqual([Number(high), Number(low)]);
      expect(of("volume").reduce((sum, shares) => sum + shares, 0)).toBe(Number(volume));
    }
  });

  test("hold every fill of their minute", () => {
    let looked = 0;
    for (const { symbol, date, time, price } of fills) {
      const [hours, minutes] = time.split(":").map(Number) as [number, number];
      const bar = bars.get(`${symbol}/${date}`)?.[60 * hours + minutes - 570];
      if (bar === undefined) continue;
      looked++;
      expect(price).toBeGreaterThanOrEqual(Number(bar.low));
      expect(price).toBeLessThanOrEqual(Number(bar.high));
    }
    expect(looked).toBeGreaterThan(500);
  });
});

test("the balance sheet adds up on each of its days", () => {
  const days = Map.groupBy(rows("balance_sheet"), ({ date }) => date!);
  expect(days.size).toBe(24);
  for (const lines of days.values()) {
    const side = (kind: string): number =>
      lines.filter(line => line.kind === kind).reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(side("asset")).toBeCloseTo(side("liability") + side("equity"), 2);
  }
});

test("whoever an account is assigned to is a trader of the firm, and the last assignment agrees with the account", () => {
  const traders = new Set(rows("traders").map(({ trader }) => trader));
  const assigned = Map.groupBy(rows("assignments"), ({ account }) => account!);
  expect([...assigned.keys()].sort()).toEqual([...accounts.keys()].sort());
  for (const [account, held] of assigned) {
    expect(held.every(({ trader }) => traders.has(trader))).toBe(true);
    expect(held.at(-1)!.desk).toBe(accounts.get(account)!.desk);
  }
  const changed = [...assigned].filter(([, held]) => new Set(held.map(({ trader }) => trader)).size > 1);
  expect(changed.map(([account]) => account)).toEqual(["MST-301", "MST-402"]);
});

test("planned stops lie on the losing side of an entry, and only some traders plan one", () => {
  const stated = files.filter(({ name }) => /^fills-.*csv$/.test(name)).flatMap(rowsOf);
  const withStop = stated.filter(({ Stop }) => Stop !== "");
  const wrong = withStop.filter(({ "B/S": side, Price, Stop }) =>
    side === "B" ? Number(Stop) >= Number(Price) : Number(Stop) <= Number(Price),
  );
  expect(wrong).toEqual([]);
  expect([...new Set(withStop.map(({ Account }) => Account))].sort()).toEqual(
    ["101", "103", "104", "105", "401", "402"].map(number => `MST-${number}`),
  );
  expect(stated.every(({ Setup }) => Setup !== "")).toBe(true);
});

test("no indicator is known before its day, and each says that it is simulated", () => {
  for (const { date, released, unit, indicator } of rows("indicators")) {
    expect(released! >= date! && released! <= to).toBe(true);
    expect(unit).toContain("(simulated)");
    expect(indicator).toMatch(/^SIM-/);
  }
});
