/** A value that can be written into a notebook as a literal. */
export type Literal = null | boolean | number | string | Literal[] | { [key: string]: Literal };

/**
 * Reads a TypeScript literal: numbers (also `25_000_000`, `-1e-6`), strings in any quotes, true, false, null, lists and
 * objects of these. Nothing is evaluated.
 * @returns undefined for anything else, such as a call
 */
export function parseLiteral(source: string): Literal | undefined {
  const tokens = tokenise(source);
  if (tokens === undefined) return undefined;
  const reader = new LiteralReader(tokens);
  try {
    const value = reader.value();
    return reader.atEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

class NotALiteral extends Error {}

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`|-?\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|[A-Za-z_$][\w$]*|[[\]{},:])/y;

function tokenise(source: string): string[] | undefined {
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < source.length; ) {
    const match = TOKEN.exec(source);
    if (match === null) return undefined;
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
}

class LiteralReader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  value(): Literal {
    const token = this.#take();
    if (token === "[") return this.#list();
    if (token === "{") return this.#object();
    if (token === "null") return null;
    if (token === "true" || token === "false") return token === "true";
    if (/^["'`]/.test(token)) return unquote(token);
    if (/^-?\d/.test(token)) return Number(token.replaceAll("_", ""));
    throw new NotALiteral();
  }

  #list(): Literal[] {
    const items: Literal[] = [];
    while (!this.#skip("]")) {
      items.push(this.value());
      if (!this.#skip(",") && this.#peek() !== "]") throw new NotALiteral();
    }
    return items;
  }

  #object(): { [key: string]: Literal } {
    const members: [string, Literal][] = [];
    while (!this.#skip("}")) {
      const key = this.#take();
      if (!/^["'\w$]/.test(key) || !this.#skip(":")) throw new NotALiteral();
      members.push([/^["']/.test(key) ? unquote(key) : key, this.value()]);
      if (!this.#skip(",") && this.#peek() !== "}") throw new NotALiteral();
    }
    return Object.fromEntries(members);
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(): string {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new NotALiteral();
    return token;
  }

  #skip(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#next++;
    return true;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0" };

function unquote(token: string): string {
  return token
    .slice(1, -1)
    .replace(/\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_all, a, b, c, character) => {
      const code = a ?? b ?? c;
      return code === undefined ? (ESCAPES[character] ?? character) : String.fromCodePoint(Number.parseInt(code, 16));
    });
}
