import { addDays, type BigQueryConfig } from "../../../core/index.js";
import type { Piece } from "../source.js";
import type { Warehouse, WarehouseQuery } from "../warehouse/queries.js";
import type { BigQueryRequest } from "./client.js";

/**
 * The request for a piece of a query. Days of a timestamp begin at midnight in the source's zone. Bounds are parameters. A
 * row without its watermark comes with every piece, so that it is not passed over unseen.
 */
export function bigQueryRequest(
  query: WarehouseQuery,
  { from, to }: Piece,
  { timeZone, timeoutMs }: Warehouse,
  { location, maximumBytesBilled }: BigQueryConfig,
): BigQueryRequest {
  const { column, kind } = query.watermark;
  const name = `told.\`${column.replaceAll("`", "")}\``;
  const bound = (parameter: string): string =>
    kind === "date" ? `CAST(@${parameter} AS DATE)` : `TIMESTAMP(@${parameter}, @zone)`;
  const params = { from, until: addDays(to, 1), ...(kind === "date" ? {} : { zone: timeZone }) };
  return {
    query: `SELECT * FROM (\n${query.sql}\n) AS told WHERE (${name} >= ${bound("from")} AND ${name} < ${bound("until")}) OR ${name} IS NULL`,
    params,
    types: Object.fromEntries(Object.keys(params).map(key => [key, "STRING" as const])),
    jobTimeoutMs: timeoutMs,
    wrapIntegers: true,
    useLegacySql: false,
    ...(location === undefined ? {} : { location }),
    ...(maximumBytesBilled === undefined ? {} : { maximumBytesBilled: String(maximumBytesBilled) }),
  };
}
