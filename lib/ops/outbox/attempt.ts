import { RiskbookError } from "../../core/index.js";
import type { DeliveryResult, RecipientOutcome } from "../channel/channel.js";
import { audit } from "../state/audit.js";
import { later } from "../state/clock.js";
import { LEASE_MS, type Owner, thisProcess } from "../state/owner.js";
import type { State } from "../state/state.js";
import type { Delivery, MessageState } from "./message.js";

/** An attempt in hand: who makes it, what is sent and to whom it still has to go. */
export interface Attempt {
  message: number;
  owner: Owner;
  sender: string;
  recipients: string[];
  eml: Uint8Array;
}

/** Waits between attempts; after the last one the message is `failed`. Together about eleven hours. */
export const RETRY_DELAYS_MS: readonly number[] = [
  2_000, 10_000, 60_000, 300_000, 900_000, 3_600_000, 3_600_000, 7_200_000, 10_800_000, 14_400_000,
];

const OPEN = "state IN ('pending', 'deferred')";

/**
 * Takes a message in hand, committed before a byte leaves this machine; undefined when it is not (or no longer) to be sent
 * or another process has it.
 */
export function beginAttempt(state: State, message: number, now: Date): Attempt | undefined {
  const owner = thisProcess();
  return state.transaction(() => {
    const row = state.one(
      `UPDATE messages SET state = 'sending', attempts = attempts + 1, content_released = 0, next_attempt_at = NULL,
         owner_host = ?, owner_pid = ?, owner_token = ?, lease_until = ?, updated_at = ?
       WHERE id = ? AND state IN ('pending', 'deferred', 'failed') RETURNING sender, eml`,
      owner.host,
      owner.pid,
      owner.token,
      later(now, LEASE_MS),
      now.toISOString(),
      message,
    );
    if (row === undefined) return undefined;
    const open = state.all(`SELECT recipient FROM deliveries WHERE message = ? AND ${OPEN} ORDER BY rowid`, message);
    return {
      message,
      owner,
      sender: String(row.sender),
      recipients: open.map(delivery => String(delivery.recipient)),
      eml: row.eml as Uint8Array,
    };
  });
}

/** Extends the time after which others may take this process for gone. */
export function renewAttempt(state: State, attempt: Attempt, leaseUntil: string): void {
  state.run(
    "UPDATE messages SET lease_until = ? WHERE owner_token = ? AND state = 'sending'",
    leaseUntil,
    attempt.owner.token,
  );
}

/**
 * Commits that the last byte may now leave. A crash before this point is known to have delivered nothing; a crash after it
 * leaves the message `unknown`.
 * @throws RiskbookError `ATTEMPT_LOST` when this process was taken for gone and the message is no longer its own
 */
export function releaseContent(state: State, attempt: Attempt): void {
  const sql = "UPDATE messages SET content_released = 1 WHERE id = ? AND owner_token = ? AND state = 'sending'";
  if (state.run(sql, attempt.message, attempt.owner.token) === 1) return;
  throw new RiskbookError(
    "ATTEMPT_LOST",
    `Message ${attempt.message} was given up for lost while this process stood still, so it was not sent from here. "riskbook outbox show ${attempt.message}" says what became of it.`,
    { exitCode: 3 },
  );
}

/** Notes what became of an attempt, for every recipient, and returns the message's state. */
export function finishAttempt(state: State, attempt: Attempt, result: DeliveryResult, now: Date): MessageState {
  return state.transaction(() => {
    const at = now.toISOString();
    const row = state.one(
      "SELECT attempts, state FROM messages WHERE id = ? AND owner_token = ? AND state IN ('sending', 'unknown')",
      attempt.message,
      attempt.owner.token,
    );
    const subject = `message ${attempt.message}`;
    if (row === undefined) {
      audit(state, { at, actor: "riskbook", action: "late result", subject, details: { ...result } });
      return state.one("SELECT state FROM messages WHERE id = ?", attempt.message)?.state as MessageState;
    }
    noteRecipients(state, attempt, result, at);
    const delay = RETRY_DELAYS_MS[Number(row.attempts) - 1];
    const next = settledState(statesOf(state, attempt.message), result, delay !== undefined);
    state.run(
      `UPDATE messages SET state = ?, next_attempt_at = ?, last_error = ?, updated_at = ?, lease_until = NULL,
         eml = CASE WHEN ?1 = 'sent' THEN NULL ELSE eml END WHERE id = ?`,
      next,
      next === "deferred" && delay !== undefined ? later(now, delay) : null,
      complaint(result),
      at,
      attempt.message,
    );
    audit(state, {
      at,
      actor: "riskbook",
      action: `attempt ${row.attempts}: ${next}`,
      subject,
      details: { ...result },
    });
    return next;
  });
}

function noteRecipients(state: State, attempt: Attempt, result: DeliveryResult, at: string): void {
  const note = (recipient: string, outcome: Delivery["state"], response: string): void => {
    state.run(
      "UPDATE deliveries SET state = ?, response = ?, settled_at = ? WHERE message = ? AND recipient = ?",
      outcome,
      response,
      outcome === "accepted" || outcome === "rejected" ? at : null,
      attempt.message,
      recipient,
    );
  };
  if (result.kind === "unknown") for (const recipient of attempt.recipients) note(recipient, "unknown", result.reason);
  if (result.kind === "answered") {
    for (const { recipient, outcome, response } of result.recipients) note(recipient, outcome, response);
  }
}

function statesOf(state: State, message: number): Delivery["state"][] {
  const rows = state.all("SELECT state FROM deliveries WHERE message = ?", message);
  return rows.map(row => row.state as Delivery["state"]);
}

/** A message's state from those of its recipients. */
function settledState(recipients: Delivery["state"][], result: DeliveryResult, mayRetry: boolean): MessageState {
  const some = (...states: Delivery["state"][]): boolean => recipients.some(state => states.includes(state));
  if (some("unknown")) return "unknown";
  if (some("pending", "deferred")) {
    if (mayRetry && !(result.kind === "notSent" && !result.retry)) return "deferred";
    return some("accepted") ? "partial" : "failed";
  }
  if (!some("accepted")) return "rejected";
  return some("rejected") ? "partial" : "sent";
}

function complaint(result: DeliveryResult): string | null {
  if (result.kind !== "answered") return result.reason;
  const refused = result.recipients.filter((recipient: RecipientOutcome) => recipient.outcome !== "accepted");
  return refused.length === 0 ? null : refused.map(({ recipient, response }) => `${recipient}: ${response}`).join("; ");
}
