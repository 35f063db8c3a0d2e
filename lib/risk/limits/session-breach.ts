import type { IsoDate } from "../../core/index.js";
import { after } from "./breach.js";
import { type Limit, passes } from "./limit.js";
import { type LimitSubject, readLimitMeasure } from "./limit-measures.js";

/** Measures that P&L alone decides, so that they can be followed within a session. */
const FOLLOWED = ["dailyLoss", "monthlyLoss", "drawdown", "drawdownMoney"];

/** When a limit was first passed, as far as is known, and whether trading went on. */
export interface LimitBreach {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  /** The measure at that moment. */
  readonly value: number;
  /** `realised only`: by closed trades alone; `at the close`: nothing known within the session passed it. */
  readonly basis: "minute bars" | "realised only" | "at the close";
  readonly fillsAfter: number;
  /** Milliseconds from the breach to the last of those fills; null without any. */
  readonly wentOnForMs: number | null;
}

/** P&L in the course of a session, from 0 at the close before it. */
export interface PnlPath {
  readonly timeMs: Float64Array;
  readonly pnl: Float64Array;
  readonly basis: "minute bars" | "realised only";
}

/** Says whether a limit can be followed within a session: one of an owner, on a measure of P&L, with a hard bound. */
export function isFollowed({ scope, measure, hard }: Limit): boolean {
  return hard !== null && scope !== "symbol" && scope !== "sector" && FOLLOWED.includes(measure);
}

/** The session that a breach which lasts began in: a daily loss begins anew each session, a monthly one each month. */
export function breachSession({ measure }: Limit, breachedSince: IsoDate, dates: readonly IsoDate[]): IsoDate {
  const last = dates.at(-1)!;
  if (measure === "dailyLoss") return last;
  if (measure !== "monthlyLoss" || breachedSince.slice(0, 7) === last.slice(0, 7)) return breachedSince;
  return dates.find(date => date.startsWith(last.slice(0, 7)))!;
}

/**
 * The first moment of a session at which a limit's hard bound was passed: the measure with the session's P&L so far in place
 * of the whole session's.
 * @param subject at the session's close; @param closeMs when it closed
 * @param fills times of the fills that count as activity, in ascending order (ms)
 * @returns null where it was passed neither within the session nor at its close
 */
export function sessionBreach(
  limit: Limit,
  subject: LimitSubject,
  { timeMs, pnl, basis }: PnlPath,
  closeMs: number,
  fills: ArrayLike<number>,
): LimitBreach | null {
  const beyond = (value: number | null): value is number => value !== null && passes(value, limit.hard!);
  const soFar = subject.pnl.slice();
  for (let i = 0; i < timeMs.length; i++) {
    soFar[soFar.length - 1] = pnl[i]!;
    const { value } = readLimitMeasure(limit.measure, { ...subject, pnl: soFar })!;
    if (beyond(value)) return told(timeMs[i]!, value, basis, fills);
  }
  const { value } = readLimitMeasure(limit.measure, subject)!;
  return beyond(value) ? told(closeMs, value, "at the close", fills) : null;
}

function told(time: number, value: number, basis: LimitBreach["basis"], fills: ArrayLike<number>): LimitBreach {
  const { actionsAfter, wentOnFor } = after(time, fills);
  return { time, value, basis, fillsAfter: actionsAfter, wentOnForMs: wentOnFor };
}
