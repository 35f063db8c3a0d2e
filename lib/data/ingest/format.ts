import { basename } from "node:path";
import { RiskbookError } from "../../core/index.js";
import type { KeyedTableName } from "../tables/index.js";
import { type Detection, detectionSentence } from "./detect.js";
import { type AnyMapFile, isTableMap, type MapFile, type TableMapFile } from "./map-file.js";

/** What files hold, and the map that they are read by; a keyed table may be read by its own names. */
export type Format =
  | { readonly table: "fills"; readonly map: MapFile }
  | { readonly table: KeyedTableName; readonly map?: TableMapFile };

/** What a map's files hold. */
export function formatOfMap(map: AnyMapFile): Format {
  return isTableMap(map) ? { table: map.map.table, map } : { table: "fills", map };
}

/**
 * The one format that a file has: that of the only map that fits or, where none does, of the only table whose own columns
 * it has.
 * @throws RiskbookError `UNKNOWN_FORMAT` with the header that was seen and the nearest map, `SEVERAL_FORMATS`
 */
export function onlyFormat(detection: Detection<AnyMapFile>): Format {
  const { fitting, tables, header } = detection;
  if (fitting.length === 1) return formatOfMap(fitting[0]!);
  if (fitting.length === 0 && tables.length === 1) return { table: tables[0]! };
  const code = fitting.length + tables.length === 0 ? "UNKNOWN_FORMAT" : "SEVERAL_FORMATS";
  throw new RiskbookError(code, detectionSentence(detection), { exitCode: 2, details: { header } });
}

/**
 * The format of a file that is known to be of one table: that of the only one of its maps that fits, else its own names.
 * @throws RiskbookError `SEVERAL_FORMATS`
 */
export function formatOfTable(table: KeyedTableName, { path, fitting }: Detection<TableMapFile>): Format {
  const [map, ...more] = fitting;
  if (map === undefined) return { table };
  if (more.length === 0) return { table, map };
  throw new RiskbookError(
    "SEVERAL_FORMATS",
    `${basename(path)} fits several maps: ${fitting.map(fit => fit.path).join(" and ")}. Name one with --map.`,
    { exitCode: 2 },
  );
}
