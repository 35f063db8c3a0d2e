/** One `let`, `const` or `var` at the top level of a cell. */
export interface Declaration {
  keyword: string;
  name: string;
  /** The type as written, when there is one. */
  annotation?: string;
  initialiser: string;
}

const BEGINNING = /(?:export\s+)?\b(let|const|var)\s+([A-Za-z_$][\w$]*)\s*([:=])/y;
const SKIPPED = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
/** Comments, strings, arrows and single characters: the steps in which code is walked over. */
const STEP = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|=>|[\s\S]/y;

/** Finds the declarations of single names with an initialiser at the top level of a cell. */
export function findDeclarations(source: string): Declaration[] {
  const found: Declaration[] = [];
  for (let at = 0; at < source.length; ) {
    const skipped = matchAt(SKIPPED, source, at);
    if (skipped !== undefined) {
      at += skipped[0].length;
      continue;
    }
    const beginning = matchAt(BEGINNING, source, at);
    if (beginning === undefined) {
      at = endOf(source, at, [";", "\n"]) + 1;
      continue;
    }
    const [text, keyword, name, mark] = beginning;
    let start = at + text.length;
    let annotation: string | undefined;
    if (mark === ":") {
      const equals = endOf(source, start, ["="]);
      annotation = source.slice(start, equals).trim();
      start = equals + 1;
    }
    const end = endOf(source, start, [";", "\n"]);
    const initialiser = source.slice(start, end).trim();
    found.push({ keyword: keyword!, name: name!, initialiser, ...(annotation === undefined ? {} : { annotation }) });
    at = end + 1;
  }
  return found;
}

/** The place of the first of some characters that stands outside of strings, comments and brackets. */
function endOf(source: string, from: number, ends: readonly string[]): number {
  let depth = 0;
  let begun = false;
  for (let at = from; at < source.length; ) {
    const step = matchAt(STEP, source, at)![0];
    if (depth <= 0 && ends.includes(step) && (step !== "\n" || begun)) return at;
    if ("([{".includes(step)) depth++;
    if (")]}".includes(step)) depth--;
    begun ||= step.trim() !== "";
    at += step.length;
  }
  return source.length;
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source) ?? undefined;
}
