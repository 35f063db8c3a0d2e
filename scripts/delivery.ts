import { join } from "node:path";
import type { Book } from "../lib/core/index.js";
import type { DeliveryReport, OutgoingMessage, State } from "../lib/ops/index.js";
import type { Context } from "./context.js";

/** The way from a command to people: the book's state and its mail server. */
export interface Delivery {
  state: State;
  /** Delivers one message and says on standard error what became of it. */
  deliver(message: OutgoingMessage, options?: { resend?: boolean }): Promise<DeliveryReport>;
  /** Sends what is left in the outbox and due. */
  flush(): Promise<DeliveryReport[]>;
  close(): void;
}

/**
 * Opens a book's outbox and mail server settings. Call it before a long run, so that a missing server or password is told
 * at once.
 * @param signal ends the waiting between attempts
 * @throws RiskbookError with exit code 2 where `riskbook.yaml` or the environment lack something; see `mailChannel`
 */
export async function openDelivery(book: Book, context: Context, signal?: AbortSignal): Promise<Delivery> {
  const room = await import("../lib/ops/index.js");
  const channel = room.mailChannel(book, context.environment);
  const state = room.openState(join(book.state, room.STATE_FILE));
  const settings = {
    state,
    channel,
    clock: { ...room.systemClock, now: context.now },
    progress: context.progress,
    ...(signal === undefined ? {} : { signal }),
  };
  const tell = (report: DeliveryReport): DeliveryReport => {
    context.progress.line(report.sentence);
    return report;
  };
  return {
    state,
    deliver: async (message, { resend = false } = {}) => tell(await room.deliver({ ...settings, message, resend })),
    flush: async () => (await room.flushOutbox(settings)).map(tell),
    close: () => state.close(),
  };
}
