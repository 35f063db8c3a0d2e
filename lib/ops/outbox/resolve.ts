import { RiskbookError } from "../../core/index.js";
import { audit } from "../state/audit.js";
import type { State } from "../state/state.js";
import { outboxEntry } from "./entries.js";
import type { MessageState, OutboxEntry } from "./message.js";

/** What a person found out about a message. */
export interface Resolution {
  /** `sent`: it arrived. `unsent`: those who did not accept it do not have it, and it goes to them again. */
  as: "sent" | "unsent";
  /** Who says so. */
  actor: string;
  now: Date;
}

const RESOLVABLE: Record<Resolution["as"], readonly MessageState[]> = {
  sent: ["unknown"],
  unsent: ["unknown", "failed", "rejected", "partial"],
};

/**
 * Settles by a person's word what riskbook cannot know. `unsent` makes the message pending again for every recipient that
 * did not accept it.
 * @throws RiskbookError `NOT_RESOLVABLE` for a message whose state is certain, `NO_MESSAGE`
 */
export function resolveMessage(state: State, id: number, resolution: Resolution): OutboxEntry {
  const at = resolution.now.toISOString();
  state.transaction(() => {
    const entry = outboxEntry(state, id);
    if (!RESOLVABLE[resolution.as].includes(entry.state)) {
      throw new RiskbookError(
        "NOT_RESOLVABLE",
        `Message ${id} is ${entry.state}; only one that is ${RESOLVABLE[resolution.as].join(" or ")} can be resolved as ${resolution.as}. Nothing was changed.`,
        { exitCode: 2, details: { state: entry.state } },
      );
    }
    if (resolution.as === "sent") markSent(state, id, at);
    else queueAgain(state, id, at);
    const details = { from: entry.state };
    audit(state, {
      at,
      actor: resolution.actor,
      action: `resolve as ${resolution.as}`,
      subject: `message ${id}`,
      details,
    });
  });
  return outboxEntry(state, id);
}

function markSent(state: State, id: number, at: string): void {
  state.run("UPDATE deliveries SET state = 'accepted', settled_at = ? WHERE message = ? AND state = 'unknown'", at, id);
  const refused = state.one("SELECT 1 FROM deliveries WHERE message = ? AND state <> 'accepted' LIMIT 1", id);
  state.run(
    "UPDATE messages SET state = ?1, updated_at = ?2, eml = CASE WHEN ?1 = 'sent' THEN NULL ELSE eml END WHERE id = ?3",
    refused === undefined ? "sent" : "partial",
    at,
    id,
  );
}

function queueAgain(state: State, id: number, at: string): void {
  state.run("UPDATE deliveries SET state = 'pending', settled_at = NULL WHERE message = ? AND state <> 'accepted'", id);
  state.run(
    "UPDATE messages SET state = 'pending', attempts = 0, next_attempt_at = ?, updated_at = ? WHERE id = ?",
    at,
    at,
    id,
  );
}
