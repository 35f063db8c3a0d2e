import { fromDayNumber, type IsoDate } from "../../core/index.js";
import { robustScale, robustScore } from "../../numeric/index.js";
import type { Column } from "../columns/index.js";
import type { Judged } from "./judged.js";
import { figure, percent } from "./words.js";

/** One figure of every account's day. */
export interface FeatureColumn {
  readonly name: string;
  print(value: number): string;
  /** As people read it. */
  readonly values: Float64Array;
  /** The account's median of it. */
  readonly usual: Float64Array;
  /** How far a day is from the account's median, in its scaled median absolute deviations. */
  readonly deviations: Float64Array;
}

/** The days of accounts with enough of them: element i of everything is one account's day. */
export interface DayFeatures {
  readonly account: readonly string[];
  readonly day: readonly IsoDate[];
  readonly fills: readonly number[];
  readonly columns: readonly FeatureColumn[];
}

interface Feature {
  readonly name: string;
  readonly sql: string;
  print(value: number): string;
  /** Set where a day twice as large is as far off as one half as large. */
  readonly ratio?: boolean;
  /** The least deviation that counts: of the value, or of its logarithm. */
  readonly floor: number;
  /** Left out where a table that it is made of has no rows. */
  readonly needs?: "prices" | "daily";
}

const whole = (value: number): string => figure(value, 0);

const FEATURES: readonly Feature[] = [
  { name: "fills", sql: "count(*)", print: whole, ratio: true, floor: 0.15 },
  { name: "quantity", sql: "sum(quantity)", print: whole, ratio: true, floor: 0.15 },
  { name: "the largest fill", sql: "max(quantity)", print: whole, ratio: true, floor: 0.15 },
  { name: "symbols", sql: "count(DISTINCT fills.symbol)", print: whole, ratio: true, floor: 0.15 },
  { name: "fees beyond the usual", sql: "sum(fees - quantity * usual_fee)", print: whole, floor: 10 },
  {
    name: "fills outside the session",
    sql: "avg((time NOT BETWEEN opens AND closes)::INTEGER)",
    print: percent,
    floor: 0.05,
  },
  {
    name: "distance of prices from the close",
    sql: "avg(abs(price / close - 1)) FILTER (kind <> 'option')",
    print: percent,
    floor: 0.005,
    needs: "prices",
  },
  { name: "stated net P&L", sql: "any_value(net)", print: whole, floor: 50, needs: "daily" },
];

/** Figures of each account's days, each against the account's own median. */
export async function dayFeatures(judged: Judged, leastDays: number): Promise<DayFeatures> {
  const features = FEATURES.filter(({ needs }) => needs === undefined || judged.rowsOf(needs) > 0);
  const sums = features.map(({ sql }, i) => `coalesce((${sql})::DOUBLE, 0) AS f${i}`);
  const { columns, rows } = await judged.columns(
    `SELECT * FROM (SELECT fills.account, trade_date AS day, count(*)::DOUBLE AS n, ${sums.join(", ")},
        count(*) OVER (PARTITION BY fills.account) AS days
      FROM fills JOIN symbol_calendars USING (symbol)
        JOIN (SELECT account, kind, median(fees::DOUBLE / quantity::DOUBLE) AS usual_fee
          FROM fills JOIN symbol_calendars USING (symbol) GROUP BY account, kind) USING (account, kind)
        LEFT JOIN sessions ON sessions.calendar = symbol_calendars.calendar AND sessions.day = trade_date
        LEFT JOIN (SELECT symbol, date, close FROM prices) AS marks ON marks.symbol = fills.symbol AND marks.date = trade_date
        LEFT JOIN (SELECT account, date, net FROM daily) AS stated ON stated.account = fills.account AND stated.date = trade_date
      GROUP BY fills.account, trade_date) WHERE days >= ${leastDays} ORDER BY account, day`,
  );
  const account = textsOf(columns.account!);
  const spans = spansOf(account);
  return {
    account,
    day: Array.from({ length: rows }, (_, i) => fromDayNumber(valuesOf(columns.day!)[i]!)),
    fills: Array.from(valuesOf(columns.n!)),
    columns: features.map((feature, i) => scaled(feature, Float64Array.from(valuesOf(columns[`f${i}`]!)), spans)),
  };
}

/** Where each account's days begin and end. */
function spansOf(account: readonly string[]): [from: number, to: number][] {
  const spans: [number, number][] = [];
  for (let from = 0; from < account.length; ) {
    let to = from + 1;
    while (to < account.length && account[to] === account[from]) to++;
    spans.push([from, to]);
    from = to;
  }
  return spans;
}

function scaled(
  { name, print, ratio, floor }: Feature,
  values: Float64Array,
  spans: [number, number][],
): FeatureColumn {
  const compared = ratio ? values.map(Math.log) : values;
  const usual = new Float64Array(values.length);
  const deviations = new Float64Array(values.length);
  for (const [from, to] of spans) {
    const scale = robustScale(compared.slice(from, to));
    usual.fill(ratio ? Math.exp(scale.median) : scale.median, from, to);
    for (let i = from; i < to; i++) deviations[i] = robustScore(compared[i]!, scale, floor);
  }
  return { name, print, values, usual, deviations };
}

function textsOf(column: Column): string[] {
  const { codes, dictionary } = column as Extract<Column, { type: "string" }>;
  return Array.from(codes, code => dictionary[code]!);
}

function valuesOf(column: Column): ArrayLike<number> {
  return (column as Extract<Column, { type: "number" }>).values;
}
