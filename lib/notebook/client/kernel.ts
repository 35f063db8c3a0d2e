import { setTimeout as pause } from "node:timers/promises";
import { RiskbookError } from "../../core/base.js";
import { type Json, type Message, PLAN_REQUEST } from "../protocol/message.js";
import { connectKernel, type KernelClient } from "./client.js";
import { type KernelExit, type KernelProcess, type KernelProcessOptions, startKernelProcess } from "./process.js";

/** A running kernel and the connection to it. */
export interface Kernel {
  readonly pid: number | undefined;
  /** What the kernel says it is, as in the protocol's `kernel_info_reply`. */
  readonly info: Json;
  /**
   * Runs code; resolves with the reply once all of its output has been handed to `onOutput`.
   * @throws RiskbookError `KERNEL_DIED` when the kernel ends first
   */
  execute(code: string, onOutput: (message: Message) => void): Promise<Json>;
  /** Any other request of the protocol, on the shell channel. */
  request(type: string, content: Json): Promise<Json>;
  interrupt(): void;
  kill(): void;
  /** Settles when the process has ended. */
  readonly exited: Promise<KernelExit>;
  /** Asks the kernel to end; kills it when it has not after `graceMs`. */
  shutDown(graceMs?: number): Promise<void>;
}

/** What is asked of a kernel that starts. */
export interface GreetingOptions {
  startTimeoutMs?: number;
  /** The cells that will be run, in order, so that the kernel converts them while earlier ones run. */
  cells?: readonly string[];
}

/** How to start a kernel, and how long that may take. */
export interface StartOptions extends KernelProcessOptions, GreetingOptions {}

/** A kernel process that starts. */
export interface StartingKernel {
  /**
   * Waits until the kernel's outputs can be heard.
   * @throws RiskbookError `KERNEL_DIED` or `KERNEL_TIMEOUT` with what the process wrote
   */
  ready(options?: GreetingOptions): Promise<Kernel>;
  kill(): void;
}

const START_TIMEOUT_MS = 60_000;
/** How often a kernel that starts is asked whether it listens, in milliseconds. */
const HELLO_INTERVAL_MS = 200;
/** How long output that a dead kernel had already sent may take to arrive, in milliseconds. */
const LAST_WORDS_MS = 50;

/**
 * Starts a kernel and waits until its outputs can be heard.
 * @throws RiskbookError `KERNEL_DIED` or `KERNEL_TIMEOUT` with what the process wrote
 */
export function startKernel(options: StartOptions): Promise<Kernel> {
  return spawnKernel(options).ready(options);
}

/** Starts a kernel's process, which comes up while the caller prepares what it should run. */
export function spawnKernel(options: KernelProcessOptions): StartingKernel {
  const child = startKernelProcess(options);
  return { ready: (greeting = {}) => greet(child, greeting), kill: child.kill };
}

async function greet(child: KernelProcess, options: GreetingOptions): Promise<Kernel> {
  const client = await connectKernel(child.connection);
  void child.exited.then(async exit => {
    await pause(LAST_WORDS_MS);
    client.fail(deathOf(exit, child.log()));
  });
  try {
    const info = await hello(client, child, options.startTimeoutMs ?? START_TIMEOUT_MS);
    if (options.cells !== undefined) plan(client, options.cells);
    // Only an answer about code shows that the compiler is up: its start must not count as time of the first cell.
    await client.request("is_complete_request", { code: "" });
    return kernelOf(child, client, info);
  } catch (error) {
    child.kill();
    client.close();
    throw error;
  }
}

/** Asks until an answer and its idle status have come: then the subscription to outputs stands. */
async function hello(client: KernelClient, child: KernelProcess, timeoutMs: number): Promise<Json> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const ask = (): Promise<Json> => client.request("kernel_info_request", {});
  const answers = [ask()];
  for (;;) {
    const turn = pause(HELLO_INTERVAL_MS, undefined, { ref: false });
    const info = await Promise.race([...answers, turn]);
    if (info !== undefined) {
      for (const answer of answers) answer.catch(() => {});
      return info;
    }
    if (deadline.aborted) {
      throw new RiskbookError(
        "KERNEL_TIMEOUT",
        `The notebook kernel did not answer within ${timeoutMs / 1000} s. Run "riskbook doctor".\n${child.log()}`,
      );
    }
    answers.push(ask());
  }
}

/** A kernel that does not know this request leaves it unanswered: nothing waits for it. */
function plan(client: KernelClient, cells: readonly string[]): void {
  client.request(PLAN_REQUEST, { cells }, { channel: "control" }).catch(() => {});
}

function kernelOf(child: KernelProcess, client: KernelClient, info: Json): Kernel {
  return {
    pid: child.pid,
    info,
    exited: child.exited,
    execute: (code, onOutput) =>
      client.request(
        "execute_request",
        { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true },
        { onOutput },
      ),
    request: (type, content) => client.request(type, content),
    interrupt: child.interrupt,
    kill: child.kill,
    async shutDown(graceMs = 2000) {
      client.request("shutdown_request", { restart: false }, { channel: "control" }).catch(() => {});
      await Promise.race([child.exited, pause(graceMs, undefined, { ref: false })]);
      child.kill();
      await child.exited;
      client.close();
    },
  };
}

function deathOf({ code, signal }: KernelExit, log: string): RiskbookError {
  const details = { code, signal };
  if (/heap out of memory|heap limit/i.test(log)) {
    return new RiskbookError(
      "KERNEL_DIED",
      "The kernel ran out of memory. Load fewer rows or columns, aggregate in SQL, or raise --heap.",
      { details },
    );
  }
  if (signal !== null) return new RiskbookError("KERNEL_DIED", `The kernel was ended by ${signal}.`, { details });
  const words = log.trim().split("\n").slice(-5).join("\n");
  return new RiskbookError(
    "KERNEL_DIED",
    `The kernel ended with exit code ${code}${code === 0 ? "; a cell may have called process.exit" : ""}.${words && `\n${words}`}`,
    { details },
  );
}
