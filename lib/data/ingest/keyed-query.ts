import { sqlText } from "../store/index.js";
import { KEYED_TABLES, type StoredColumn } from "../tables/index.js";
import { numberText, toDouble } from "./cells.js";
import { clockProblem } from "./clock-changes.js";
import type { TableMapFile } from "./map-file.js";
import type { TableBindings } from "./table-bindings.js";
import type { TableMap } from "./table-map.js";
import { clockTime, dayOf, utcTime } from "./times.js";

/**
 * The query that turns `records` into typed rows of a keyed table with `line`, `text` and, where a row cannot be loaded,
 * a `reason`, a sentence that begins with the column; the first that applies.
 */
export function keyedQuery(bindings: TableBindings, mapFile: TableMapFile): string {
  const { map } = mapFile;
  const { columns, defaults } = KEYED_TABLES[map.table];
  const texts = columns.map(({ name, type }) => `${textOf(type, bindings.texts[name]!)} AS ${name}_text`);
  const stated = columns.map(column => `${typedValue(column, bindings.texts[column.name]!, map)} AS ${column.name}`);
  const completed = columns
    .filter(({ name }) => Object.hasOwn(defaults, name))
    .map(
      ({ name, type }) =>
        `coalesce(${name}, CASE WHEN ${name}_text IS NULL THEN ${defaults[name]} END)::${type} AS ${name}`,
    );
  const names = columns.map(({ name }) => name).join(", ");
  return `WITH cells AS (SELECT line, text, fields, reason AS broken, ${texts.join(", ")} FROM records
      WHERE reason IS NOT NULL OR (${bindings.isRow})),
    stated AS (SELECT *, ${stated.join(", ")} FROM cells),
    signed AS (SELECT * ${replaced(wordsBySign(map))} FROM stated),
    completed AS (SELECT * ${replaced(completed)} FROM signed)
    SELECT line, text, coalesce(broken, ${reasonOf(columns, mapFile)}) AS reason, ${names} FROM completed`;
}

/** A column's text as messages show it. */
function textOf(type: string, texts: readonly string[]): string {
  if (texts.length < 2) return `${texts[0] ?? "NULL"}::VARCHAR`;
  if (type === "VARCHAR") return `nullif(concat_ws(' ', ${texts.join(", ")}), '')`;
  if (type === "DATE" || type === "TIMESTAMP") return texts.join(" || ' ' || ");
  return `nullif(concat_ws(' + ', ${texts.join(", ")}), '')`;
}

function typedValue({ name, type }: StoredColumn, texts: readonly string[], map: TableMap): string {
  const text = `${name}_text`;
  switch (type) {
    case "VARCHAR":
      return wordOf(text, map.words[name]);
    case "DATE":
      return dayOf(text, map.time);
    case "TIMESTAMP":
      return map.time.bar === "end" ? `(${utcOf(text, map)}) - INTERVAL 1 MINUTE` : utcOf(text, map);
    case "BOOLEAN":
      return `CASE WHEN lower(${text}) IN ('true', 'yes', '1') THEN true WHEN lower(${text}) IN ('false', 'no', '0') THEN false END`;
    default: {
      const number = texts.length < 2 ? numberOf(text, type, map) : sumOf(texts, type, map);
      return map.negate.includes(name) ? `-(${number})` : number;
    }
  }
}

function utcOf(text: string, { time }: TableMap): string {
  return utcTime(text, { ...time, zone: time.zone || "UTC" });
}

function numberOf(text: string, type: string, { numbers }: TableMap): string {
  const number = numberText(text, numbers);
  return type === "DOUBLE" ? toDouble(number) : `try_cast(${number} AS ${type})`;
}

/** The sum of several cells, blank ones left out; null where all are blank or one is no number. */
function sumOf(texts: readonly string[], type: string, map: TableMap): string {
  const numbers = texts.map(text => numberOf(text, type, map));
  const wrong = texts.map((text, i) => `(${text} IS NOT NULL AND ${numbers[i]} IS NULL)`);
  const blank = texts.map(text => `${text} IS NULL`);
  const sum = numbers.map(number => `coalesce(${number}, 0)`).join(" + ");
  return `CASE WHEN ${wrong.join(" OR ")} OR (${blank.join(" AND ")}) THEN NULL ELSE (${sum})::${type} END`;
}

function wordOf(text: string, words: TableMap["words"][string] | undefined): string {
  if (words === undefined) return text;
  const cases = Object.entries(words)
    .filter(([, theirs]) => theirs.length > 0)
    .map(([ours, theirs]) => `WHEN ${text} IN (${theirs.map(sqlText).join(", ")}) THEN ${sqlText(ours)}`);
  return cases.length === 0 ? "NULL::VARCHAR" : `CASE ${cases.join(" ")} END`;
}

/** The columns whose word is another one in rows where a number is below zero. */
function wordsBySign({ whenNegative }: TableMap): string[] {
  return Object.entries(whenNegative).flatMap(([number, changed]) =>
    Object.entries(changed).map(([name, words]) => {
      const cases = Object.entries(words).map(([word, other]) => `WHEN ${sqlText(word)} THEN ${sqlText(other)}`);
      return `CASE WHEN ${number} < 0 THEN CASE ${name} ${cases.join(" ")} ELSE ${name} END ELSE ${name} END AS ${name}`;
    }),
  );
}

function replaced(columns: readonly string[]): string {
  return columns.length === 0 ? "" : `REPLACE (${columns.join(", ")})`;
}

function reasonOf(columns: readonly StoredColumn[], mapFile: TableMapFile): string {
  const cases = columns.flatMap(column => {
    const { name, required } = column;
    const expected = sqlText(`"; expected ${expectedOf(column, mapFile)}.`);
    const wrong = (condition: string, sentence: string): string =>
      `WHEN ${condition} THEN ${sqlText(`${name} was "`)} || ${name}_text || ${sentence}`;
    return [
      wrong(`${name}_text IS NOT NULL AND ${name} IS NULL`, expected),
      ...clockProblems(column, mapFile).map(([condition, sentence]) => wrong(condition, sqlText(sentence))),
      ...(required
        ? [`WHEN ${name} IS NULL THEN ${sqlText(`${name} is blank; expected ${expectedOf(column, mapFile)}.`)}`]
        : []),
    ];
  });
  return `CASE ${cases.join("\n")} END`;
}

function clockProblems({ name, type }: StoredColumn, { map }: TableMapFile): [condition: string, sentence: string][] {
  const { zone } = map.time;
  if (type !== "TIMESTAMP" || zone === "" || zone === "UTC") return [];
  const problem = clockProblem(`(${clockTime(`${name}_text`, map.time)})`, `(${utcOf(`${name}_text`, map)})`, zone);
  return [
    [
      `(${problem}) = 'skipped'`,
      `"; expected a time that there is in ${zone}: its clock was put forward over this one. Correct the zone, or the source.`,
    ],
    [
      `(${problem}) = 'twice'`,
      `"; expected a time that there is once in ${zone}: its clock was put back, so that this one may be either of two. Export it in UTC or with its offset.`,
    ],
  ];
}

function expectedOf({ name, type }: StoredColumn, { map, path }: TableMapFile): string {
  if (type === "DATE" || type === "TIMESTAMP") {
    const example = type === "DATE" ? "a date such as 2020-04-17" : "a time such as 2020-04-17T13:31:00Z";
    const formats = map.time.format.filter(format => format !== "%Y%m%d");
    const listed = formats.map(format => (format === "iso" ? example : format)).join(" or ");
    return `${listed}. Say how it is written under time.format in ${path}`;
  }
  if (type === "BOOLEAN") return "true or false";
  if (type !== "VARCHAR") return "a number such as 1234.5";
  const words = Object.values(map.words[name] ?? {}).flat();
  return words.length === 0 ? "a text" : `${words.join(", ")}. Map it under words.${name} in ${path}`;
}
