import { RiskbookError } from "../../core/index.js";
import type { Row, State } from "../state/state.js";
import type { Delivery, MessageState, OutboxEntry } from "./message.js";

const COLUMNS = `id, message_id, report, window_id, sender, subject, sha256, size_bytes, state, attempts, next_attempt_at,
  content_released, owner_host, owner_pid, owner_token, lease_until, last_error, corrects, created_at, updated_at`;

/**
 * One message by its number.
 * @throws RiskbookError `NO_MESSAGE`
 */
export function outboxEntry(state: State, id: number): OutboxEntry {
  return entryOf(state, messageRow(state, id));
}

/** The messages of the outbox, newest first; those of one report or in one state when named. */
export function listOutbox(
  state: State,
  options: { report?: string; state?: MessageState; limit?: number } = {},
): OutboxEntry[] {
  return state
    .all(
      `SELECT ${COLUMNS} FROM messages WHERE (?1 IS NULL OR report = ?1) AND (?2 IS NULL OR state = ?2)
       ORDER BY id DESC LIMIT ?3`,
      options.report ?? null,
      options.state ?? null,
      options.limit ?? 50,
    )
    .map(row => entryOf(state, row));
}

/** The row behind an entry, with its owner; for the outbox's own files. */
export function messageRow(state: State, id: number): Row {
  const row = state.one(`SELECT ${COLUMNS} FROM messages WHERE id = ?`, id);
  if (row === undefined) {
    throw new RiskbookError(
      "NO_MESSAGE",
      `There is no message ${id} in the outbox. "riskbook outbox list" shows what there is.`,
      { exitCode: 2 },
    );
  }
  return row;
}

/** Every message in `state`, with its owner. */
export function rowsInState(state: State, messageState: MessageState): Row[] {
  return state.all(`SELECT ${COLUMNS} FROM messages WHERE state = ? ORDER BY id`, messageState);
}

function entryOf(state: State, row: Row): OutboxEntry {
  const id = Number(row.id);
  return {
    id,
    messageId: String(row.message_id),
    report: String(row.report),
    window: String(row.window_id),
    sender: String(row.sender),
    subject: String(row.subject),
    sha256: String(row.sha256),
    sizeBytes: Number(row.size_bytes),
    state: row.state as MessageState,
    attempts: Number(row.attempts),
    nextAttemptAt: row.next_attempt_at as string | null,
    lastError: row.last_error as string | null,
    corrects: row.corrects as number | null,
    createdAt: String(row.created_at),
    updatedAt: String(row.updated_at),
    deliveries: deliveriesOf(state, id),
  };
}

function deliveriesOf(state: State, message: number): Delivery[] {
  const rows = state.all(
    "SELECT recipient, state, response, settled_at FROM deliveries WHERE message = ? ORDER BY rowid",
    message,
  );
  return rows.map(row => ({
    recipient: String(row.recipient),
    state: row.state as Delivery["state"],
    response: row.response as string | null,
    settledAt: row.settled_at as string | null,
  }));
}
