import { dayNumber, fromDayNumber } from "../../../core/index.js";
import { sqlName } from "../../store/index.js";
import { foundOf } from "../find.js";
import { DAY_OF, type Judged } from "../judged.js";
import { type Finding, type Rule, rule } from "../rule.js";
import { counted } from "../words.js";

/** A feed that has fallen behind: sessions have passed since its last row, more than are usual for it. */
export const staleFeed: Rule = rule({
  id: "stale-feed",
  tables: ["fills", "prices", "bars", "fx", "daily", "positions", "balances"],
  severity: "hold",
  sentence: "The table has rows of the last session, or is no further behind than is usual for it.",
  thresholds: {
    habit: { value: 250, meaning: "sessions with rows from which the usual gap is taken (nine in ten are no longer)" },
  },
  async check(judged, { habit }, table) {
    const { columns } = await judged.columns(
      `SELECT DISTINCT (${DAY_OF[table]})::DATE AS day FROM ${sqlName(table)} ORDER BY day DESC LIMIT ${habit}`,
    );
    const days = (columns.day as { values: ArrayLike<number> }).values;
    const behind = sessionsAfter(days[0]!, judged);
    const gaps = Array.from({ length: Math.max(0, days.length - 1) }, (_, i) =>
      gapBetween(days[i + 1]!, days[i]!, judged),
    );
    const usual = gaps.sort((a, b) => a - b)[Math.ceil(gaps.length * 0.9) - 1] ?? 0;
    if (behind <= usual) return foundOf(judged, []);
    const last = fromDayNumber(days[0]!);
    const finding: Finding = {
      account: null,
      symbol: null,
      day: judged.asOf,
      value: last,
      expected: judged.asOf,
      rows: 0,
      sentence: `The last rows of ${table} are of ${last}: ${counted(behind, "session")} of ${judged.calendar.name} up to ${judged.asOf} ${behind === 1 ? "is" : "are"} missing. Load what has come since, or find out why nothing has.`,
    };
    return foundOf(judged, [finding]);
  },
});

/** Sessions of the firm's calendar after a day, up to the one that is judged. */
function sessionsAfter(day: number, { calendar, asOf }: Judged): number {
  return calendar.sessions.filter(session => session > day && session <= dayNumber(asOf)).length;
}

/** Sessions between two days, neither included. */
function gapBetween(from: number, to: number, { calendar }: Judged): number {
  const { sessions } = calendar;
  let count = 0;
  for (let i = lowerIndex(sessions, from + 1); i < sessions.length && sessions[i]! < to; i++) count++;
  return count;
}

function lowerIndex(sessions: Int32Array, day: number): number {
  let [low, high] = [0, sessions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sessions[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
