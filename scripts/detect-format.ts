import { RiskbookError } from "../lib/core/index.js";
import {
  type AnyMapFile,
  anyMapsIn,
  type Detection,
  detectFormats,
  detectionSentence,
  type Format,
  formatOfMap,
  formatOfTable,
  isTableMap,
  type KeyedTableName,
  onlyFormat,
} from "../lib/data/index.js";
import type { Context } from "./context.js";
import { reportSentence } from "./ingest-reports.js";
import { anyMapOf, mapFolders } from "./map-of.js";

/**
 * What files hold and how they are read: by the map that was named, or by the only one that fits them all, which is said.
 * @param table where it is known that the files are of one keyed table
 * @throws RiskbookError `UNKNOWN_FORMAT`, `SEVERAL_FORMATS`; `USAGE` for a map of another table
 */
export async function formatForFiles(
  files: readonly string[],
  table: KeyedTableName | undefined,
  map: string | undefined,
  context: Context,
): Promise<Format> {
  if (map !== undefined) return requireTable(formatOfMap(anyMapOf(map, context)), table, map);
  const maps = anyMapsIn(mapFolders(context));
  if (table === undefined) return formatOfAll(await detectFormats(files, maps), onlyFormat, context);
  const ofTable = maps.filter(isTableMap).filter(file => file.map.table === table);
  return formatOfAll(await detectFormats(files, ofTable), detection => formatOfTable(table, detection), context);
}

function formatOfAll<M extends AnyMapFile>(
  detections: readonly Detection<M>[],
  formatOf: (detection: Detection<M>) => Format,
  context: Context,
): Format {
  const formats = new Map(detections.map(formatOf).map(format => [`${format.table} ${format.map?.path}`, format]));
  if (formats.size > 1) {
    throw new RiskbookError(
      "SEVERAL_FORMATS",
      `The files have several formats, so that they cannot be loaded at once. ${detections.map(detectionSentence).join(" ")}`,
      { exitCode: 2 },
    );
  }
  const format = [...formats.values()][0]!;
  for (const detection of detections) {
    if (format.map !== undefined || detection.tables[0] === format.table) {
      context.progress.line(detectionSentence(detection));
    }
  }
  return format;
}

function requireTable(format: Format, table: KeyedTableName | undefined, map: string): Format {
  if (table === undefined || format.table === table) return format;
  const held = format.table === "fills" ? "executions" : format.table;
  throw new RiskbookError(
    "USAGE",
    `${map} is a map of ${held}, not of ${table}. Name another, or leave ${table} out.`,
    {
      exitCode: 2,
    },
  );
}

/** Writes which format each file has, and why; ends with 2 where one has none or several, or cannot be read. */
export async function describeFormats(files: readonly string[], json: boolean, context: Context): Promise<void> {
  const maps = anyMapsIn(mapFolders(context));
  const found = [];
  for (const file of files) found.push(await detect(file, maps));
  context.write(json ? `${JSON.stringify(found)}\n` : found.map(({ sentence }) => `${sentence}\n`).join(""));
  if (found.some(({ table }) => table === null)) context.exit(2);
}

async function detect(file: string, maps: readonly AnyMapFile[]): Promise<FileFormat> {
  try {
    const sentence = reportSentence(file);
    if (sentence !== null) return { file, header: [], table: "daily", maps: [], nearest: null, sentence };
    const [detection] = await detectFormats([file], maps);
    return told(detection!);
  } catch (error) {
    if (!(error instanceof RiskbookError)) throw error;
    return { file, header: [], table: null, maps: [], nearest: null, sentence: error.message };
  }
}

/** A detection as it is printed. */
interface FileFormat {
  file: string;
  header: readonly string[];
  /** Where the file would be loaded into: `fills` or a keyed table; null where that is not clear. */
  table: string | null;
  maps: { path: string; name: string; recognisedBy: readonly string[] }[];
  nearest: { path: string; name: string; missing: readonly string[] } | null;
  sentence: string;
}

function told(detection: Detection<AnyMapFile>): FileFormat {
  const { path, header, fitting, tables, nearest } = detection;
  return {
    file: path,
    header,
    table: fitting.length + tables.length === 1 ? onlyFormat(detection).table : null,
    maps: fitting.map(({ path, map }) => ({ path, name: map.name, recognisedBy: map.recognise })),
    nearest: nearest === null ? null : { path: nearest.map.path, name: nearest.map.map.name, missing: nearest.missing },
    sentence: detectionSentence(detection),
  };
}
