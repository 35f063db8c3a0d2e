import { inspect } from "node:util";
import { hasErrorCode } from "../../core/base.js";

/** A failed cell, in the form of the protocol's `error` message. */
export interface CellFailure {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** A complaint of the type checker about a cell; line and column count from 1. */
export interface Diagnostic {
  /** Another file that the cell imports; absent for the cell itself. */
  file?: string;
  line: number;
  column: number;
  message: string;
}

/** The message of the error with which tslab ends an interrupted wait. */
export const INTERRUPTED = "Interrupted asynchronously";

/** Frames of Node, of the converter and of this kernel: nothing that the author of a cell could mend. */
const INTERNAL_FRAME = /^\s+at .*(node:|[/\\]tslab[/\\]dist[/\\]|[/\\]notebook[/\\]kernel[/\\])/;

/** What the converter cannot do at a cell's top level fails with a message that does not tell so. */
const AWAIT_HINT = [
  "At a cell's top level, write `await x` without brackets; `for await` belongs into an async function.",
];
const HINTS: Readonly<Record<string, readonly string[]>> = {
  "await is not defined": AWAIT_HINT,
  "Unexpected reserved word": AWAIT_HINT,
};

/** The failure of a cell that did not pass the type checker. */
export function typeFailure(diagnostics: readonly Diagnostic[], code: string): CellFailure {
  const lines = code.split("\n");
  const first = diagnostics[0]!;
  return {
    ename: "TypeScriptError",
    evalue: `${place(first)}: ${first.message}`,
    traceback: diagnostics.flatMap(diagnostic => {
      const source = diagnostic.file === undefined ? lines[diagnostic.line - 1] : undefined;
      const title = `${place(diagnostic)}: ${diagnostic.message}`;
      return source === undefined ? [title] : [title, `  ${source}`, `  ${" ".repeat(diagnostic.column - 1)}^`];
    }),
  };
}

/** The failure of a cell that threw: any value can be thrown. */
export function thrownFailure(thrown: unknown): CellFailure {
  if (isInterruption(thrown)) {
    return { ename: "Interrupted", evalue: "The cell was interrupted.", traceback: ["The cell was interrupted."] };
  }
  if (!isErrorLike(thrown)) {
    const text = inspect(thrown);
    return { ename: "Thrown", evalue: text, traceback: [`Thrown: ${text}`] };
  }
  const hint = HINTS[thrown.message] ?? [];
  const cause = thrown.cause === undefined ? [] : [`Caused by: ${inspect(thrown.cause)}`];
  return {
    ename: String(thrown.name),
    evalue: String(thrown.message),
    traceback: [...readableStack(String(thrown.stack ?? `${thrown.name}: ${thrown.message}`)), ...cause, ...hint],
  };
}

/** A stack without frames of the machinery; compiled cells have other line numbers than their source, so none is told. */
function readableStack(stack: string): string[] {
  const lines = stack
    .split("\n")
    .filter(line => !INTERNAL_FRAME.test(line) && !/^evalmachine\.<anonymous>:\d+$/.test(line));
  const named = lines.map(line => line.replace(/evalmachine\.<anonymous>:\d+:\d+/, "cell"));
  return named.filter((line, index) => line !== "    at cell" || line !== named[index - 1]);
}

function place({ file, line, column }: Diagnostic): string {
  return `${file === undefined ? "line " : `${file} line `}${line}, column ${column}`;
}

function isInterruption(thrown: unknown): boolean {
  if (hasErrorCode(thrown, "ERR_SCRIPT_EXECUTION_INTERRUPTED")) return true;
  return thrown instanceof Error && thrown.message === INTERRUPTED;
}

function isErrorLike(value: unknown): value is Error {
  return typeof value === "object" && value !== null && "message" in value && "name" in value;
}
