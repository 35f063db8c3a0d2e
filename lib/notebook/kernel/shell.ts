import { setTimeout as pause } from "node:timers/promises";
import type { Message } from "../protocol/message.js";

/** How long requests that a client sent together with a failing one may take to arrive, in milliseconds. */
const ARRIVAL_MS = 5;

/** Takes requests in the order in which they came and answers one at a time. */
export interface ShellQueue {
  add(request: Message): void;
}

/** What is done with each request. */
export interface ShellHandlers {
  /** Runs a cell; true when it failed and what waits behind it should not run. `reply` ends the request. */
  execute(request: Message): Promise<{ abortRest: boolean; reply(): void }>;
  abort(request: Message): Promise<void>;
  answer(request: Message): Promise<void>;
}

/**
 * Makes the queue of the shell channel. After a failed cell, the cells that were already waiting are answered
 * "aborted"; whatever a client sends once it has seen the failure runs again.
 */
export function createShellQueue(handlers: ShellHandlers): ShellQueue {
  const waiting: Message[] = [];
  let busy = false;

  async function handle(request: Message): Promise<void> {
    if (request.header.msg_type !== "execute_request") return handlers.answer(request);
    const { abortRest, reply } = await handlers.execute(request);
    if (!abortRest) return reply();
    await pause(ARRIVAL_MS);
    const rest = waiting.splice(0);
    reply();
    for (const later of rest) {
      if (later.header.msg_type === "execute_request") await handlers.abort(later);
      else await handlers.answer(later);
    }
  }

  async function work(): Promise<void> {
    busy = true;
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) await handle(request);
    busy = false;
  }

  return {
    add(request) {
      waiting.push(request);
      if (!busy) void work();
    },
  };
}
