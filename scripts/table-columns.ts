import { KEYED_TABLES, type KeyedTable, type KeyedTableName, type StoredColumn } from "../lib/data/index.js";

const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: "text",
  DATE: "date",
  TIMESTAMP: "time",
  BOOLEAN: "true or false",
};

/** The columns of a keyed table as a Markdown table that also reads well on a terminal. */
export function columnsText(name: KeyedTableName): string {
  const table = KEYED_TABLES[name];
  const rows = table.columns.map(column => [
    column.name,
    TYPES[column.type] ?? "number",
    neededOf(column, table),
    [column.meaning, aliasesOf(column.name, table)].filter(text => text !== "").join("; "),
  ]);
  const lines = aligned([["column", "holds", "when blank", "meaning"], ...rows]);
  const [head, ...body] = lines;
  const rule = head!.replaceAll(/[^|]/g, "-");
  return `${name}: ${table.meaning}. A row is known by ${table.key.join(", ")}.\n\n${[head, rule, ...body].join("\n")}\n`;
}

/** The columns of a keyed table as data. */
export function columnsJson(name: KeyedTableName): unknown {
  const { meaning, key, columns, aliases, defaults } = KEYED_TABLES[name];
  return {
    table: name,
    meaning,
    key,
    columns: columns.map(column => ({
      name: column.name,
      type: column.type,
      required: column.required && !Object.hasOwn(defaults, column.name),
      meaning: column.meaning,
      aliases: aliases[column.name] ?? [],
    })),
  };
}

/** What a blank cell, or a file without the column, means. */
function neededOf({ name, required }: StoredColumn, { defaults }: KeyedTable): string {
  const otherwise = defaults[name];
  if (otherwise === undefined) return required ? "an error" : "unknown";
  return /^'?\w+'?$/.test(otherwise) ? otherwise.replaceAll("'", "") : "worked out";
}

function aliasesOf(name: string, { aliases }: KeyedTable): string {
  const others = aliases[name] ?? [];
  return others.length === 0 ? "" : `also named ${others.join(", ")}`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)));
  return rows.map(row => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`);
}
