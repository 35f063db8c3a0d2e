import { describe, expect, test } from "vitest";
import { sha256 } from "../../core/index.js";
import { DEFAULT_SEED, makeDemoFiles } from "./demo-firm.js";
import { fileOf, fillsOf, pnlOfFiles, type ReadFill, rowsOf } from "./testing.js";

const { files, from, to } = makeDemoFiles(DEFAULT_SEED);
const fills = fillsOf(files);
const pnl = pnlOfFiles(files);
const CAPITAL = 25_000_000;

/** Mark-to-market P&L of one account by session. */
function actualOf(account: string): Float64Array {
  return pnl.byAccount()[pnl.accounts.indexOf(account)]!.actual;
}

function total(values: Float64Array, month = ""): number {
  return values.reduce((sum, value, i) => (pnl.dates[i]!.startsWith(month) ? sum + value : sum), 0);
}

function worstDrawdown(values: Float64Array): number {
  let equity = 0;
  let peak = 0;
  let worst = 0;
  for (const value of values) {
    equity += value;
    peak = Math.max(peak, equity);
    worst = Math.min(worst, equity - peak);
  }
  return worst;
}

describe("the files", () => {
  test("the same seed gives the same bytes on every machine", () => {
    expect(sha256(files.map(file => sha256(file.text)).join())).toBe(
      "e101f0cd475faf164d06d8a65de80aa2c689cd01d5bdf4973a8768b4dc9ebcdc",
    );
  });

  test("about 150,000 fills of 14 accounts over the two years to the close of 2020-04-17", () => {
    expect(fills.length).toBeGreaterThan(140_000);
    expect(fills.length).toBeLessThan(170_000);
    expect(new Set(fills.map(({ account }) => account)).size).toBe(14);
    expect([from, to, fills[0]!.date, fills.at(-1)!.date, pnl.dates.length]).toEqual([
      "2018-04-18",
      "2020-04-17",
      "2018-04-18",
      "2020-04-17",
      504,
    ]);
  });

  test("no fill lies outside its day's low and high, and every held position has a mark", () => {
    const bars = new Map(
      rowsOf(fileOf(files, "prices.csv")).map(row => [
        `${row.symbol}/${row.date}`,
        [Number(row.low), Number(row.high)],
      ]),
    );
    const outside = fills.filter(({ symbol, date, price }) => {
      const [low, high] = bars.get(`${symbol}/${date}`)!;
      return price < low! || price > high!;
    });
    expect(outside).toEqual([]);
    expect(pnl.unpriced).toEqual([]);
  });

  test("everything is marked simulated but the real index", () => {
    for (const name of ["accounts.csv", "traders.csv", "instruments.csv", "prices.csv", "bars.csv"]) {
      const real = rowsOf(fileOf(files, name)).filter(({ simulated }) => simulated !== "true");
      const priced = ["prices.csv", "instruments.csv"].includes(name);
      expect(new Set(real.map(({ symbol }) => symbol))).toEqual(new Set(priced ? ["SPX"] : []));
    }
    const index = rowsOf(fileOf(files, "prices.csv")).filter(({ symbol }) => symbol === "SPX");
    expect(index.at(-1)).toMatchObject({
      date: "2020-04-17",
      high: "2879.219971",
      low: "2830.879883",
      close: "2874.560059",
    });
  });

  test("identical partial fills occur, as they do at real brokers", () => {
    const seen = new Set<string>();
    const twice = fills.filter(fill => seen.size === seen.add(JSON.stringify(fill)).size);
    expect(twice.length).toBeGreaterThan(100);
  });
});

describe("the books", () => {
  test("the broker's stated totals, kept apart, agree with our P&L to the cent on every day", () => {
    const series = pnl.byAccount();
    const at = new Map(pnl.dates.map((date, i) => [date, i]));
    for (const row of rowsOf(fileOf(files, "daily.csv"))) {
      const own = series[pnl.accounts.indexOf(row.account!)]!;
      const day = at.get(row.date!)!;
      expect(Math.abs(own.realised[day]! - Number(row.gross))).toBeLessThan(0.005);
      expect(Math.abs(own.fees[day]! - Number(row.fees))).toBeLessThan(0.005);
      expect(Math.abs(own.net[day]! - Number(row.net))).toBeLessThan(0.005);
      expect(Math.abs(own.unrealised[day]! - Number(row.unrealised))).toBeLessThan(0.005);
    }
  });

  test("day traders are flat at every close", () => {
    const dayTraders = new Set(["MST-101", "MST-102", "MST-103", "MST-104", "MST-105", "MST-401"]);
    for (let row = 0; row < pnl.daily.n; row++) {
      if (dayTraders.has(pnl.accounts[pnl.daily.account[row]!]!)) expect(pnl.daily.endPosition[row]).toBe(0);
    }
  });

  test("no option lives past its expiry", () => {
    for (const row of pnl.rows) {
      const expiry = /^.{6}(\d\d)(\d\d)(\d\d)[CP]\d{8}$/.exec(row.symbol);
      if (expiry !== null && `20${expiry[1]}-${expiry[2]}-${expiry[3]}` <= to) expect(row.endPosition).toBe(0);
    }
  });
});

describe("the firm", () => {
  test("it makes money, loses much of a year's in March 2020, and its risk is that of a real firm", () => {
    const { actual, grossExposure } = pnl.firm();
    const mean = total(actual) / actual.length;
    const variance = actual.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (actual.length - 1);
    const volatility = Math.sqrt(252 * variance) / CAPITAL;
    expect(volatility).toBeGreaterThan(0.08);
    expect(volatility).toBeLessThan(0.15);
    expect(total(actual, "2019")).toBeGreaterThan(0.05 * CAPITAL);
    expect(total(actual, "2020-02") + total(actual, "2020-03")).toBeLessThan(-0.04 * CAPITAL);
    const leverage = [...grossExposure].map(gross => gross / CAPITAL).sort((a, b) => a - b);
    expect(leverage[25]).toBeGreaterThan(0.6);
    expect(leverage.at(-1)).toBeLessThan(3.5);
  });

  test("a steady scalper: few losing days and hardly a drawdown", () => {
    const actual = actualOf("MST-101");
    expect(actual.filter(value => value > 0).length / actual.length).toBeGreaterThan(0.55);
    expect(worstDrawdown(actual)).toBeGreaterThan(-0.06 * 600_000);
    expect(total(actual)).toBeGreaterThan(0);
  });

  test("an overtrader whose gross profit goes into fees", () => {
    const own = pnl.byAccount()[pnl.accounts.indexOf("MST-102")]!;
    expect(total(own.fees)).toBeGreaterThan(Math.abs(total(own.realised)));
    expect(total(own.net)).toBeLessThan(0);
    const most = Math.max(...pnl.byAccount().map(series => series.fills.reduce((a, b) => a + b)));
    expect(own.fills.reduce((a, b) => a + b)).toBe(most);
  });

  test("a trader who trades larger after a losing exit", () => {
    const { afterLoss, normal } = entriesByOutcome(fills.filter(({ account }) => account === "MST-103"));
    expect(afterLoss / normal).toBeGreaterThan(1.5);
    const calm = entriesByOutcome(fills.filter(({ account }) => account === "MST-101"));
    expect(calm.afterLoss / calm.normal).toBeLessThan(1.1);
  });

  test("a premium seller who blows up in March 2020 and is taken off the desk", () => {
    const actual = actualOf("MST-301");
    expect(total(actual, "2018") + total(actual, "2019")).toBeGreaterThan(0);
    expect(total(actual, "2020")).toBeLessThan(-0.6 * 2_200_000);
    expect(fills.findLast(({ account }) => account === "MST-301")!.date < "2020-03-31").toBe(true);
  });

  test("a trader who stops for weeks", () => {
    const active = new Set(fills.filter(({ account }) => account === "MST-203").map(({ date }) => date));
    let idle = 0;
    let longest = 0;
    for (const date of pnl.dates) {
      idle = active.has(date) ? 0 : idle + 1;
      longest = Math.max(longest, idle);
    }
    expect(longest).toBeGreaterThan(25);
  });

  test("two traders who crowd into the same names", () => {
    const shared = crowding("MST-201", "MST-202");
    expect(shared).toBeGreaterThan(0.7);
    expect(crowding("MST-201", "MST-203")).toBeLessThan(0.3);
  });

  test("a new hire who starts in the middle of 2019", () => {
    expect(fills.find(({ account }) => account === "MST-105")!.date >= "2019-06-17").toBe(true);
  });
});

/** Mean money of entries after a losing round trip and of all others, told from the fills alone. */
function entriesByOutcome(own: readonly ReadFill[]): { afterLoss: number; normal: number } {
  const sizes = { loss: [] as number[], other: [] as number[] };
  let [position, cash, entered, lost, date] = [0, 0, 0, false, ""];
  for (const fill of own) {
    if (fill.date !== date) lost = false;
    date = fill.date;
    if (position === 0) [cash, entered] = [0, 0];
    if (position === 0 || Math.sign(fill.signed) === Math.sign(position)) entered += Math.abs(fill.signed * fill.price);
    position += fill.signed;
    cash -= fill.signed * fill.price;
    if (position !== 0) continue;
    sizes[lost ? "loss" : "other"].push(entered);
    lost = cash < 0;
  }
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  return { afterLoss: mean(sizes.loss), normal: mean(sizes.other) };
}

/** Share of one account's held symbol-days on which another holds the same side. */
function crowding(one: string, other: string): number {
  const sides = new Map<string, number>();
  const { daily } = pnl;
  const each = (account: string, visit: (key: string, side: number) => void): void => {
    for (let row = 0; row < daily.n; row++) {
      const held = pnl.accounts[daily.account[row]!] === account && daily.endPosition[row] !== 0;
      if (held) visit(`${daily.symbol[row]}/${daily.date[row]}`, Math.sign(daily.endPosition[row]!));
    }
  };
  each(one, (key, side) => sides.set(key, side));
  let shared = 0;
  let n = 0;
  each(other, (key, side) => {
    n++;
    if (sides.get(key) === side) shared++;
  });
  return shared / n;
}
