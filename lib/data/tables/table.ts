/** One column of a stored table: its DuckDB type and what it holds. */
export interface StoredColumn {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly meaning: string;
  /** The version of the schema that brought it, where that is not its table's first. Files of older versions lack it. */
  readonly since?: number;
  /** SQL of what it is in rows of those files, in terms of their columns; NULL unless stated. */
  readonly before?: string;
}

/** A table of the store: money is DECIMAL, times are UTC, quantities are exact decimals. */
export interface Table {
  readonly meaning: string;
  /** In stored order. */
  readonly columns: readonly StoredColumn[];
}

/** A table of which each row has a key and a later statement takes the place of an earlier one. */
export interface KeyedTable extends Table {
  readonly key: readonly string[];
  /** SQL of a row's partition; a partition is rewritten as a whole when one of its rows changes. */
  readonly partition: string;
  /** Other names that a file may have for a column. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** SQL of what a column is when the file says nothing, in terms of the other columns and `line`. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Conditions under which a row is rejected, with the sentence as SQL. */
  readonly rules: readonly Rule[];
}

export type Rule = readonly [condition: string, sentence: string];

/** A column that every row has. */
export function column(name: string, type: string, meaning: string): StoredColumn {
  return { name, type, required: true, meaning };
}

/** A column that may be blank. */
export function optional(name: string, type: string, meaning: string): StoredColumn {
  return { name, type, required: false, meaning };
}

export const SIMULATED: StoredColumn = column("simulated", "BOOLEAN", "true for made-up data");
export const CURRENCY: StoredColumn = column("currency", "VARCHAR", "ISO 4217");

export const CURRENCY_RULE: Rule = expects(
  "NOT regexp_full_match(currency, '[A-Z]{3,5}')",
  "currency",
  "a code such as USD",
);

/** Other names of a table's day. */
export const DAY_ALIASES: readonly string[] = ["day", "time", "timestamp"];

/** A rule that says what a column was and what was expected of it. */
export function expects(condition: string, name: string, expected: string): Rule {
  return [condition, `'${name} was "' || ${name} || '"; expected ${expected.replaceAll("'", "''")}.'`];
}

/** A rule that a column has one of some words. */
export function oneOf(name: string, words: readonly string[]): Rule {
  const listed = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  return expects(`${name} NOT IN (${words.map(word => `'${word}'`).join(", ")})`, name, listed);
}

export const YEAR_OF_DATE = "'year=' || year(date)";
export const ONE_PARTITION = "'all'";
