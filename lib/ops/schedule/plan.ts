import { later } from "../state/clock.js";
import { describeOwner, ownerIsGone } from "../state/owner.js";
import type { Row, State } from "../state/state.js";
import { type Scheduled, type ScheduleWindow, type TradingDays, windowsBetween } from "./windows.js";

/** What to do with windows whose time went by while nothing ran. */
export interface CatchUp {
  /** The latest missed window of a report still runs when it is at most this late; 12 hours by default. */
  lateMs?: number;
  tradingDays?: TradingDays;
}

/** What planning found; every window in it has its row in the state. */
export interface Plan {
  due: ScheduleWindow[];
  /** Windows that will not run, with the reason. */
  missed: { report: string; window: string; reason: string }[];
  /** Windows whose process is gone; `again` says whether they run once more. */
  abandoned: { report: string; window: string; owner: string; again: boolean }[];
}

const LATE_MS = 12 * 3_600_000;
/** How far back a schedule looks that is seen for the first time, so that a start a moment late loses nothing. */
const FIRST_SIGHT_MS = 5 * 60_000;
/** How far back a schedule looks window by window; a longer gap is told as one. */
const LOOK_BACK_MS = 14 * 86_400_000;
const MAX_ATTEMPTS = 2;

/**
 * Decides about every window that fell due since it was last asked: the latest of a report runs, unless it is too late;
 * earlier ones are missed, because they would only make the same report from the same data. The decision stands in the
 * state before anything runs, and however many processes ask, each window is decided once.
 */
export function planWindows(state: State, reports: readonly Scheduled[], now: Date, catchUp: CatchUp = {}): Plan {
  const lateMs = catchUp.lateMs ?? LATE_MS;
  const plan: Plan = { due: [], missed: [], abandoned: [] };
  state.transaction(() => {
    recoverClaims(state, now, lateMs, plan);
    for (const report of reports) {
      if (report.schedule !== undefined) planReport(state, report, report.schedule, { now, lateMs, catchUp }, plan);
    }
    expireDue(state, now, lateMs, plan);
  });
  return plan;
}

function planReport(
  state: State,
  report: Scheduled,
  schedule: NonNullable<Scheduled["schedule"]>,
  { now, lateMs, catchUp }: { now: Date; lateMs: number; catchUp: CatchUp },
  plan: Plan,
): void {
  const mark = plannedUntil(state, report.name, schedule, now);
  const from = new Date(Math.max(mark.getTime(), now.getTime() - LOOK_BACK_MS));
  if (from > mark) {
    const window = `${mark.toISOString()} to ${from.toISOString()}`;
    plan.missed.push({ report: report.name, window, reason: "nothing ran in all that time" });
  }
  const windows = windowsBetween(report, from, now, catchUp.tradingDays);
  const latest = windows.at(-1);
  for (const window of windows) {
    const isTooLate = window.firesAt < later(now, -lateMs);
    const runs = window === latest && !isTooLate;
    const reason = isTooLate
      ? `nothing ran for over ${lateMs / 3_600_000} h`
      : "a later window of the report is due too";
    const isNew = state.run(
      `INSERT INTO claims (report, window_id, fires_at, state, note, updated_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      window.report,
      window.id,
      window.firesAt,
      runs ? "due" : "missed",
      runs ? null : reason,
      now.toISOString(),
    );
    if (isNew === 0) continue;
    if (runs) plan.due.push(window);
    else plan.missed.push({ report: window.report, window: window.id, reason });
  }
}

/** Up to when a report's windows are decided; moves the mark to `now`. A changed schedule starts afresh. */
function plannedUntil(state: State, report: string, schedule: { cron: string; timeZone: string }, now: Date): Date {
  const known = state.one("SELECT cron, time_zone, planned_until FROM schedules WHERE report = ?", report);
  const isSame = known?.cron === schedule.cron && known.time_zone === schedule.timeZone;
  const mark = isSame ? String(known.planned_until) : later(now, -FIRST_SIGHT_MS);
  const next = isSame && mark > now.toISOString() ? mark : now.toISOString(); // a clock that was set back plans nothing twice
  state.run(
    `INSERT INTO schedules (report, cron, time_zone, planned_until) VALUES (?, ?, ?, ?)
     ON CONFLICT (report) DO UPDATE SET cron = excluded.cron, time_zone = excluded.time_zone, planned_until = excluded.planned_until`,
    report,
    schedule.cron,
    schedule.timeZone,
    next,
  );
  return new Date(mark);
}

/** Gives windows back whose process is gone: once more to run, after that to people. */
function recoverClaims(state: State, now: Date, lateMs: number, plan: Plan): void {
  const running = state.all("SELECT * FROM claims WHERE state = 'running'").filter(row => ownerIsGone(row, now));
  for (const row of running) {
    const again = Number(row.attempts) < MAX_ATTEMPTS && String(row.fires_at) >= later(now, -lateMs);
    const owner = describeOwner(row);
    setClaim(state, row, again ? "due" : "abandoned", `${owner} ended while it ran`, now);
    state.run(
      "UPDATE runs SET status = 'interrupted', ended_at = ?, error = ? WHERE id = ? AND status = 'running'",
      now.toISOString(),
      `${owner} ended while it ran`,
      row.run_id ?? null,
    );
    plan.abandoned.push({ report: String(row.report), window: String(row.window_id), owner, again });
  }
}

/** Windows that were planned and then left by a process that ended, until they were too old. */
function expireDue(state: State, now: Date, lateMs: number, plan: Plan): void {
  for (const row of state.all("SELECT * FROM claims WHERE state = 'due' AND fires_at < ?", later(now, -lateMs))) {
    const reason = `nothing ran it within ${lateMs / 3_600_000} h`;
    setClaim(state, row, "missed", reason, now);
    plan.missed.push({ report: String(row.report), window: String(row.window_id), reason });
  }
}

function setClaim(state: State, row: Row, next: "due" | "abandoned" | "missed", note: string, now: Date): void {
  state.run(
    "UPDATE claims SET state = ?, note = ?, updated_at = ? WHERE report = ? AND window_id = ?",
    next,
    note,
    now.toISOString(),
    String(row.report),
    String(row.window_id),
  );
}
