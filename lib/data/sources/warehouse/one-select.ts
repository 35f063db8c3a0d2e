import { RiskbookError } from "../../../core/index.js";

/** How a database writes what is no code. Patterns are of whole pieces, tried in order. */
export interface SqlDialect {
  readonly comments: readonly RegExp[];
  /** Texts and quoted names. */
  readonly quoted: readonly RegExp[];
  /** What opens a piece: where no whole one follows, it was never closed. */
  readonly opening: RegExp;
}

const DASHES = /--[^\n]*/y;
/** One within another closes at other places in other databases. */
const BLOCK_COMMENT = /\/\*(?:(?!\/\*).)*?\*\//sy;
const QUOTED_NAME = /"(?:[^"]|"")*"/y;
const BACKSLASHED = /'(?:[^'\\]|\\.|'')*'/sy;

export const POSTGRES_SQL: SqlDialect = {
  comments: [DASHES, BLOCK_COMMENT],
  quoted: [/[eE]'(?:[^'\\]|\\.|'')*'/sy, /'(?:[^']|'')*'/y, QUOTED_NAME, /\$([A-Za-z_]\w*)?\$.*?\$\1\$/sy],
  opening: /['"]|\/\*|\$(?:[A-Za-z_]\w*)?\$/y,
};

export const BIGQUERY_SQL: SqlDialect = {
  comments: [DASHES, /#[^\n]*/y, BLOCK_COMMENT],
  quoted: [/'''.*?'''|""".*?"""/sy, BACKSLASHED, /"(?:[^"\\]|\\.)*"/sy, /`[^`]*`/y],
  opening: /['"`]|\/\*/y,
};

export const SNOWFLAKE_SQL: SqlDialect = {
  comments: [DASHES, /\/\/[^\n]*/y, BLOCK_COMMENT],
  quoted: [BACKSLASHED, QUOTED_NAME, /\$\$.*?\$\$/sy],
  opening: /['"]|\/\*|\$\$/y,
};

/**
 * A query that can stand in brackets as part of another one: one statement that begins with SELECT or WITH, its brackets
 * in pairs. What it may do is the business of the database's own rights and of a transaction that only reads; this is so
 * that a slip is told early and that a bracket too many does not end our own statement.
 * @param origin what messages call the query, such as `sources.warehouse.queries.fills`
 * @returns the query without a semicolon at its end and what stands behind it
 * @throws RiskbookError `BAD_QUERY`
 */
export function oneSelect(query: string, dialect: SqlDialect, origin: string): string {
  const refuse = (what: string): never => {
    throw new RiskbookError("BAD_QUERY", `${origin} ${what}. Give one statement that begins with SELECT or WITH.`, {
      exitCode: 2,
    });
  };
  const code = codeOf(query, dialect) ?? refuse("has a text, a name or a comment that is nested or never closed");
  const [, first = ""] = /^[\s(]*(\w*)/.exec(code) ?? [];
  if (!/^(?:select|with)$/i.test(first)) refuse(first === "" ? "is empty" : `begins with ${first.toUpperCase()}`);
  const statement = code.trimEnd().replace(/;$/, "");
  if (statement.includes(";")) refuse("has several statements");
  if (!hasPairedBrackets(statement)) refuse("has brackets that are not in pairs");
  return query.slice(0, statement.length);
}

/** The query with blanks for comments and underscores for texts and names; undefined where one of them is left open. */
function codeOf(query: string, { comments, quoted, opening }: SqlDialect): string | undefined {
  let code = "";
  while (code.length < query.length) {
    const comment = lengthOf(comments, query, code.length);
    const text = comment > 0 ? 0 : lengthOf(quoted, query, code.length);
    if (comment > 0) code += " ".repeat(comment);
    else if (text > 0) code += "_".repeat(text);
    else if (lengthOf([opening], query, code.length) > 0) return undefined;
    else code += query[code.length];
  }
  return code;
}

/** How long the first of some pieces is that stands at a place; 0 where none does. */
function lengthOf(patterns: readonly RegExp[], text: string, at: number): number {
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return found[0].length;
  }
  return 0;
}

function hasPairedBrackets(code: string): boolean {
  let open = 0;
  for (const character of code) {
    if (character === "(") open++;
    if (character === ")" && --open < 0) return false;
  }
  return open === 0;
}
