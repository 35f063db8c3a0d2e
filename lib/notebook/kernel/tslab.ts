import { createRequire, Module } from "node:module";
import type { TypeScript } from "./typescript.js";

/** A cell as JavaScript, and the declarations that later cells see. */
export interface ConvertedCell {
  output?: string;
  declOutput?: string;
  diagnostics: unknown[];
  hasToplevelAwait?: boolean;
  lastExpressionVar?: string;
  /** Files that the cell imports, compiled: told once, with the first cell that needs them. */
  sideOutputs?: { path: string; data: string }[];
}

/** tslab's compiler of cells. `previous` declares what earlier cells left. */
export interface TslabConverter {
  convert(previous: string, code: string): ConvertedCell;
  complete(previous: string, code: string, position: number): { start: number; end: number; candidates: string[] };
  inspect(previous: string, code: string, position: number): unknown;
  close(): void;
}

/** What of tslab compiles; it ships no types of these inner modules. */
export interface TslabCompiler {
  createConverter(options: { isJS: boolean; isBrowser: boolean }): TslabConverter;
  isCompleteCode(code: string): { completed: boolean; indent?: string };
  printQuickInfo(info: unknown): string;
}

/** `log` takes a cell's last value; `error` takes either a diagnostic, as format and arguments, or what was thrown. */
export interface TslabConsole {
  log(value: unknown): void;
  error(...parts: unknown[]): void;
}

export interface TslabExecutor {
  execute(code: string): Promise<boolean>;
  interrupt(): void;
}

/** tslab's `createExecutor`: it takes converters and runs what they return. */
export type CreateExecutor = (
  folder: string,
  converters: { node: Pick<TslabConverter, "convert"> },
  console: TslabConsole,
) => TslabExecutor;

/**
 * Loads tslab's compiler with a TypeScript that `prepare` may change. tslab creates its compiler host without asking for
 * options, so the only way to strict checks and modern module resolution is to hand it another `createWatchCompilerHost`.
 */
export function loadTslabCompiler(
  prepare: (typescript: TypeScript, requireFromTslab: NodeJS.Require) => TypeScript,
): TslabCompiler {
  const require = createRequire(import.meta.url);
  const requireFromTslab = createRequire(require.resolve("tslab/dist/converter.js"));
  const path = requireFromTslab.resolve("@tslab/typescript-for-tslab");
  const typescript = requireFromTslab(path) as TypeScript;
  requireFromTslab.cache[path]!.exports = prepare(typescript, requireFromTslab);
  return {
    ...(require("tslab/dist/converter.js") as Pick<TslabCompiler, "createConverter" | "isCompleteCode">),
    ...(require("tslab/dist/inspect.js") as Pick<TslabCompiler, "printQuickInfo">),
  };
}

/**
 * Loads tslab's executor without its compiler, which runs on another thread. Only the part that reads a cell's tags would
 * need it, for modes that this kernel does not offer.
 */
export function loadTslabExecutor(): CreateExecutor {
  const require = createRequire(import.meta.url);
  const path = require.resolve("tslab/dist/metadata.js");
  const untagged = new Module(path);
  untagged.exports = { getCodeMetadata: () => ({}) };
  untagged.loaded = true;
  require.cache[path] = untagged;
  return (require("tslab/dist/executor.js") as { createExecutor: CreateExecutor }).createExecutor;
}
