import { loadCompiler } from "./compiler.js";
import { type CellFailure, type Diagnostic, thrownFailure, typeFailure } from "./failure.js";
import { resolveFromPackage } from "./packages.js";

/** How a cell ended. `value` is that of its last expression, unless it was null or undefined. */
export type CellOutcome = { status: "ok"; value?: unknown } | { status: "error"; failure: CellFailure };

/** Names that may stand at a position; offsets in UTF-16 units. */
export interface Completion {
  start: number;
  end: number;
  candidates: string[];
}

/** Checks, compiles and runs the cells of one notebook; what one cell declares, the next ones see. */
export interface CellExecutor {
  execute(code: string): Promise<CellOutcome>;
  complete(code: string, offset: number): Completion;
  /** Signature and documentation of what stands at an offset, as text. */
  inspect(code: string, offset: number): string | undefined;
  /** Whether code can be run, and else with what the next line should begin. */
  isComplete(code: string): { complete: true } | { complete: false; indent: string };
  /** Ends the wait of a cell that awaits; a cell that computes is ended by SIGINT itself. */
  interrupt(): void;
  close(): void;
}

/** tslab's format of a diagnostic: file, line, column, message. */
const DIAGNOSTIC_FORMAT = "%s%d:%d - %s";

/** Starts the compiler for notebooks in `folder`, which must be the process's own; takes most of a second. */
export function createCellExecutor(folder: string): CellExecutor {
  resolveFromPackage();
  const tslab = loadCompiler();
  const converter = tslab.createConverter({ isJS: false, isBrowser: false });
  const converters = { node: converter, browser: converter, close: () => converter.close() };
  let last: { value?: unknown } = {};
  let diagnostics: Diagnostic[] = [];
  let thrown: unknown;

  const executor = tslab.createExecutor(folder, converters, {
    log: value => {
      last = { value };
    },
    error: (...parts) => {
      if (parts[0] === DIAGNOSTIC_FORMAT) diagnostics.push(diagnosticOf(parts));
      else thrown = parts[0];
    },
  });

  return {
    async execute(code) {
      last = {};
      diagnostics = [];
      thrown = undefined;
      let succeeded: boolean;
      try {
        succeeded = await executor.execute(code);
      } catch (error) {
        return { status: "error", failure: thrownFailure(error) };
      }
      if (diagnostics.length > 0) return { status: "error", failure: typeFailure(diagnostics, code) };
      return succeeded ? { status: "ok", ...last } : { status: "error", failure: thrownFailure(thrown) };
    },
    complete: (code, offset) => executor.complete(code, offset),
    inspect(code, offset) {
      const info = executor.inspect(code, offset);
      return info ? tslab.printQuickInfo(info) : undefined;
    },
    isComplete(code) {
      const { completed, indent } = tslab.isCompleteCode(code);
      return completed ? { complete: true } : { complete: false, indent: indent ?? "" };
    },
    interrupt: () => executor.interrupt(),
    close: () => executor.close(),
  };
}

function diagnosticOf([, file, line, column, message]: unknown[]): Diagnostic {
  const name = String(file).trim();
  return {
    ...(name === "" ? {} : { file: name }),
    line: Number(line),
    column: Number(column),
    message: String(message),
  };
}
