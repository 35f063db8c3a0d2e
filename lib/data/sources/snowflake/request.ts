import { addDays } from "../../../core/index.js";
import { sqlName, sqlText } from "../../store/sql.js";
import type { Piece } from "../source.js";
import type { Warehouse, WarehouseQuery } from "../warehouse/queries.js";
import type { ToldRow } from "../warehouse/told-rows.js";

/** What has to hold of a session: its zone, how times are written, and how long a statement may take. */
export function snowflakeSettings({ timeZone, timeoutMs }: Warehouse): string {
  const instant = sqlText(`YYYY-MM-DD"T"HH24:MI:SS.FF6TZH:TZM`);
  const clock = sqlText(`YYYY-MM-DD"T"HH24:MI:SS.FF6`);
  return [
    `ALTER SESSION SET TIMEZONE = ${sqlText(timeZone)}`,
    `STATEMENT_TIMEOUT_IN_SECONDS = ${Math.ceil(timeoutMs / 1000)}`,
    `DATE_OUTPUT_FORMAT = 'YYYY-MM-DD'`,
    `TIMESTAMP_TZ_OUTPUT_FORMAT = ${instant}`,
    `TIMESTAMP_LTZ_OUTPUT_FORMAT = ${instant}`,
    `TIMESTAMP_NTZ_OUTPUT_FORMAT = ${clock}`,
  ].join(" ");
}

/**
 * The statement for a piece of a query and what is bound to it. A bound without a zone is of the session's, which is that of
 * the source; so is a column without one. A row without its watermark comes with every piece, so that it is not passed over.
 */
export function snowflakeRequest(
  { sql, watermark }: WarehouseQuery,
  { from, to }: Piece,
): [sql: string, binds: string[]] {
  const { column, kind } = watermark;
  // Snowflake keeps names in capitals unless they are quoted
  const name = `told.${/^[A-Za-z_]\w*$/.test(column) ? column : sqlName(column)}`;
  const type = kind === "date" ? "DATE" : "TIMESTAMP_LTZ";
  const within = `(${name} >= ?::${type} AND ${name} < ?::${type}) OR ${name} IS NULL`;
  return [`SELECT * FROM (\n${sql}\n) AS told WHERE ${within}`, [from, addDays(to, 1)]];
}

/** A row with names in small letters where Snowflake made them all capitals. */
export function namedAsWritten(row: ToldRow): ToldRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name === name.toUpperCase() ? name.toLowerCase() : name, value]),
  );
}
