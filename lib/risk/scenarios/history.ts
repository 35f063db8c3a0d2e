import { dayNumber, type IsoDate } from "../../core/index.js";
import type { Marks, SymbolMarks } from "../../data/index.js";
import { type Figure, Undefined } from "../figure.js";
import type { Scenario } from "./scenario.js";

/** A scenario with the returns that symbols really had in its window. */
export interface OwnPrices {
  readonly scenario: Scenario;
  /** Symbols whose own return was taken. */
  readonly own: readonly string[];
  /** Symbols for which the store has no price on one of the two days. */
  readonly missing: readonly string[];
}

/**
 * Takes symbols' own returns between the first and the last close of what happened, in place of beta times the index, for
 * those that have a price on both days. Within a session closes say nothing, so such a scenario stays as declared.
 * @param symbols positions and what they are derived from
 */
export function withOwnPrices(scenario: Scenario, symbols: readonly string[], closes: Marks): OwnPrices {
  const { from, to, intraday } = scenario;
  if (from === null || to === null || intraday) return { scenario, own: [], missing: [] };
  const shocks: Record<string, number> = { ...scenario.shocks };
  const own: string[] = [];
  const missing: string[] = [];
  for (const symbol of new Set(symbols)) {
    const move = windowReturn(closes.of(symbol), from, to);
    if (move === null) missing.push(symbol);
    else {
      shocks[`symbol:${symbol}`] = move;
      own.push(symbol);
    }
  }
  return { scenario: own.length === 0 ? scenario : { ...scenario, shocks }, own, missing };
}

function windowReturn(marks: SymbolMarks | undefined, from: IsoDate, to: IsoDate): number | null {
  const [first, last] = [closeOn(marks, from), closeOn(marks, to)];
  return first === null || last === null || first <= 0 ? null : Math.max(-1, last / first - 1);
}

function closeOn(marks: SymbolMarks | undefined, date: IsoDate): number | null {
  const at = marks?.day.indexOf(dayNumber(date)) ?? -1;
  return at < 0 ? null : marks!.close[at]!;
}

/**
 * How many sessions a price took after the end of a window until it was back where it stood at the beginning.
 * @param closes dated, oldest first
 * @returns undefined where the series does not have both days, or ends before it was back
 */
export function recoverySessions(
  closes: readonly { readonly date: IsoDate; readonly close: number }[],
  from: IsoDate,
  to: IsoDate,
): Figure {
  const first = closes.findIndex(({ date }) => date === from);
  const last = closes.findIndex(({ date }) => date === to);
  if (first < 0 || last < 0) return new Undefined(`no price on ${first < 0 ? from : to}`);
  const level = closes[first]!.close;
  const back = closes.findIndex(({ close }, at) => at >= last && close >= level);
  return back < 0 ? new Undefined(`not by ${closes.at(-1)!.date}, the last price`) : back - last;
}
