import { messageOf, RiskbookError } from "../../core/index.js";
import type { Clock } from "./clock.js";
import { thisProcess } from "./owner.js";
import type { State } from "./state.js";

/** How a report's run ended: `held` waits for a person, `failed` made nothing. */
export interface RunOutcome {
  status: "done" | "held" | "failed";
  /** Where the artefacts are. */
  folder?: string;
  /** Why it was held or failed. */
  error?: string;
}

/** What is known of a run before it starts. */
export interface RunStart {
  report: string;
  /** The schedule's window or the one that was asked for. */
  window?: string;
  cause: "schedule" | "command";
}

/** A run as it is remembered. */
export interface RunRecord {
  id: number;
  report: string;
  window: string | null;
  cause: string;
  status: "running" | "done" | "held" | "failed" | "interrupted";
  startedAt: string;
  endedAt: string | null;
  folder: string | null;
  error: string | null;
}

/** Notes that a run begins and returns its number. */
export function beginRun(state: State, start: RunStart, now: Date): number {
  const owner = thisProcess();
  const row = state.one(
    `INSERT INTO runs (report, window_id, cause, status, started_at, owner_host, owner_pid)
     VALUES (?, ?, ?, 'running', ?, ?, ?) RETURNING id`,
    start.report,
    start.window ?? null,
    start.cause,
    now.toISOString(),
    owner.host,
    owner.pid,
  );
  return Number(row?.id);
}

/** Notes how a run ended. */
export function endRun(state: State, id: number, outcome: RunOutcome, now: Date): void {
  state.run(
    "UPDATE runs SET status = ?, ended_at = ?, folder = ?, error = ? WHERE id = ?",
    outcome.status,
    now.toISOString(),
    outcome.folder ?? null,
    outcome.error ?? null,
    id,
  );
}

/**
 * Does a run between its two notes. What `work` throws becomes its outcome: an error that asks for exit code 3 holds the
 * run, any other fails it.
 */
export async function outcomeOf(work: () => Promise<RunOutcome>): Promise<RunOutcome> {
  try {
    return await work();
  } catch (error) {
    const held = error instanceof RiskbookError && error.exitCode === 3;
    return { status: held ? "held" : "failed", error: messageOf(error) };
  }
}

/** Runs `work`, remembers it in the state and returns its outcome with the run's number. Never rejects for the run's sake. */
export async function recordRun(
  state: State,
  start: RunStart,
  clock: Clock,
  work: () => Promise<RunOutcome>,
): Promise<RunOutcome & { run: number }> {
  const run = beginRun(state, start, clock.now());
  const outcome = await outcomeOf(work);
  endRun(state, run, outcome, clock.now());
  return { ...outcome, run };
}

/** The latest runs, newest first; of one report when it is named. */
export function listRuns(state: State, options: { report?: string; limit?: number } = {}): RunRecord[] {
  const rows = state.all(
    "SELECT * FROM runs WHERE ?1 IS NULL OR report = ?1 ORDER BY id DESC LIMIT ?2",
    options.report ?? null,
    options.limit ?? 50,
  );
  return rows.map(row => ({
    id: Number(row.id),
    report: String(row.report),
    window: row.window_id as string | null,
    cause: String(row.cause),
    status: String(row.status) as RunRecord["status"],
    startedAt: String(row.started_at),
    endedAt: row.ended_at as string | null,
    folder: row.folder as string | null,
    error: row.error as string | null,
  }));
}
