import { csvFile, type DemoFile } from "./fills-file.js";
import type { CashMovement } from "./funding.js";
import type { DemoMarket } from "./market.js";
import type { StatedDay, StatedHolding } from "./stated-totals.js";

/** Shares of a position's value that the broker wants to see, by kind: house rates of a portfolio margin. */
const MARGIN_RATES = { equity: 0.15, future: 0.06, option: 0.15 } as const;
/** Day trades may be four times as large as what margin leaves free (FINRA rule 4210, pattern day traders). */
const DAY_TRADING_POWER = 4;

/** Deposits, payouts and platform fees, by day and account. */
export function cashFile(movements: readonly CashMovement[], market: DemoMarket): DemoFile {
  const lines = movements
    .toSorted((a, b) => a.day - b.day)
    .map(({ account, day, kind, amount, note }, i) => {
      const id = `C${String(i + 1).padStart(6, "0")}`;
      return `${account},${market.sessions[day]!.date},${id},${kind},${amount.toFixed(2)},USD,${note}`;
    });
  return csvFile("cash.csv", "account,date,cash_id,kind,amount,currency,note", lines);
}

/** What each account was worth at every close, of it in cash, and what is bound by margin. */
export function balancesFile(days: readonly StatedDay[], market: DemoMarket): DemoFile {
  const lines = days.map(({ account, day, balance, holdings }) => {
    const cash = balance - holdings.reduce((sum, holding) => sum + marketValue(holding), 0);
    const margin = holdings.reduce((sum, holding) => sum + requirement(holding, market, day), 0);
    const power = DAY_TRADING_POWER * Math.max(0, balance - margin);
    const money = [balance, cash, margin, power].map(amount => (amount + 0).toFixed(4));
    return `${account},${market.sessions[day]!.date},${money.join(",")},USD`;
  });
  return csvFile("balances.csv", "account,date,equity,cash,margin,buying_power,currency", lines);
}

/** The broker's statement of open positions at every close. */
export function positionsFile(days: readonly StatedDay[], market: DemoMarket): DemoFile {
  const lines = days.flatMap(({ account, day, holdings }) =>
    holdings.map(({ instrument, quantity, averagePrice, mark }) => {
      const open = (mark - averagePrice) * quantity * instrument.multiplier;
      const { date } = market.sessions[day]!;
      return `${account},${instrument.symbol},${date},${quantity},${averagePrice.toFixed(6)},${mark},${open.toFixed(4)},USD`;
    }),
  );
  return csvFile("positions.csv", "account,symbol,date,quantity,average_price,mark,unrealised,currency", lines);
}

/** What a position would fetch; a future is settled in cash every day. */
function marketValue({ instrument, quantity, mark }: StatedHolding): number {
  return instrument.kind === "future" ? 0 : quantity * mark * instrument.multiplier;
}

/** Margin of one position; an option that is owned is paid for. */
function requirement({ instrument, quantity, mark }: StatedHolding, market: DemoMarket, day: number): number {
  if (instrument.kind === "option" && quantity > 0) return 0;
  const price =
    instrument.kind === "option" ? market.spot(instrument.underlying, day, market.sessions[day]!.minutes) : mark;
  return Math.abs(quantity) * price * instrument.multiplier * MARGIN_RATES[instrument.kind];
}
