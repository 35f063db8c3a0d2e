import { basename } from "node:path";
import { openDatabase } from "../store/database.js";
import type { KeyedTableName } from "../tables/index.js";
import { type AnyMapFile, isTableMap, type MapFile } from "./map-file.js";
import { ownShape, tablesOf } from "./own-names.js";
import { peekHeaders } from "./peek.js";
import { type SourceFile, sourceFile } from "./source-file.js";

/** A map and which of the columns it is recognised by a file lacks. */
export interface NearMap<M extends AnyMapFile = MapFile> {
  readonly map: M;
  readonly missing: readonly string[];
}

/** What a file is, by its header. */
export interface Detection<M extends AnyMapFile = MapFile> {
  readonly path: string;
  /** The columns that were seen. */
  readonly header: readonly string[];
  /** The maps that fit: one where the format is known; a map that asks for fewer columns than another is left out. */
  readonly fitting: readonly M[];
  /** Where none fits: the keyed tables whose own columns, and no others, the file has. */
  readonly tables: readonly KeyedTableName[];
  /** Where none fits: the map that lacks the smallest part of what it is recognised by. */
  readonly nearest: NearMap<M> | null;
}

/**
 * Says which maps fit each file: those whose `recognise` columns all stand in its header.
 * @throws RiskbookError for a file that cannot be read at all
 */
export async function detectFormats<M extends AnyMapFile>(
  paths: readonly string[],
  maps: readonly M[],
): Promise<Detection<M>[]> {
  const known = maps.filter(({ map }) => map.recognise.length > 0);
  const database = await openDatabase();
  try {
    const detections: Detection<M>[] = [];
    for (const path of paths) {
      const source = sourceFile(path);
      const candidates: Candidate<M>[] = [];
      const seen = new Map<string, readonly (readonly string[])[]>();
      for (const map of known) {
        const { element, sheet, delimiter, encoding, skipLines } = map.map;
        const way = JSON.stringify([element, sheet, delimiter, encoding, skipLines]);
        const headers = seen.get(way) ?? (await peekHeaders(database.connection, source, map.map));
        seen.set(way, headers);
        candidates.push(best(map, headers));
      }
      const own = await peekHeaders(database.connection, source, ownShape(",", undefined));
      detections.push(decide(source, candidates, own));
    }
    return detections;
  } finally {
    database.close();
  }
}

interface Candidate<M extends AnyMapFile> extends NearMap<M> {
  readonly header: readonly string[];
  /** Whether the header has a column that no file of the map's format has. */
  readonly foreign: boolean;
}

/** A map beside the header that lacks the least of what it is recognised by. */
function best<M extends AnyMapFile>(map: M, headers: readonly (readonly string[])[]): Candidate<M> {
  const candidates = (headers.length === 0 ? [[]] : headers).map(header => ({
    map,
    header,
    missing: map.map.recognise.filter(name => !header.includes(name.trim())),
    foreign: isTableMap(map) && map.map.without.some(name => header.includes(name)),
  }));
  const lacks = ({ missing, foreign }: Candidate<M>): number => missing.length + (foreign ? 0.5 : 0);
  return candidates.reduce((best, other) => (lacks(other) < lacks(best) ? other : best));
}

/** What was found, as a sentence: the format, or what was seen and what would help. */
export function detectionSentence({ path, header, fitting, tables, nearest }: Detection<AnyMapFile>): string {
  const name = basename(path);
  const [map, ...more] = fitting;
  if (map !== undefined && more.length === 0) {
    const table = isTableMap(map) ? `, table ${map.map.table}` : "";
    return `${name}: ${map.map.name} (${map.path})${table}, by ${columns(map.map.recognise)}.`;
  }
  if (map !== undefined) {
    return `${name} fits several maps: ${fitting.map(fit => fit.path).join(" and ")}. Name one with --map.`;
  }
  if (tables.length === 1) return `${name}: ${tables[0]}, by its own names of the columns.`;
  if (tables.length > 1) {
    return `${name} may be ${tables.join(" or ")}. Say which, such as "riskbook ingest ${tables[0]} ${name}".`;
  }
  const seen =
    header.length === 0 ? "has no columns that a map could name" : `has ${columns(header)}, which no map knows`;
  const hint =
    nearest === null
      ? ""
      : ` The nearest is ${nearest.map.map.name} (${nearest.map.path}): it needs ${columns(nearest.missing)} too.`;
  return `${name} ${seen}.${hint} Copy ${nearest === null ? "a shipped map" : "that map"}, change its columns, and name it with --map.`;
}

function decide<M extends AnyMapFile>(
  source: SourceFile,
  candidates: readonly Candidate<M>[],
  own: readonly (readonly string[])[],
): Detection<M> {
  const fitting = candidates.filter(({ missing, foreign }) => missing.length === 0 && !foreign).map(({ map }) => map);
  const specific = fitting.filter(map => !fitting.some(other => asksForMore(other, map)));
  const [nearest] = candidates.filter(({ foreign }) => !foreign).sort((a, b) => lacking(a) - lacking(b));
  const seen = fitting.length > 0 ? candidates.find(({ map }) => map === specific[0]) : nearest;
  return {
    path: source.path,
    header: seen?.header.filter(name => name !== "") ?? [],
    fitting: specific,
    tables: fitting.length > 0 ? [] : [...new Set(own.flatMap(tablesOf))],
    nearest: fitting.length > 0 || nearest === undefined || lacking(nearest) === 1 ? null : nearest,
  };
}

function asksForMore({ map }: AnyMapFile, { map: than }: AnyMapFile): boolean {
  return map.recognise.length > than.recognise.length && than.recognise.every(name => map.recognise.includes(name));
}

/** The part of a map's columns that a file lacks, from 0 to 1. */
function lacking({ map, missing }: NearMap<AnyMapFile>): number {
  return missing.length / map.map.recognise.length;
}

function columns(names: readonly string[]): string {
  return `${names.length === 1 ? "column" : "columns"} ${names.join(", ")}`;
}
