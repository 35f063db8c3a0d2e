import { later } from "../state/clock.js";
import { LEASE_MS, type Owner, thisProcess } from "../state/owner.js";
import { beginRun, endRun, type RunOutcome } from "../state/runs.js";
import type { State } from "../state/state.js";

/** A window in this process's hands, and the run that was begun for it. */
export interface Claim {
  report: string;
  window: string;
  /** ISO 8601, UTC. */
  firesAt: string;
  run: number;
  owner: Owner;
}

/** Takes the oldest due window of these reports, or undefined. Of any number of processes one gets it. */
export function claimDue(state: State, reports: readonly string[], now: Date): Claim | undefined {
  const owner = thisProcess();
  return state.transaction(() => {
    const due = state.one(
      `SELECT report, window_id, fires_at FROM claims
       WHERE state = 'due' AND report IN (SELECT value FROM json_each(?)) ORDER BY fires_at, report LIMIT 1`,
      JSON.stringify(reports),
    );
    if (due === undefined) return undefined;
    const [report, window] = [String(due.report), String(due.window_id)];
    const run = beginRun(state, { report, window, cause: "schedule" }, now);
    state.run(
      `UPDATE claims SET state = 'running', attempts = attempts + 1, owner_host = ?, owner_pid = ?, owner_token = ?,
         lease_until = ?, run_id = ?, updated_at = ? WHERE report = ? AND window_id = ?`,
      owner.host,
      owner.pid,
      owner.token,
      later(now, LEASE_MS),
      run,
      now.toISOString(),
      report,
      window,
    );
    return { report, window, firesAt: String(due.fires_at), run, owner };
  });
}

/** Extends the time after which others may take this process for gone. */
export function renewClaim(state: State, claim: Claim, leaseUntil: string): void {
  state.run(
    "UPDATE claims SET lease_until = ? WHERE owner_token = ? AND state = 'running'",
    leaseUntil,
    claim.owner.token,
  );
}

/** Notes how a window's run ended; false when the window had been taken from this process meanwhile. */
export function finishClaim(state: State, claim: Claim, outcome: RunOutcome, now: Date): boolean {
  return state.transaction(() => {
    endRun(state, claim.run, outcome, now);
    const changed = state.run(
      "UPDATE claims SET state = ?, note = ?, updated_at = ?, lease_until = NULL WHERE owner_token = ? AND state = 'running'",
      outcome.status,
      outcome.error ?? null,
      now.toISOString(),
      claim.owner.token,
    );
    return changed === 1;
  });
}
