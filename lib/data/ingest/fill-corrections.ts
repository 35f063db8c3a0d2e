import type { DuckDBConnection } from "@duckdb/node-api";
import { sameFill } from "../store/corrected-fills.js";
import { accountBucket, sqlText, type TableRows } from "../store/index.js";
import { CORRECTED_COLUMNS, CORRECTED_FILL } from "../tables/index.js";
import type { CorrectedFill } from "./summary.js";

/** How many corrections a summary tells one by one; all of them are rows of `corrections`. */
const TOLD_CORRECTIONS = 10;

/** SQL of the partition that a fill lies in, and with it whatever corrects it, from its account's `bucket`. */
export const FILL_PARTITION = "'month=' || strftime(trade_date, '%Y-%m') || '/bucket=' || bucket";

/** Makes `buckets(account, bucket)`. */
export async function stageBuckets(connection: DuckDBConnection, accounts: readonly string[]): Promise<void> {
  const buckets = accounts.map(account => `(${sqlText(account)}, ${accountBucket(account)})`);
  await connection.run("CREATE OR REPLACE TEMP TABLE buckets (account VARCHAR, bucket INTEGER)");
  if (buckets.length > 0) await connection.run(`INSERT INTO buckets VALUES ${buckets.join(", ")}`);
}

/**
 * Makes `correcting`: rows of the table `corrections`, each the next revision of its fill, with their `partition` and the
 * fill's `sequence`. The stored fills are read only where there is something to decide.
 * @param decisions SQL of `sequence` of the stored fill, `kind`, `new_…`, `reason`, `source` and `line`
 */
export async function stageCorrections(connection: DuckDBConnection, decisions: string): Promise<void> {
  const count = await connection.runAndReadAll(`SELECT count(*) FROM (${decisions})`);
  const some = count.value(0, 0) === 0n ? `SELECT * FROM (${decisions}) WHERE false` : decisions;
  await connection.run(`CREATE OR REPLACE TEMP TABLE correcting AS
    WITH deciding AS (${some}),
    told AS (SELECT * FROM stored.fills_as_told WHERE sequence IN (SELECT sequence FROM deciding)),
    latest AS (SELECT ${CORRECTED_FILL.join(", ")}, max(revision) AS revision FROM stored.corrections GROUP BY ALL),
    corrections AS (
      SELECT deciding.*, told.trade_date, ${CORRECTED_FILL.map(name => `told.${name}`).join(", ")}, coalesce(latest.revision, 0) + 1 AS revision
      FROM deciding JOIN told USING (sequence) LEFT JOIN latest ON ${sameFill("told", "latest")})
    SELECT corrections.*, ${FILL_PARTITION} AS partition FROM corrections JOIN buckets USING (account)`);
}

/** What {@link stageCorrections} made, as rows of new files. */
export async function correctionRows(connection: DuckDBConnection): Promise<TableRows[]> {
  const reader = await connection.runAndReadAll("SELECT DISTINCT partition FROM correcting ORDER BY partition");
  return reader.getRows().map(([partition]) => ({
    table: "corrections",
    partition: String(partition),
    sql: `SELECT * FROM correcting WHERE partition = ${sqlText(String(partition))} ORDER BY ${[...CORRECTED_FILL, "revision"].join(", ")}`,
  }));
}

/** SQL of the decisions to take what the staged files tell of stored fills, for {@link stageCorrections}. */
export const TOLD_ANEW: string = `SELECT old_sequence AS sequence, CASE WHEN busted THEN 'busted' ELSE 'amended' END AS kind,
  ${CORRECTED_COLUMNS.map(name => `CASE WHEN NOT busted THEN ${name} END AS new_${name}`).join(", ")},
  'told anew by its source' AS reason, source, line FROM judged WHERE verdict = 'corrects'`;

/** What `correcting` does to the fills of the parent snapshot, for people; the first by account and day. */
export async function firstCorrections(connection: DuckDBConnection): Promise<CorrectedFill[]> {
  const changes = CORRECTED_COLUMNS.map(name => {
    const text = (column: string): string => (["quantity", "fees"].includes(name) ? `${column}::DOUBLE` : column);
    return `CASE WHEN c.new_${name} IS DISTINCT FROM f.${name}
      THEN '${name} ' || ${text(`f.${name}`)} || ' → ' || ${text(`c.new_${name}`)} END`;
  });
  const trade = (row: string, prefix = ""): string =>
    `concat_ws(' ', ${row}.${prefix}side, ${row}.${prefix}quantity::DOUBLE, ${row}.${prefix}symbol, 'at', ${row}.${prefix}price)`;
  const reader = await connection.runAndReadAll(`SELECT c.account, c.trade_date::VARCHAR, c.fill_id, c.kind, CASE
      WHEN c.kind = 'busted' THEN ${trade("f")} || ' is busted'
      WHEN f.account IS NULL THEN ${trade("c", "new_")} || ' stands again'
      ELSE concat_ws(', ', ${changes.join(", ")}) END
    FROM correcting AS c LEFT JOIN (
      FROM stored.fills WHERE sequence IN (SELECT sequence FROM correcting)) AS f USING (sequence)
    ORDER BY c.account, c.trade_date, c.sequence LIMIT ${TOLD_CORRECTIONS}`);
  return (reader.getRows() as [string, string, string | null, CorrectedFill["kind"], string][]).map(
    ([account, date, fill, kind, change]) => ({ account, date, fill, kind, change }),
  );
}
