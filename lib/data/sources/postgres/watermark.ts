import { addDays, RiskbookError } from "../../../core/index.js";
import { sqlName, sqlText } from "../../store/sql.js";
import type { Piece } from "../source.js";
import type { WarehouseQuery } from "../warehouse/queries.js";
import type { ResultColumn } from "./columns.js";
import type { Session } from "./session.js";

const KINDS: Readonly<Record<string, WarehouseQuery["watermark"]["kind"]>> = {
  date: "date",
  "timestamp with time zone": "timestamp",
  "timestamp without time zone": "timestamp",
};

/**
 * The condition that a row is of a piece's days. Days of a timestamp begin at midnight in the source's zone; one without a
 * zone is of that zone's clock.
 * @throws RiskbookError `NO_WATERMARK` where the query lacks the column, or it is of another kind
 */
export function withinDays(
  query: WarehouseQuery,
  columns: readonly ResultColumn[],
  piece: Piece,
  zone: string,
): string {
  const { column, kind } = query.watermark;
  const found = columns.find(({ name }) => name === column);
  if (found === undefined) {
    const names = columns.map(({ name }) => name).join(", ");
    throw noWatermark(`${query.origin} gives no column "${column}", its watermark. It gives: ${names}.`);
  }
  if (KINDS[found.type] !== kind) {
    throw noWatermark(
      `${query.origin}.watermark says that "${column}" is a ${kind}, and it is ${found.type}. Correct its kind, or cast it.`,
    );
  }
  const bound = (day: string): string => {
    const midnight = `${kind === "date" ? "DATE" : "TIMESTAMP"} ${sqlText(day)}`;
    return found.type === "timestamp with time zone" ? `${midnight} AT TIME ZONE ${sqlText(zone)}` : midnight;
  };
  const name = sqlName(column);
  return `${name} >= ${bound(piece.from)} AND ${name} < ${bound(addDays(piece.to, 1))}`;
}

/**
 * Refuses a query with rows whose watermark is blank or infinite: they are of no days and would never be asked for.
 * @throws RiskbookError `NO_WATERMARK`
 */
export async function requireWatermarks(session: Session, query: WarehouseQuery, relation: string): Promise<void> {
  const { column } = query.watermark;
  const name = sqlName(column);
  const { rows } = await session.query(
    `SELECT 1 FROM ${relation} WHERE ${name} IS NULL OR ${name} = 'infinity' OR ${name} = '-infinity' LIMIT 1`,
  );
  if (rows.length === 0) return;
  throw noWatermark(
    `${query.origin} has rows without "${column}", which would never be asked for. Fill it in the query, such as with coalesce("${column}", created_at), or leave those rows out with WHERE.`,
  );
}

function noWatermark(sentence: string): RiskbookError {
  return new RiskbookError("NO_WATERMARK", sentence);
}
