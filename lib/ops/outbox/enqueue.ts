import { RiskbookError, sha256 } from "../../core/index.js";
import { audit } from "../state/audit.js";
import { later } from "../state/clock.js";
import type { Row, State } from "../state/state.js";
import { outboxEntry } from "./entries.js";
import { checkMessage, contentKey, type MessageState, type OutboxEntry, type OutgoingMessage } from "./message.js";

/** How long a new message is left to the process that queued it before the scheduler would send it. */
const HEAD_START_MS = 60_000;

/** Nobody has got these, so that a newer content may take their place. */
const REPLACEABLE: readonly MessageState[] = ["pending", "deferred", "failed", "rejected"];

/**
 * Puts a message into the outbox, on disk when this returns. The same report, window, recipients and bytes are the same
 * message however often they come; changed content for a window that somebody may already have is held unless `resend`.
 * @returns the entry, which may have been there before and be delivered already
 * @throws RiskbookError `ALREADY_DELIVERED_OTHERWISE` (exit code 3), `MESSAGE_ID_TAKEN`, or what `checkMessage` refuses
 */
export function enqueue(state: State, message: OutgoingMessage, options: { now: Date; resend?: boolean }): OutboxEntry {
  checkMessage(message);
  const at = options.now.toISOString();
  const id = state.transaction(() => {
    const known = state.one("SELECT id, state FROM messages WHERE content_key = ?", contentKey(message));
    if (known !== undefined && known.state !== "superseded") return Number(known.id);
    const corrects = makeRoom(state, message, { at, resend: options.resend === true });
    if (known !== undefined) return revive(state, Number(known.id), at);
    return insert(state, message, corrects, options.now);
  });
  return outboxEntry(state, id);
}

/** Supersedes what nobody has got of this window; returns what somebody may have got, or refuses because of it. */
function makeRoom(
  state: State,
  message: OutgoingMessage,
  options: { at: string; resend: boolean },
): number | undefined {
  const earlier = state.all(
    "SELECT id, state, updated_at FROM messages WHERE report = ? AND window_id = ? AND state <> 'superseded' ORDER BY id",
    message.report,
    message.window,
  );
  const irrevocable = earlier.filter(row => !isReplaceable(state, row));
  const latest = irrevocable.at(-1);
  if (latest !== undefined && (!options.resend || latest.state === "sending")) throw held(message, latest);
  for (const row of earlier.filter(candidate => !irrevocable.includes(candidate))) {
    state.run("UPDATE messages SET state = 'superseded', updated_at = ? WHERE id = ?", options.at, Number(row.id));
    audit(state, { at: options.at, actor: "riskbook", action: "supersede", subject: `message ${row.id}` });
  }
  return latest === undefined ? undefined : Number(latest.id);
}

function isReplaceable(state: State, row: Row): boolean {
  if (!REPLACEABLE.includes(row.state as MessageState)) return false;
  const taken = "SELECT 1 FROM deliveries WHERE message = ? AND state IN ('accepted', 'unknown') LIMIT 1";
  return state.one(taken, Number(row.id)) === undefined;
}

function held(message: OutgoingMessage, earlier: Row): RiskbookError {
  const what: Partial<Record<MessageState, string>> = {
    sending: "is being sent at this moment",
    unknown: "may have been delivered (its fate is unknown)",
  };
  const fate = what[earlier.state as MessageState] ?? `was delivered at ${earlier.updated_at} (${earlier.state})`;
  const remedy =
    earlier.state === "sending"
      ? "Wait until that has ended, then run again."
      : `Look with "riskbook outbox show ${earlier.id}"; send the changed one as well with --resend.`;
  return new RiskbookError(
    "ALREADY_DELIVERED_OTHERWISE",
    `${message.report} for ${message.window} ${fate} as message ${earlier.id} with other content or other recipients, so the changed one is held. ${remedy}`,
    { exitCode: 3, details: { earlier: Number(earlier.id), state: earlier.state } },
  );
}

/** A superseded message, which nobody has got, is wanted after all: it starts afresh. */
function revive(state: State, id: number, at: string): number {
  state.run("UPDATE deliveries SET state = 'pending', response = NULL, settled_at = NULL WHERE message = ?", id);
  state.run(
    "UPDATE messages SET state = 'pending', attempts = 0, next_attempt_at = ?, updated_at = ? WHERE id = ?",
    at,
    at,
    id,
  );
  audit(state, { at, actor: "riskbook", action: "queue", subject: `message ${id}` });
  return id;
}

function insert(state: State, message: OutgoingMessage, corrects: number | undefined, now: Date): number {
  const taken = state.one("SELECT id FROM messages WHERE message_id = ?", message.messageId);
  if (taken !== undefined) {
    throw new RiskbookError(
      "MESSAGE_ID_TAKEN",
      `${message.messageId} already names message ${taken.id} of the outbox, which has other content or other recipients. This is a defect of the mail renderer: a Message-ID must follow from the content.`,
    );
  }
  const at = now.toISOString();
  const row = state.one(
    `INSERT INTO messages (message_id, content_key, report, window_id, sender, subject, sha256, size_bytes, eml, state,
       next_attempt_at, corrects, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?) RETURNING id`,
    message.messageId,
    contentKey(message),
    message.report,
    message.window,
    message.envelope.from,
    message.subject,
    sha256(message.eml),
    message.eml.length,
    message.eml,
    later(now, HEAD_START_MS),
    corrects ?? null,
    at,
    at,
  );
  const id = Number(row?.id);
  for (const recipient of new Set(message.envelope.to)) {
    state.run("INSERT INTO deliveries (message, recipient, state) VALUES (?, ?, 'pending')", id, recipient);
  }
  const details = { report: message.report, window: message.window, messageId: message.messageId, corrects };
  audit(state, { at, actor: "riskbook", action: "queue", subject: `message ${id}`, details });
  return id;
}
