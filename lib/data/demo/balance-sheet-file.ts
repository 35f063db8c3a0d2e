import { csvFile, type DemoFile } from "./fills-file.js";
import type { DemoMarket } from "./market.js";
import { ROSTER } from "./roster.js";
import type { StatedDay } from "./stated-totals.js";

const ENTITY = "Meridian Street Trading (simulated)";
const SHARE_CAPITAL = 18_000_000;
const LONG_TERM_DEBT = 6_000_000;
const EQUIPMENT = 1_450_000;
/** Each month. */
const DEPRECIATION = 24_000;
/** Salaries, rent and data each month; the owners bring the cash back to its start every year. */
const MONTHLY_COSTS = 95_000;
/** The firm's own cash, apart from what lies at the broker, at the start. */
const CASH_AT_BANK = 4_200_000;
/** Share of what the accounts made that is owed to the traders until it is paid out. */
const TRADERS_SHARE = 0.2;

/** One line of a sheet; amounts are positive on their own side. */
type Line = readonly [item: string, kind: "asset" | "liability" | "equity" | "memo", term: string, amount: number];

/** The firm's balance sheet at each month end that is over: assets are liabilities and equity, to the cent. */
export function balanceSheetFile(days: readonly StatedDay[], market: DemoMarket): DemoFile {
  const atBroker = new Map<number, number>();
  for (const { day, balance } of days) atBroker.set(day, (atBroker.get(day) ?? 0) + balance);
  const lines = monthEnds(market).flatMap((day, months) =>
    sheet(atBroker.get(day)!, months).map(
      ([item, kind, term, amount]) =>
        `${ENTITY},${market.sessions[day]!.date},${item},${kind},${term},${amount.toFixed(2)},USD`,
    ),
  );
  return csvFile("balance_sheet.csv", "entity,date,item,kind,term,amount,currency", lines);
}

/** The last session of each month that has a session after it. */
function monthEnds({ sessions, first }: DemoMarket): number[] {
  const month = (day: number): string => sessions[day]!.date.slice(0, 7);
  const ends: number[] = [];
  for (let day = first; day + 1 < sessions.length; day++) if (month(day) !== month(day + 1)) ends.push(day);
  return ends;
}

function sheet(atBroker: number, months: number): Line[] {
  const broker = Math.round(atBroker * 100) / 100;
  const cash = CASH_AT_BANK - MONTHLY_COSTS * (months % 12);
  const equipment = EQUIPMENT - DEPRECIATION * months;
  const accrued = Math.round(TRADERS_SHARE * Math.max(0, broker - capital()) * 100) / 100 + 310_000;
  const payables = 145_000 + 7_500 * (months % 5);
  const assets = cash + broker + equipment;
  return [
    ["cash", "asset", "current", cash],
    ["due_from_broker", "asset", "current", broker],
    ["equipment", "asset", "long", equipment],
    ["accounts_payable", "liability", "current", payables],
    ["accrued_compensation", "liability", "current", accrued],
    ["short_term_debt", "liability", "current", 750_000],
    ["long_term_debt", "liability", "long", LONG_TERM_DEBT],
    ["share_capital", "equity", "long", SHARE_CAPITAL],
    ["retained_earnings", "equity", "long", assets - payables - accrued - 750_000 - LONG_TERM_DEBT - SHARE_CAPITAL],
    ["capital_of_accounts", "memo", "long", capital()],
  ];
}

function capital(): number {
  return ROSTER.reduce((sum, trader) => sum + trader.capital, 0);
}
