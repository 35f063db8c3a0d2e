import { canonicalJson } from "../../core/index.js";
import type { State } from "./state.js";

/** One line of the audit trail. Lines are never changed or deleted; the database itself refuses it. */
export interface AuditEntry {
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  /** A person's login or `riskbook`. */
  actor: string;
  action: string;
  subject: string;
  details: Record<string, unknown>;
}

/** Adds a line; call it in the transaction that makes the change. */
export function audit(
  state: State,
  entry: Omit<AuditEntry, "id" | "details"> & { details?: AuditEntry["details"] },
): void {
  state.run(
    "INSERT INTO audit (at, actor, action, subject, details) VALUES (?, ?, ?, ?, ?)",
    entry.at,
    entry.actor,
    entry.action,
    entry.subject,
    canonicalJson(entry.details ?? {}),
  );
}

/** The trail of one subject, such as `message 7`, oldest first; of everything when no subject is given. */
export function auditTrail(state: State, subject?: string): AuditEntry[] {
  const rows =
    subject === undefined
      ? state.all("SELECT * FROM audit ORDER BY id")
      : state.all("SELECT * FROM audit WHERE subject = ? ORDER BY id", subject);
  return rows.map(row => ({
    id: Number(row.id),
    at: String(row.at),
    actor: String(row.actor),
    action: String(row.action),
    subject: String(row.subject),
    details: JSON.parse(String(row.details)) as Record<string, unknown>,
  }));
}
