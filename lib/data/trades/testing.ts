import type { PnlFills } from "../pnl/index.js";
import { fillsOf, type WrittenFill } from "../pnl/testing.js";

const DAY_MS = 86_400_000;

/** A fill as tests of trips write it: with the minute of its day. */
export interface TimedFill extends WrittenFill {
  /** Minutes after midnight, UTC. */
  minute?: number;
}

/** Turns written fills into typed arrays; a fill without a minute is a minute after the one before it. */
export function timedFills(written: readonly TimedFill[], multiplier = 1): PnlFills {
  const fills = fillsOf(written, multiplier);
  const minutes = written.map(({ minute }, i) => minute ?? i);
  return { ...fills, time: fills.time.map((_, i) => fills.day[i]! * DAY_MS + minutes[i]! * 60_000) };
}
