import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "../store/sql.js";
import { bindColumns } from "./bindings.js";
import { fillQuery, PARSED_TYPES } from "./fill-query.js";
import type { Header } from "./header.js";
import { type ColumnMap, legMaps } from "./map.js";
import { dropRecords, readRecords } from "./source-records.js";
import type { Parsing } from "./staging.js";
import { wantedBy } from "./wanted.js";

/**
 * Parses a file of any kind, whatever is wrong with some of its rows, into a table with `row` and the parsed columns.
 * @returns how many rows were passed over
 */
export async function stageAnyFile(
  connection: DuckDBConnection,
  { source, mapFile, now, steady }: Parsing,
  table: string,
): Promise<number> {
  const header = await readRecords(connection, source, mapFile.map, wantedBy(mapFile.map));
  const legs = legMaps(mapFile.map).map(map => ({ map: withTimesOf(header, map), path: mapFile.path }));
  const queries = legs.map((leg, i) => {
    const bindings = bindColumns(source, leg, header);
    return `SELECT (line - 1) * ${legs.length} + ${i + 1} AS row, ${sqlText(leg.map.name)} AS leg, *
      FROM (${fillQuery(bindings, leg, { now, steady })})`;
  });
  const columns = PARSED_TYPES.map(([column]) => (column === "text" ? "coalesce(text, '') AS text" : column));
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} AS
    SELECT row, ${columns.join(", ")} FROM (${legs.length === 1 ? queries[0] : wholeRows(queries)}) ORDER BY row`);
  const passedOver = await countPassedOver(connection, bindColumns(source, legs[0]!, header).isExecution);
  await dropRecords(connection);
  return passedOver;
}

function withTimesOf({ nativeTimes }: Header, map: ColumnMap): ColumnMap {
  return nativeTimes ? { ...map, time: { ...map.time, format: ["iso", ...map.time.format] } } : map;
}

/** Fills of several legs: known by the row's id and the leg, and none is loaded without the others of its row. */
function wholeRows(queries: readonly string[]): string {
  return `SELECT * REPLACE (fill_id || '/' || leg AS fill_id, coalesce(leg || ' leg: ' || reason,
      'the row''s ' || min(CASE WHEN reason IS NOT NULL THEN leg || ' leg: ' || reason END) OVER (PARTITION BY line)) AS reason)
    FROM (${queries.join(" UNION ALL ")})`;
}

async function countPassedOver(connection: DuckDBConnection, isExecution: string): Promise<number> {
  if (isExecution === "true") return 0;
  const sql = `SELECT count(*)::INTEGER FROM records WHERE reason IS NULL AND NOT (${isExecution})`;
  return Number((await connection.runAndReadAll(sql)).value(0, 0));
}
