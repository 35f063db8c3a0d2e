import type { ExitCode, Progress } from "../../core/index.js";
import type { Clock } from "../state/clock.js";
import { underLease } from "../state/owner.js";
import { outcomeOf, type RunOutcome } from "../state/runs.js";
import type { State } from "../state/state.js";
import { type Claim, claimDue, finishClaim, renewClaim } from "./claim.js";
import { type CatchUp, planWindows } from "./plan.js";
import { nextWindows, type Scheduled } from "./windows.js";

/** What happened to a window. */
export interface WindowResult {
  report: string;
  window: string;
  status: RunOutcome["status"] | "missed" | "abandoned";
  folder?: string;
  reason?: string;
}

/** What the scheduler works with. */
export interface ScheduleSettings {
  state: State;
  reports: readonly Scheduled[];
  /** Makes and, if wanted, delivers a report. What it throws is the run's outcome, not the scheduler's. */
  run(claim: Claim): Promise<RunOutcome>;
  /** Called once a round, for example to send what is left in the outbox. */
  everyRound?(): Promise<void>;
  clock: Clock;
  progress: Progress;
  /** Asks the scheduler to end: the run in hand is finished, no other is begun. */
  signal: AbortSignal;
  /** Ends when nothing is due any more; for a schedule that cron itself keeps. */
  once?: boolean;
  catchUp?: CatchUp;
  onResult?(result: WindowResult): void;
}

/** Looks again at least this often: clocks are set, machines sleep, other processes end. */
const LONGEST_SLEEP_MS = 30_000;

/**
 * Runs reports when they are due, until it is asked to end. Any number of schedulers may run on one book: each window runs
 * once.
 * @returns with `once`: 1 when a run failed, 3 when one was held, missed or abandoned; else 0
 */
export async function runSchedule(settings: ScheduleSettings): Promise<ExitCode> {
  const { clock, signal, once = false } = settings;
  const results: WindowResult[] = [];
  const tell = (result: WindowResult): void => {
    if (once) results.push(result);
    settings.progress.line(lineOn(result));
    settings.onResult?.(result);
  };
  while (!signal.aborted) {
    tellPlan(settings, tell);
    await runDue(settings, tell);
    await settings.everyRound?.();
    if (once || signal.aborted) break;
    await clock.sleep(untilNext(settings), signal);
  }
  return exitCodeOf(results);
}

function tellPlan(settings: ScheduleSettings, tell: (result: WindowResult) => void): void {
  const plan = planWindows(settings.state, settings.reports, settings.clock.now(), settings.catchUp);
  for (const { report, window, reason } of plan.missed) tell({ report, window, status: "missed", reason });
  for (const { report, window, owner, again } of plan.abandoned) {
    if (again) settings.progress.line(`${report} ${window}: ${owner} ended while it ran; it runs once more.`);
    else tell({ report, window, status: "abandoned", reason: `${owner} ended while it ran, twice or too long ago` });
  }
}

async function runDue(settings: ScheduleSettings, tell: (result: WindowResult) => void): Promise<void> {
  const { state, clock, signal, progress } = settings;
  const names = settings.reports.map(report => report.name);
  while (!signal.aborted) {
    const claim = claimDue(state, names, clock.now());
    if (claim === undefined) return;
    progress.line(`${claim.report} ${claim.window}: running`);
    const outcome = await underLease(
      clock,
      leaseUntil => renewClaim(state, claim, leaseUntil),
      () => outcomeOf(() => settings.run(claim)),
    );
    if (!finishClaim(state, claim, outcome, clock.now())) {
      progress.line(`${claim.report} ${claim.window}: another process took over, because this one stood still`);
    }
    tell({
      report: claim.report,
      window: claim.window,
      status: outcome.status,
      ...(outcome.folder === undefined ? {} : { folder: outcome.folder }),
      ...(outcome.error === undefined ? {} : { reason: outcome.error }),
    });
  }
}

function untilNext({ reports, clock, catchUp }: ScheduleSettings): number {
  const now = clock.now();
  const next = reports.flatMap(report => nextWindows(report, now, 1, catchUp?.tradingDays));
  const waits = next.map(window => Date.parse(window.firesAt) - now.getTime());
  return Math.max(0, Math.min(LONGEST_SLEEP_MS, ...waits));
}

function lineOn({ report, window, status, folder, reason }: WindowResult): string {
  return `${report} ${window}: ${status}${folder === undefined ? "" : ` → ${folder}`}${reason === undefined ? "" : ` (${reason})`}`;
}

function exitCodeOf(results: readonly WindowResult[]): ExitCode {
  if (results.some(result => result.status === "failed")) return 1;
  return results.some(result => result.status !== "done") ? 3 : 0;
}
