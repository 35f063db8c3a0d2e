import { sqlText } from "../store/sql.js";

/** Which rows of a file count, by the words of some columns. */
export interface RowChoice {
  readonly only: Readonly<Record<string, readonly string[]>>;
  readonly except: Readonly<Record<string, readonly string[]>>;
}

/**
 * SQL that is true of the rows that count; a blank cell is the word `""`.
 * @param bound SQL of a column's text, null for one that the file need not have and lacks
 */
export function isChosen({ only, except }: RowChoice, bound: (name: string) => string | null): string {
  const conditions = [...conditionsOf(only, "IN", bound), ...conditionsOf(except, "NOT IN", bound)];
  return conditions.length === 0 ? "true" : conditions.join(" AND ");
}

function conditionsOf(
  columns: RowChoice["only"],
  operator: "IN" | "NOT IN",
  bound: (name: string) => string | null,
): string[] {
  return Object.entries(columns).flatMap(([name, words]) => {
    const text = bound(name);
    return text === null ? [] : [`coalesce(${text}, '') ${operator} (${words.map(sqlText).join(", ")})`];
  });
}
