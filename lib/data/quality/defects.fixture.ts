import type { TableName } from "../tables/index.js";
import { DAYS, type Row } from "./sound-firm.fixture.js";

/** A firm's tables, to be spoilt. */
export type Firm = Record<TableName, Row[]>;

/** What a defect is, how it is planted, and what is said of it. */
export type Defect = [rule: string, table: TableName, plant: (firm: Firm) => void, outcome: string, sentence: string];

const LAST = DAYS.at(-1)!;
const BEFORE = DAYS.at(-2)!;
const of = (account: string, day: string) => (row: Row) =>
  row.account === account && (row.trade_date ?? row.date) === day;

/** Changes the rows that fit. */
export function change(rows: Row[], fits: (row: Row) => boolean, to: (row: Row, index: number) => Row): void {
  rows.forEach((row, index) => {
    if (fits(row)) rows[index] = { ...row, ...to(row, index) };
  });
}

function drop(rows: Row[], fits: (row: Row) => boolean): void {
  rows.splice(0, rows.length, ...rows.filter(row => !fits(row)));
}

/** A time of a fill some hours later. */
export function hoursLater(time: unknown, hours: number): string {
  return new Date(Date.parse(`${String(time).replace(" ", "T")}Z`) + hours * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
}

const OPTION = {
  symbol: "XYZ 200410C50",
  kind: "option",
  multiplier: 100,
  underlying: "XYZ",
  strike: 50,
  option_right: "call",
};
const held = (symbol: string, day: string): Row => ({
  ...{
    account: "A",
    symbol,
    trade_date: day,
    time: `${day} 18:00:00`,
    sequence: 99_999,
    quantity: 3,
    price: 1.5,
    fill_id: "held",
  },
});

/** A defect for every rule. */
export const DEFECTS: readonly Defect[] = [
  [
    "stale-feed",
    "fills",
    firm => drop(firm.fills, row => row.trade_date === LAST),
    "hold",
    `The last rows of fills are of ${BEFORE}: 1 session of NYSE up to ${LAST} is missing.`,
  ],
  [
    "stale-feed",
    "prices",
    firm => drop(firm.prices, row => String(row.date) > "2020-04-09"),
    "hold",
    "5 sessions of NYSE",
  ],
  [
    "missing-fills",
    "fills",
    firm => drop(firm.fills, row => row.trade_date === "2020-03-12"),
    "warn",
    "2020-03-12: nobody traded",
  ],
  [
    "missing-prices",
    "prices",
    firm => drop(firm.prices, row => row.symbol === "QRS" && row.date === "2020-03-12"),
    "warn",
    "2020-03-12: 1 symbol of 2 has no price in prices (QRS).",
  ],
  [
    "missing-fx",
    "fx",
    firm => change(firm.fills, of("B", LAST), () => ({ currency: "EUR" })),
    "hold",
    "There is no rate from EUR to USD on 1 day",
  ],
  [
    "unpriced-position",
    "prices",
    firm => {
      firm.instruments.push({ symbol: "NEW" });
      firm.fills.push(held("NEW", LAST));
    },
    "warn",
    `1 account holds 3 of NEW, which has no close on ${LAST}.`,
  ],
  [
    "off-session",
    "prices",
    firm => firm.prices.push({ symbol: "XYZ", date: "2020-04-10", close: 50 }),
    "warn",
    "2020-04-10 is no session of NYSE, yet prices has 1 row for it.",
  ],
  [
    "time-zone-shift",
    "fills",
    firm => change(firm.fills, of("A", LAST), row => ({ time: hoursLater(row.time, 5) })),
    "hold",
    "100% of 12 fills lie outside the session, and inside it when they are moved by -2 hours.",
  ],
  [
    "duplicate-fills",
    "fills",
    firm =>
      firm.fills.push(
        ...firm.fills.filter(of("A", LAST)).map((row, i) => ({ ...row, sequence: 1e6 + i, fill_id: `again${i}` })),
      ),
    "hold",
    "12 fills of 24 repeat another one of the day",
  ],
  [
    "fill-outside-day",
    "fills",
    firm =>
      change(
        firm.fills,
        row => of("A", LAST)(row) && row.symbol === "XYZ",
        () => ({ price: 61 }),
      ),
    "warn",
    `A XYZ ${LAST}: 6 fills outside the day's`,
  ],
  [
    "fill-outside-minute",
    "fills",
    firm => firm.bars.push({ symbol: "XYZ", time: `${LAST} 16:00:00`, high: 40, low: 39, close: 40 }),
    "warn",
    "A XYZ 2020-04-17: 1 fill outside the minute's 39 to 40",
  ],
  [
    "quantity-outlier",
    "fills",
    firm =>
      change(
        firm.fills,
        row => row.fill_id === "A0",
        () => ({ quantity: 10_000 }),
      ),
    "warn",
    "1 fill of up to 10,000, where the account's median is 120",
  ],
  [
    "fee-outlier",
    "fills",
    firm =>
      change(
        firm.fills,
        row => row.fill_id === "A0",
        () => ({ fees: 50 }),
      ),
    "warn",
    "1 fill with fees of up to 50.00 USD, where 0.42 USD is usual",
  ],
  [
    "max-quantity",
    "fills",
    firm => firm.traders.push({ trader: "Ada", max_quantity: 130 }, { trader: "Bob", max_quantity: 500 }),
    "warn",
    "more than the 130 that Ada may trade",
  ],
  [
    "trader-gone",
    "fills",
    firm => {
      firm.traders.push({ trader: "Ada", ended: BEFORE }, { trader: "Cy" });
      firm.assignments.push({ account: "B", from_date: "2020-03-02", trader: "Cy" });
    },
    "warn",
    `A ${LAST}: 12 fills, although Ada is with the firm  to ${BEFORE} only`,
  ],
  [
    "expired-contract",
    "fills",
    firm => {
      firm.instruments.push({ ...OPTION, expiry: "2020-04-09" });
      firm.fills.push(held(OPTION.symbol, "2020-04-08"));
    },
    "hold",
    "A still holds 3 of XYZ 200410C50, which expired on 2020-04-09.",
  ],
  [
    "price-jump",
    "prices",
    firm =>
      change(
        firm.prices,
        row => row.symbol === "XYZ" && String(row.date) >= "2020-04-06",
        row => ({
          open: Number(row.open) / 4,
          high: Number(row.high) / 4,
          low: Number(row.low) / 4,
          close: Number(row.close) / 4,
        }),
      ),
    "warn",
    "as of a 4-for-1 split that is not in actions",
  ],
  [
    "price-range",
    "prices",
    firm =>
      change(
        firm.prices,
        row => row.symbol === "XYZ" && row.date === LAST,
        () => ({ close: 90 }),
      ),
    "warn",
    "90 is outside its own bar's",
  ],
  [
    "stale-price",
    "prices",
    firm =>
      change(
        firm.prices,
        row => row.symbol === "QRS" && String(row.date) >= "2020-04-09",
        () => ({ open: null, high: null, low: null, close: 80 }),
      ),
    "warn",
    `QRS closes at 80 on 6 sessions in a row, 2020-04-09 to ${LAST}.`,
  ],
  [
    "unknown-symbol",
    "fills",
    firm => drop(firm.instruments, row => row.symbol === "QRS"),
    "hold",
    "QRS is no known instrument, and fills has",
  ],
  [
    "unlisted-price",
    "prices",
    firm => firm.prices.push({ symbol: "OLD", date: LAST, close: 5 }),
    "warn",
    "OLD is no known instrument, and prices has 1 row of it. Was it renamed?",
  ],
  [
    "unknown-account",
    "daily",
    firm => firm.daily.push({ account: "Z", date: LAST, gross: 0, fees: 0, net: 0 }),
    "warn",
    "Z is no known account",
  ],
  [
    "unknown-trader",
    "accounts",
    firm => firm.traders.push({ trader: "Ada" }),
    "warn",
    "Bob, who has 1 row in accounts (B), is not among the traders.",
  ],
  [
    "instrument-terms",
    "instruments",
    firm => firm.instruments.push({ ...OPTION, strike: null, underlying: "GONE" }),
    "warn",
    'an option, has no strike, expiry, underlying "GONE" among instruments or prices.',
  ],
  [
    "limit-scope",
    "limits",
    firm => firm.limits.push({ scope: "trader", name: "Adah", measure: "var99", from_date: "2020-01-02", hard: 1 }),
    "warn",
    'A limit of var99 is set on the trader "Adah", which does not exist.',
  ],
  [
    "currency-mix",
    "daily",
    firm => change(firm.daily, of("B", LAST), () => ({ currency: "EUR" })),
    "warn",
    "B is in USD, but 1 row of daily tells of it in EUR.",
  ],
  [
    "negative-balance",
    "balances",
    firm => firm.balances.push({ account: "A", date: LAST, equity: -12.5 }),
    "warn",
    `A: equity below zero on 1 day, ${LAST} to ${LAST}, down to -12.50 USD.`,
  ],
  [
    "balance-sheet-sides",
    "balance_sheet",
    firm =>
      firm.balance_sheet.push(
        { entity: "F", date: LAST, item: "cash", kind: "asset", term: "current", amount: 10, currency: "USD" },
        { entity: "F", date: LAST, item: "capital", kind: "equity", term: "long", amount: 9.99, currency: "USD" },
      ),
    "warn",
    "assets are 10.00 USD, liabilities and equity 9.99 USD",
  ],
  [
    "position-chain",
    "fills",
    firm =>
      change(
        firm.fills,
        row => row.fill_id === `A${firm.fills.length - 24}`,
        () => ({ start_position: 40 }),
      ),
    "hold",
    "the first 40, where those add up to 0",
  ],
  [
    "positions-reconcile",
    "positions",
    firm => firm.positions.push({ account: "A", symbol: "XYZ", date: LAST, quantity: 7 }),
    "hold",
    `A XYZ ${LAST}: the source states 7, the fills add up to 0.`,
  ],
  [
    "totals-reconcile",
    "daily",
    firm =>
      change(firm.daily, of("A", LAST), row => ({ gross: Number(row.gross) + 0.01, net: Number(row.net) + 0.01 })),
    "hold",
    "a difference of -0.01 USD",
  ],
  [
    "open-pnl-reconcile",
    "daily",
    firm => change(firm.daily, of("A", LAST), () => ({ unrealised: 250 })),
    "warn",
    "open P&L is 250.00 USD as stated and 0.00 USD by ours",
  ],
  ["odd-day", "fills", oddDay, "warn", `A ${LAST}: odd in`],
];

/** A day on which A trades ten times as often, far from the close, at night, and loses much. */
function oddDay(firm: Firm): void {
  const day = firm.fills.filter(of("A", LAST));
  for (let again = 1; again < 10; again++) {
    firm.fills.push(
      ...day.map((row, i) => ({
        ...row,
        ...{ sequence: 1e6 + again * 100 + i, fill_id: `odd${again}-${i}`, fees: 5 },
        ...{ price: Number(row.price) + 0.05 * again, time: hoursLater(row.time, again % 2 === 0 ? 7.5 : 0) },
      })),
    );
  }
  change(firm.daily, of("A", LAST), () => ({ gross: -9000, net: -9006 }));
}
