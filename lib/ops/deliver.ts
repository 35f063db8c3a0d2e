import { type ExitCode, type Progress, RiskbookError } from "../core/index.js";
import type { Channel } from "./channel/channel.js";
import { beginAttempt, finishAttempt, releaseContent, renewAttempt } from "./outbox/attempt.js";
import { enqueue } from "./outbox/enqueue.js";
import { outboxEntry } from "./outbox/entries.js";
import type { MessageState, OutboxEntry, OutgoingMessage } from "./outbox/message.js";
import { recoverAttempts } from "./outbox/recover.js";
import type { Clock } from "./state/clock.js";
import { underLease } from "./state/owner.js";
import type { State } from "./state/state.js";

/** What a delivery works with. */
export interface DeliverySettings {
  state: State;
  channel: Channel;
  clock: Clock;
  progress: Progress;
  /** Ends the waiting between attempts; an attempt in hand is finished. */
  signal?: AbortSignal;
  /** The longest wait for another attempt before the message is left to the scheduler; 15 s by default. */
  patienceMs?: number;
}

/** What became of a message. */
export interface DeliveryReport {
  entry: OutboxEntry;
  /** It had been delivered by an earlier run; nothing was sent now. */
  alreadyDelivered: boolean;
  /** One sentence for people. */
  sentence: string;
  /** 0 all accepted; 3 partial, unknown, or in another process's hands; 1 nobody got it. */
  exitCode: ExitCode;
}

const PATIENCE_MS = 15_000;

/**
 * Delivers a message at most once: queues it (committed before the first attempt), tries it, waits a little and tries
 * again where that is safe, and reports what is known of every recipient. Run again with the same message after any crash
 * it sends only what certainly did not arrive.
 * @throws RiskbookError what `enqueue` refuses, among it `ALREADY_DELIVERED_OTHERWISE` with exit code 3
 */
export async function deliver(
  settings: DeliverySettings & { message: OutgoingMessage; resend?: boolean },
): Promise<DeliveryReport> {
  const { state, clock, message, resend = false } = settings;
  announceRecovered(settings);
  const queued = enqueue(state, message, { now: clock.now(), resend });
  return sendQueued(settings, queued.id);
}

/** Sends one message of the outbox now, unless it is delivered, unknown or refused for good; then it only reports on it. */
export async function sendQueued(settings: DeliverySettings, id: number): Promise<DeliveryReport> {
  const queued = outboxEntry(settings.state, id);
  if (queued.state === "sent") return reportOn(queued, true);
  return reportOn(await attemptUntilSettled(settings, id), false);
}

/** Sends every message of the outbox whose time has come; the scheduler and `outbox send` call this. */
export async function flushOutbox(settings: DeliverySettings): Promise<DeliveryReport[]> {
  announceRecovered(settings);
  const due = settings.state.all(
    "SELECT id FROM messages WHERE state IN ('pending', 'deferred') AND next_attempt_at <= ? ORDER BY id",
    settings.clock.now().toISOString(),
  );
  const reports: DeliveryReport[] = [];
  for (const row of due) {
    if (settings.signal?.aborted) break;
    reports.push(await sendQueued({ ...settings, patienceMs: 0 }, Number(row.id)));
  }
  return reports;
}

/** Tries a message until it is settled, or until the next attempt is further off than one wants to wait. */
async function attemptUntilSettled(settings: DeliverySettings, id: number): Promise<OutboxEntry> {
  const { state, clock, progress, signal, patienceMs = PATIENCE_MS } = settings;
  for (;;) {
    const tried = await tryOnce(settings, id);
    const entry = outboxEntry(state, id);
    if (!tried || entry.state !== "deferred" || entry.nextAttemptAt === null) return entry;
    const waitMs = Date.parse(entry.nextAttemptAt) - clock.now().getTime();
    if (waitMs > patienceMs || signal?.aborted) return entry;
    progress.line(`Not delivered yet (${entry.lastError}); next attempt in ${Math.ceil(waitMs / 1000)} s.`);
    await clock.sleep(Math.max(0, waitMs), signal);
    if (signal?.aborted) return outboxEntry(state, id);
  }
}

async function tryOnce({ state, channel, clock, progress }: DeliverySettings, id: number): Promise<boolean> {
  const attempt = beginAttempt(state, id, clock.now());
  if (attempt === undefined) return false;
  progress.line(`Sending message ${id} to ${attempt.recipients.join(", ")} by ${channel.name} …`);
  try {
    const result = await underLease(
      clock,
      leaseUntil => renewAttempt(state, attempt, leaseUntil),
      () =>
        channel.send({ envelope: { from: attempt.sender, to: attempt.recipients }, eml: attempt.eml }, () =>
          releaseContent(state, attempt),
        ),
    );
    finishAttempt(state, attempt, result, clock.now());
    return true;
  } catch (error) {
    if (!(error instanceof RiskbookError) || error.code !== "ATTEMPT_LOST") throw error;
    progress.line(error.message);
    return false;
  }
}

function announceRecovered({ state, clock, progress }: DeliverySettings): void {
  for (const { message, owner, state: next } of recoverAttempts(state, clock.now())) {
    progress.line(
      next === "pending"
        ? `Message ${message}: ${owner} ended before anything was handed over; it will be sent.`
        : `Message ${message}: ${owner} ended while handing it over; it may have arrived. ${askForResolution(message)}`,
    );
  }
}

function askForResolution(id: number): string {
  return `Ask a recipient, then say "riskbook outbox resolve ${id} --as sent" or "--as unsent".`;
}

const EXIT_CODES: Record<MessageState, ExitCode> = {
  sent: 0,
  partial: 3,
  unknown: 3,
  sending: 3,
  pending: 1,
  deferred: 1,
  failed: 1,
  rejected: 1,
  superseded: 1,
};

function reportOn(entry: OutboxEntry, alreadyDelivered: boolean): DeliveryReport {
  return { entry, alreadyDelivered, sentence: sentenceOn(entry, alreadyDelivered), exitCode: EXIT_CODES[entry.state] };
}

function sentenceOn(entry: OutboxEntry, alreadyDelivered: boolean): string {
  const accepted = entry.deliveries.filter(delivery => delivery.state === "accepted").map(({ recipient }) => recipient);
  const refused = entry.deliveries.filter(delivery => delivery.state !== "accepted");
  const refusals = refused.map(({ recipient, response }) => `${recipient}: ${response ?? "not reached"}`).join("; ");
  const remedy = `Correct what is wrong, then say "riskbook outbox resolve ${entry.id} --as unsent" and run again`;
  switch (entry.state) {
    case "sent":
      return alreadyDelivered
        ? `Already delivered at ${entry.updatedAt} as message ${entry.id}; nothing was sent again.`
        : `Delivered to ${accepted.join(", ")} as message ${entry.id}.`;
    case "partial":
      return `Delivered to ${accepted.join(", ")}, but not to ${refusals}. ${remedy}: it goes to the others alone.`;
    case "unknown":
      return `Message ${entry.id} may or may not have been delivered (${entry.lastError}). It is not sent again by itself. ${askForResolution(entry.id)}`;
    case "rejected":
      return `Every recipient was refused: ${refusals}. ${remedy}.`;
    case "deferred":
      return `Not delivered to ${refused.map(({ recipient }) => recipient).join(", ")} yet: ${entry.lastError}. It is tried again after ${entry.nextAttemptAt} by "riskbook schedule start" or "riskbook outbox send".`;
    case "failed":
      return `Not delivered: ${entry.lastError}. Nobody has it. Mend that and run again.`;
    default:
      return `Message ${entry.id} is ${entry.state} and was not sent by this run. "riskbook outbox show ${entry.id}" says more.`;
  }
}
