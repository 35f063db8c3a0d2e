import type { Completion } from "./compiler.js";
import type { CompilerLink } from "./compiler-link.js";
import { type CellFailure, type Diagnostic, INTERRUPTED, thrownFailure, typeFailure } from "./failure.js";
import { preload, resolveFromPackage } from "./packages.js";
import { type ConvertedCell, loadTslabExecutor } from "./tslab.js";

/** How a cell ended. `value` is that of its last expression, unless it was null or undefined. */
export type CellOutcome = { status: "ok"; value?: unknown } | { status: "error"; failure: CellFailure };

/** Checks, compiles and runs the cells of one notebook; what one cell declares, the next ones see. */
export interface CellExecutor {
  /** Says which cells will come; nothing depends on whether they do. */
  plan(codes: readonly string[]): void;
  execute(code: string): Promise<CellOutcome>;
  complete(code: string, offset: number): Promise<Completion>;
  /** Signature and documentation of what stands at an offset, as text. */
  inspect(code: string, offset: number): Promise<string | undefined>;
  isComplete(code: string): Promise<{ complete: boolean; indent: string }>;
  /** Ends the wait of a cell that awaits; a cell that computes is ended by SIGINT itself. */
  interrupt(): void;
}

/** tslab's format of a diagnostic: file, line, column, message. */
const DIAGNOSTIC_FORMAT = "%s%d:%d - %s";

/** Makes the executor of cells in `folder`, which must be the process's own, with a compiler on another thread. */
export function createCellExecutor(folder: string, compiler: CompilerLink): CellExecutor {
  resolveFromPackage();
  let previous = "";
  let converted: ConvertedCell = { diagnostics: [] };
  let last: { value?: unknown } = {};
  let diagnostics: Diagnostic[] = [];
  let thrown: unknown;
  let cancel = (): void => {};

  const createExecutor = loadTslabExecutor();
  const executor = createExecutor(
    folder,
    { node: { convert: () => converted } },
    {
      log: value => {
        last = { value };
      },
      error: (...parts) => {
        if (parts[0] === DIAGNOSTIC_FORMAT) diagnostics.push(diagnosticOf(parts));
        else thrown = parts[0];
      },
    },
  );

  async function convert(code: string): Promise<ConvertedCell> {
    const cancelled = new Promise<never>((_resolve, reject) => {
      cancel = () => reject(new Error(INTERRUPTED));
    });
    const conversion = compiler.convert(previous, code);
    preload(code, folder);
    return Promise.race([conversion, cancelled]);
  }

  return {
    plan(codes) {
      compiler.plan(codes);
      preload(codes.join("\n"), folder);
    },
    async execute(code) {
      last = {};
      diagnostics = [];
      thrown = undefined;
      let succeeded: boolean;
      try {
        converted = await convert(code);
        succeeded = await executor.execute(code);
      } catch (error) {
        return { status: "error", failure: thrownFailure(error) };
      }
      if (diagnostics.length > 0) return { status: "error", failure: typeFailure(diagnostics, code) };
      if (!succeeded) return { status: "error", failure: thrownFailure(thrown) };
      previous = converted.declOutput ?? "";
      return { status: "ok", ...last };
    },
    complete: (code, offset) => compiler.complete(previous, code, offset),
    inspect: (code, offset) => compiler.inspect(previous, code, offset),
    isComplete: code => compiler.isComplete(code),
    interrupt() {
      cancel();
      executor.interrupt();
    },
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
