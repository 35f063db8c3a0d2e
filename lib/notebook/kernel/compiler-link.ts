import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Completion } from "./compiler.js";
import type { ConvertedCell } from "./tslab.js";

/** A message to the compiler's thread. */
export type CompilerQuestion =
  | { id: number; method: "plan"; parts: readonly string[] }
  | { id: number; method: "convert" | "complete" | "inspect" | "isComplete"; parts: readonly (string | number)[] };

/** Its answer to the question of the same id. */
export interface CompilerAnswer {
  id: number;
  answer?: unknown;
  error?: string;
}

/** The compiler, seen from the thread on which cells run. */
export interface CompilerLink {
  /** Says which cells will come, so that they are converted while earlier ones run. */
  plan(codes: readonly string[]): void;
  convert(previous: string, code: string): Promise<ConvertedCell>;
  complete(previous: string, code: string, offset: number): Promise<Completion>;
  inspect(previous: string, code: string, offset: number): Promise<string | undefined>;
  isComplete(code: string): Promise<{ complete: boolean; indent: string }>;
}

/** Heap of the compiler, apart from that of the cells, in mebibytes. The large young part halves its collector's work. */
const HEAP_MB = 2048;
const YOUNG_HEAP_MB = 192;

/**
 * Starts the compiler on a thread of its own.
 * @param codeCache folder for the compiled form of its code
 */
export function startCompiler(codeCache: string): CompilerLink {
  const thread = new Worker(new URL("./compiler-thread.js", import.meta.url), {
    workerData: { codeCache },
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  const waiting = new Map<number, { resolve(answer: never): void; reject(reason: Error): void }>();
  let last = 0;
  thread.on("message", ({ id, answer, error }: CompilerAnswer) => {
    const question = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) question?.resolve(answer as never);
    else question?.reject(new Error(error));
  });
  thread.on("error", error => {
    writeSync(2, `The compiler of the notebook kernel failed: ${error.stack}\n`);
    process.exit(1);
  });

  function ask<Answer>(
    method: Exclude<CompilerQuestion["method"], "plan">,
    ...parts: (string | number)[]
  ): Promise<Answer> {
    const id = ++last;
    return new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread.postMessage({ id, method, parts } satisfies CompilerQuestion);
    });
  }
  return {
    plan: codes => thread.postMessage({ id: 0, method: "plan", parts: codes } satisfies CompilerQuestion),
    convert: (previous, code) => ask("convert", previous, code),
    complete: (previous, code, offset) => ask("complete", previous, code, offset),
    inspect: (previous, code, offset) => ask("inspect", previous, code, offset),
    isComplete: code => ask("isComplete", code),
  };
}
