import { fromDayNumber, type IsoDate, RiskbookError } from "../../core/index.js";
import { lowerBound } from "../../numeric/index.js";
import type { RateTable } from "./rate-table.js";

/** How a rate was found: as it is stated, turned around, or by one currency in between. */
export type RateRoute = "direct" | "inverse" | "cross";

/** A rate that money of one day was converted at. */
export interface UsedRate {
  readonly from: string;
  readonly to: string;
  /** The day whose money it converted. */
  readonly date: IsoDate;
  /** Units of `to` for one of `from`. */
  readonly rate: number;
  /** The day that the rate is of; of a cross the older one of its two. */
  readonly rateDate: IsoDate;
  /** Days from `rateDate` to `date`: more than 0 where the day itself has none. */
  readonly ageDays: number;
  readonly route: RateRoute;
}

export interface ConversionOptions {
  /** ISO 4217, of the result. */
  readonly to: string;
  /** The currency that a cross may go through: the book's. */
  readonly through?: string;
  /** How many days back a rate may be taken from, over weekends and holidays; 5 unless given. */
  readonly maxAgeDays?: number;
}

/** Converts money into one currency by the day it was made on, and keeps what it used. */
export interface Conversion {
  readonly to: string;
  /**
   * Units of `to` for one of `from` on a day: of the ways there are that with the newest rate; of equal ones as stated
   * before turned around before a cross.
   * @param day days since 1970-01-01
   * @throws RiskbookError `NO_RATE`: a rate is never assumed
   */
  rate(from: string, day: number): number;
  /** Every rate that was asked for between two currencies, by currency and day. */
  used(): UsedRate[];
}

const MAX_AGE_DAYS = 5;

/** A rate and the day it is of. */
interface Quote {
  readonly rate: number;
  readonly day: number;
  readonly route: RateRoute;
}

/** Opens a conversion on a table of rates. */
export function openConversion(rates: RateTable, options: ConversionOptions): Conversion {
  const { to, through, maxAgeDays = MAX_AGE_DAYS } = options;
  const used = new Map<string, Map<number, UsedRate>>();
  const find = (from: string, day: number): UsedRate => {
    const ways = [stated(rates, from, to, day), turned(rates, from, to, day), cross(rates, from, to, through, day)];
    const newest = ways.reduce(
      (best, way) => (way !== undefined && !(best && best.day >= way.day) ? way : best),
      undefined,
    );
    if (newest === undefined || day - newest.day > maxAgeDays) throw noRate(from, day, options, newest);
    const [date, rateDate] = [fromDayNumber(day), fromDayNumber(newest.day)];
    return { from, to, date, rate: newest.rate, rateDate, ageDays: day - newest.day, route: newest.route };
  };
  return {
    to,
    rate(from, day) {
      if (from === to) return 1;
      const days = used.get(from) ?? new Map<number, UsedRate>();
      used.set(from, days);
      const found = days.get(day) ?? find(from, day);
      days.set(day, found);
      return found.rate;
    },
    used: () =>
      [...used]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, days]) => {
          const byDay = [...days].sort(([a], [b]) => a - b);
          return byDay.map(([, rate]) => rate);
        }),
  };
}

function stated(rates: RateTable, from: string, to: string, day: number): Quote | undefined {
  const pair = rates.get(`${from}/${to}`);
  if (pair === undefined) return undefined;
  const at = lowerBound(pair.day, day + 1) - 1;
  return at < 0 ? undefined : { rate: pair.rate[at]!, day: pair.day[at]!, route: "direct" };
}

function turned(rates: RateTable, from: string, to: string, day: number): Quote | undefined {
  const quote = stated(rates, to, from, day);
  return quote && { rate: 1 / quote.rate, day: quote.day, route: "inverse" };
}

function cross(
  rates: RateTable,
  from: string,
  to: string,
  through: string | undefined,
  day: number,
): Quote | undefined {
  if (through === undefined || through === from || through === to) return undefined;
  const first = newer(stated(rates, from, through, day), turned(rates, from, through, day));
  const second = newer(stated(rates, through, to, day), turned(rates, through, to, day));
  if (first === undefined || second === undefined) return undefined;
  return { rate: first.rate * second.rate, day: Math.min(first.day, second.day), route: "cross" };
}

function newer(a: Quote | undefined, b: Quote | undefined): Quote | undefined {
  return b !== undefined && (a === undefined || b.day > a.day) ? b : a;
}

function noRate(
  from: string,
  day: number,
  { to, through, maxAgeDays = MAX_AGE_DAYS }: ConversionOptions,
  last?: Quote,
) {
  const date = fromDayNumber(day);
  const crossing = through === undefined || through === from || through === to ? "" : `, nor both through ${through}`;
  const newest = last === undefined ? "There is no earlier one" : `The last one is of ${fromDayNumber(last.day)}`;
  return new RiskbookError(
    "NO_RATE",
    `There is no rate from ${from} to ${to} for ${date}: neither ${from}/${to} nor ${to}/${from} on it or the ${maxAgeDays} days before${crossing}. ${newest}. Load rates with "riskbook ingest fx FILE".`,
    { details: { from, to, date } },
  );
}
