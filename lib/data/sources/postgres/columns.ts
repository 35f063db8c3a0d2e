import { RiskbookError } from "../../../core/index.js";
import { sqlName } from "../../store/sql.js";
import type { WarehouseQuery } from "../warehouse/queries.js";
import type { Session } from "./session.js";

/** A column of a query's result. */
export interface ResultColumn {
  readonly name: string;
  /** As the server writes it, such as `timestamp with time zone`. */
  readonly type: string;
  readonly category: string;
}

/** Categories of pg_type whose text is a value: Booleans, dates and times, enumerations, numbers, strings. */
const PLAIN = ["B", "D", "E", "N", "S"];

/** Types that are told as text although their category holds others that are not, and the other way round. */
const ALSO_PLAIN = ["uuid"];
const NOT_PLAIN = ["money", "oid", "regclass", "time with time zone"];

/**
 * What a query gives, without running it.
 * @param relation the query in brackets, with a name
 * @throws RiskbookError `BAD_COLUMN` for one that has no plain text, such as an array; `NO_WATERMARK`
 */
export async function columnsOf(session: Session, query: WarehouseQuery, relation: string): Promise<ResultColumn[]> {
  const { fields } = await session.query(`SELECT * FROM ${relation} LIMIT 0`);
  const types = await session.query(
    "SELECT oid::int AS oid, format_type(oid, NULL) AS type, typcategory AS category FROM pg_type WHERE oid = ANY($1)",
    [fields.map(({ dataTypeID }) => dataTypeID)],
  );
  const columns = fields.map(({ name, dataTypeID }): ResultColumn => {
    const found = types.rows.find(({ oid }) => oid === dataTypeID);
    return { name, type: String(found?.type), category: String(found?.category) };
  });
  refuseOddColumns(columns, query);
  return columns;
}

function refuseOddColumns(columns: readonly ResultColumn[], { origin }: WarehouseQuery): void {
  for (const [i, { name, type, category }] of columns.entries()) {
    if (columns.findIndex(other => other.name === name) !== i) {
      const sentence = `${origin} gives two columns named "${name}". Name one of them otherwise with AS.`;
      throw new RiskbookError("BAD_COLUMN", sentence);
    }
    if (!isPlain(type, category)) {
      const remedy = "Leave it out, or make it a text, a number or a time in the query";
      throw new RiskbookError(
        "BAD_COLUMN",
        `${origin} gives "${name}" as ${type}, which is no single value. ${remedy}.`,
      );
    }
  }
}

function isPlain(type: string, category: string): boolean {
  return ALSO_PLAIN.includes(type) || (PLAIN.includes(category) && !NOT_PLAIN.includes(type));
}

/** The columns as they are to be written: truth values as words. */
export function selectList(columns: readonly ResultColumn[]): string {
  return columns
    .map(({ name, category }) => (category === "B" ? `${sqlName(name)}::text AS ${sqlName(name)}` : sqlName(name)))
    .join(", ");
}
