import { audit } from "../state/audit.js";
import { describeOwner, ownerIsGone } from "../state/owner.js";
import type { Row, State } from "../state/state.js";
import { rowsInState } from "./entries.js";

/** What was found of a process that ended in the middle of a delivery. */
export interface Recovered {
  message: number;
  /** `pending`: nothing had left. `unknown`: it may have been delivered and waits for a person. */
  state: "pending" | "unknown";
  owner: string;
}

/**
 * Settles the messages whose process is gone: before its content was released nobody can have got one, and it is
 * `pending` again; after that it is `unknown`, and nothing sends it again by itself.
 */
export function recoverAttempts(state: State, now: Date): Recovered[] {
  return rowsInState(state, "sending")
    .filter(row => ownerIsGone(row, now))
    .flatMap(row => recoverOne(state, row, now.toISOString()) ?? []);
}

function recoverOne(state: State, row: Row, at: string): Recovered | undefined {
  return state.transaction(() => {
    const id = Number(row.id);
    const current = state.one(
      "SELECT content_released FROM messages WHERE id = ? AND state = 'sending' AND owner_token = ?",
      id,
      String(row.owner_token),
    );
    if (current === undefined) return undefined; // settled by its own process or by another that looks
    const next = current.content_released === 1 ? "unknown" : "pending";
    const owner = describeOwner(row);
    const reason = `${owner} ended while it was sending`;
    state.run(
      "UPDATE messages SET state = ?, next_attempt_at = ?, last_error = ?, updated_at = ? WHERE id = ?",
      next,
      next === "pending" ? at : null,
      reason,
      at,
      id,
    );
    if (next === "unknown") {
      state.run(
        `UPDATE deliveries SET state = 'unknown', response = ? WHERE message = ? AND state IN ('pending', 'deferred')`,
        reason,
        id,
      );
    }
    audit(state, { at, actor: "riskbook", action: `recover: ${next}`, subject: `message ${id}`, details: { owner } });
    return { message: id, state: next, owner };
  });
}
