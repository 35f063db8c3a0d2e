import type { IsoDate } from "../../core/index.js";
import type { Instrument } from "./instrument.js";

/** Whether a fill took liquidity from the book or gave it. */
export type Liquidity = "added" | "removed" | "settled";

/** The fees of one fill by PropReports' columns, in dollars to four places; negative is a rebate. */
export interface FillFees {
  readonly commission: number;
  readonly ecn: number;
  readonly sec: number;
  readonly orf: number;
  readonly taf: number;
  readonly nscc: number;
  readonly clearing: number;
  readonly miscellaneous: number;
}

const NO_FEES: FillFees = { commission: 0, ecn: 0, sec: 0, orf: 0, taf: 0, nscc: 0, clearing: 0, miscellaneous: 0 };

/** SEC Section 31 fee on sales, dollars per million, by the day from which it held (SEC fee rate advisories). */
const SECTION_31: readonly (readonly [IsoDate, number])[] = [
  ["2020-02-18", 22.1],
  ["2019-04-16", 20.7],
  ["2018-05-22", 13.0],
  ["2017-10-01", 23.1],
];
/** FINRA Trading Activity Fee on sales of shares: per share and at most per trade. */
const TAF_PER_SHARE = 0.000119;
const TAF_CAP = 5.95;

/**
 * What a fill costs: a proprietary firm's usual schedule of 2018 to 2020.
 * @param quantity signed; a sale is negative
 */
export function feesOf(
  instrument: Instrument,
  quantity: number,
  price: number,
  liquidity: Liquidity,
  date: IsoDate,
): FillFees {
  if (liquidity === "settled") return NO_FEES;
  if (instrument.kind === "equity") return shareFees(quantity, price, liquidity, date);
  return instrument.kind === "future" ? futureFees(Math.abs(quantity)) : optionFees(quantity, price, date);
}

/** The sum of a fill's fees, to four places. */
export function totalFees(fees: FillFees): number {
  return cents4(Object.values(fees).reduce((sum, fee) => sum + fee, 0));
}

function shareFees(quantity: number, price: number, liquidity: Liquidity, date: IsoDate): FillFees {
  const shares = Math.abs(quantity);
  const sold = quantity < 0;
  return {
    ...NO_FEES,
    commission: cents4(shares * 0.001),
    ecn: cents4(shares * (liquidity === "added" ? -0.002 : 0.003)),
    sec: sold ? cents4((shares * price * section31(date)) / 1e6) : 0,
    taf: sold ? cents4(Math.min(TAF_CAP, shares * TAF_PER_SHARE)) : 0,
    nscc: cents4(shares * 0.00003),
    clearing: cents4(shares * 0.0001),
  };
}

function futureFees(contracts: number): FillFees {
  return {
    ...NO_FEES,
    commission: cents4(contracts * 0.55),
    ecn: cents4(contracts * 1.18),
    clearing: cents4(contracts * 0.1),
    miscellaneous: cents4(contracts * 0.02),
  };
}

function optionFees(quantity: number, price: number, date: IsoDate): FillFees {
  const contracts = Math.abs(quantity);
  const sold = quantity < 0;
  return {
    ...NO_FEES,
    commission: cents4(contracts * 0.45),
    ecn: cents4(contracts * 0.32),
    sec: sold ? cents4((contracts * price * 100 * section31(date)) / 1e6) : 0,
    orf: cents4(contracts * 0.0388),
    clearing: cents4(contracts * 0.02),
  };
}

function section31(date: IsoDate): number {
  return SECTION_31.find(([from]) => from <= date)![1];
}

function cents4(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}
