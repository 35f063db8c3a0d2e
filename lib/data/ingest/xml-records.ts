import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { DuckDBConnection } from "@duckdb/node-api";
import { RiskbookError } from "../../core/index.js";
import { type Header, headerOf } from "./header.js";
import { recordsOf, type SourceRow } from "./row-table.js";
import type { SourceFile } from "./source-file.js";
import { xmlElements } from "./xml-elements.js";

/** Reads the elements of one name as records, their attributes as columns. */
export async function readXmlRecords(
  connection: DuckDBConnection,
  source: SourceFile,
  element: string | undefined,
): Promise<Header> {
  if (element === undefined) {
    throw new RiskbookError(
      "NOT_TABLE",
      `${source.path} is XML, and the map says nothing of its elements. Name the one that is a row as "element" in the map.`,
    );
  }
  const positions = new Map<string, number>();
  await recordsOf(connection, rowsOf(source, element, positions));
  return headerOf(source.name, 1, [...positions.keys()]);
}

/** The attributes of the first element of that name; none where there is no such element. */
export async function xmlHeader(source: SourceFile, element: string | undefined): Promise<readonly string[]> {
  if (element === undefined) return [];
  for await (const found of xmlElements(textOf(source), source.name)) {
    if (found.name === element) return [...found.attributes.keys()];
  }
  return [];
}

/** Elements that stand on one line are counted on from it: a row is known by its number, which no two may share. */
async function* rowsOf(source: SourceFile, element: string, positions: Map<string, number>): AsyncGenerator<SourceRow> {
  let last = 0;
  for await (const { name, attributes, line, text } of xmlElements(textOf(source), source.name)) {
    if (name !== element) continue;
    for (const attribute of attributes.keys()) {
      if (!positions.has(attribute)) positions.set(attribute, positions.size);
    }
    last = Math.max(line, last + 1);
    yield { line: last, text, fields: [...positions.keys()].map(attribute => attributes.get(attribute) ?? null) };
  }
}

async function* textOf(source: SourceFile): AsyncGenerator<string> {
  const bytes = createReadStream(source.path);
  const stream = source.gzipped ? pipeline(bytes, createGunzip(), () => {}) : bytes;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of stream) yield decoder.decode(chunk as Uint8Array, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof RiskbookError) throw error;
    const what = source.gzipped ? "a whole gzip file of UTF-8 text" : "UTF-8 text";
    throw new RiskbookError("BAD_XML", `${source.path} is not ${what}. Fetch or export it again.`, { cause: error });
  }
}
