import { readFileSync, statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { RiskbookError } from "../../core/index.js";
import { type Header, headerOf } from "./header.js";
import { recordsOf, type SourceRow } from "./row-table.js";
import type { SourceFile } from "./source-file.js";

/** YAML is for tables that people write by hand: it is read as a whole. */
const LARGEST_BYTES = 16 * 1024 * 1024;

const EXPECTED = 'expected a list of rows such as "- trader: ann", at the top or under one key';

/**
 * Reads a YAML file that is a list of mappings, at its top or under its only key, as records; their keys are the columns in
 * order of first appearance. Values are taken as they are written: `2.50` and `0012` lose no zero.
 * @throws RiskbookError `BAD_YAML`, `NOT_TABLE`, `FILE_TOO_LARGE`
 */
export async function readYamlRecords(connection: DuckDBConnection, source: SourceFile): Promise<Header> {
  const positions = new Map<string, number>();
  await recordsOf(connection, rowsOf(source, positions));
  return headerOf(source.name, 1, [...positions.keys()]);
}

/** The keys of the first row of a YAML file. */
export function yamlHeader(source: SourceFile): readonly string[] {
  const positions = new Map<string, number>();
  rowsOf(source, positions).next();
  return [...positions.keys()];
}

function* rowsOf(source: SourceFile, positions: Map<string, number>): Generator<SourceRow> {
  const { list, text, lines } = parsed(source);
  for (const item of list.items as Node[]) {
    const [start, end] = item.range ?? [0, 0, 0];
    const row = { line: lines.linePos(start).line, text: text.slice(start, end).trim() };
    const fields = isMap(item) ? fieldsOf(item, positions) : undefined;
    yield fields === undefined
      ? { ...row, fields: [], reason: "is not a mapping of columns to plain values." }
      : { ...row, fields };
  }
}

/** The values of a row in the columns' order; undefined where one is itself a list or a mapping. */
function fieldsOf(item: YAMLMap, positions: Map<string, number>): (string | null)[] | undefined {
  const values = new Map<string, string | null>();
  for (const { key, value } of item.items) {
    if (!isScalar(key) || (value !== null && !isScalar(value))) return undefined;
    const name = String(key.value);
    if (!positions.has(name)) positions.set(name, positions.size);
    const isBlank = value === null || (value.type === "PLAIN" && /^(~|null|Null|NULL)?$/.test(String(value.value)));
    values.set(name, isBlank ? null : String(value.value));
  }
  return [...positions.keys()].map(name => values.get(name) ?? null);
}

function parsed(source: SourceFile): { list: YAMLSeq; text: string; lines: LineCounter } {
  const { size } = statSync(source.path);
  if (size > LARGEST_BYTES) {
    throw new RiskbookError(
      "FILE_TOO_LARGE",
      `${source.path} has ${Math.ceil(size / 1024 ** 2)} MB; YAML is read up to 16 MB. Save it as CSV or JSON lines.`,
    );
  }
  const text = readFileSync(source.path, "utf8");
  const lines = new LineCounter();
  // Every scalar stays the text that it is: numbers are read later, with all their digits.
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new RiskbookError("BAD_YAML", `${source.path} could not be read as YAML: ${error.message.trim()}`);
  }
  const top = document.contents;
  const list = isMap(top) && top.items.length === 1 ? top.items[0]!.value : top;
  if (!isSeq(list) || isAlias(list)) {
    throw new RiskbookError("NOT_TABLE", `${source.path} is YAML but no table; ${EXPECTED}.`);
  }
  return { list, text, lines };
}
