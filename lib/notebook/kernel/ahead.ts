import type { Compiler } from "./compiler.js";
import type { ConvertedCell } from "./tslab.js";

/** Converts cells before they are asked for, while earlier ones still run. */
export interface AheadCompiler {
  /** The cells that will be asked for, in order. */
  plan(codes: readonly string[]): void;
  convert(previous: string, code: string): ConvertedCell;
}

/**
 * Makes a compiler work ahead: what a cell declares is known without running it, so the next ones can be converted already.
 * A result is used only for the very declarations and code that it was made of; otherwise the cell is converted anew.
 * @param later puts work behind whatever waits already
 */
export function compileAhead(compiler: Pick<Compiler, "convert">, later: (work: () => void) => void): AheadCompiler {
  const ready = new Map<string, ConvertedCell>();
  let undelivered: NonNullable<ConvertedCell["sideOutputs"]> = [];
  let planned: readonly string[] = [];
  let next = 0;
  let previous = "";
  let working = false;

  function step(): void {
    const code = planned[next];
    working = code !== undefined;
    if (code === undefined) return;
    const key = keyOf(previous, code);
    let converted = ready.get(key);
    if (converted === undefined) {
      converted = compiler.convert(previous, code);
      keepSideOutputs(converted);
      ready.set(key, converted);
    }
    next++;
    if (converted.diagnostics.length > 0) next = planned.length; // this cell will fail: nobody knows what comes then
    previous = converted.declOutput ?? "";
    later(step);
  }

  /** Files that a cell imports are told once: also when a conversion is thrown away, the next answer must carry them. */
  function keepSideOutputs(converted: ConvertedCell): void {
    undelivered.push(...(converted.sideOutputs ?? []));
    delete converted.sideOutputs;
  }

  function work(): void {
    if (working) return;
    working = true;
    later(step);
  }

  return {
    plan(codes) {
      planned = codes;
      next = 0;
      previous = "";
      work();
    },
    convert(declared, code) {
      const key = keyOf(declared, code);
      const prepared = ready.get(key);
      ready.delete(key);
      const converted = prepared ?? compiler.convert(declared, code);
      keepSideOutputs(converted);
      const place = planned.indexOf(code);
      if (prepared === undefined && place >= 0) {
        next = place + 1;
        previous = converted.declOutput ?? "";
        work();
      }
      const sideOutputs = undelivered;
      undelivered = [];
      return sideOutputs.length === 0 ? converted : { ...converted, sideOutputs };
    },
  };
}

function keyOf(previous: string, code: string): string {
  return JSON.stringify([previous, code]);
}
