import type { DuckDBConnection } from "@duckdb/node-api";
import { BUCKETS, sqlName, type TableRows } from "../store/index.js";
import { SCHEMA } from "../tables/index.js";
import { FILL_PARTITION, stageBuckets } from "./fill-corrections.js";

/** About so many fills are in memory at once. */
const BATCH_ROWS = 300_000;

/** Fills of one month and bucket that are to be added. */
export interface LoadingPart {
  /** First day of the month, an ISO date. */
  readonly month: string;
  readonly bucket: number;
  readonly partition: string;
  readonly rows: number;
}

/**
 * Makes the view `loading`: the fills to add, each with its `sequence` and `bucket`; and the tables `buckets` and
 * `loading_days`, how many of them each file has of an account and day, with the first one's row and currency.
 */
export async function stageLoading(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE loading_days AS
    SELECT file, account, trade_date, count(*) AS rows, min(row) AS first_row, arg_min(currency, row) AS currency
    FROM judged WHERE verdict = 'new' GROUP BY file, account, trade_date`);
  const accounts = await connection.runAndReadAll(
    "SELECT account FROM loading_days UNION SELECT account FROM judged WHERE verdict = 'corrects'",
  );
  await stageBuckets(
    connection,
    accounts.getRows().map(([account]) => String(account)),
  );
  await connection.run(`CREATE OR REPLACE TEMP TABLE starts AS
    WITH ends AS (SELECT file, max(row) AS rows FROM staged GROUP BY file)
    SELECT file, coalesce(sum(rows) OVER (ORDER BY file ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT
      + (SELECT coalesce(max(sequence), 0) FROM stored.fills_as_told) AS start FROM ends`);
  await connection.run(`CREATE OR REPLACE TEMP VIEW loading AS
    SELECT judged.*, start + row AS sequence, bucket
    FROM judged JOIN starts USING (file) JOIN buckets USING (account) WHERE verdict = 'new'`);
}

/** What `loading` consists of, by month and bucket. */
export async function partsOfLoading(connection: DuckDBConnection): Promise<LoadingPart[]> {
  const reader = await connection.runAndReadAll(`
    WITH parts AS (
      SELECT date_trunc('month', trade_date)::DATE AS trade_date, bucket, sum(rows) AS rows
      FROM loading_days JOIN buckets USING (account) GROUP BY ALL)
    SELECT trade_date::VARCHAR, bucket, ${FILL_PARTITION}, rows::INTEGER FROM parts ORDER BY ALL`);
  const rows = reader.getRows() as [string, number, string, number][];
  return rows.map(([month, bucket, partition, count]) => ({ month, bucket, partition, rows: count }));
}

/**
 * The rows of the new files of fills, some months at a time: a batch lies in the table `loading_batch`, which all connections
 * see, until the next one is asked for. It lies there in the order in which its rows are kept, so that each file is a part of
 * it from one end to the other. Files are written one by each connection: two threads on one short file take twice the
 * processor's time.
 * @param constants columns that are the same in all rows, with their SQL: they are not carried along
 */
export async function* loadingBatches(
  connection: DuckDBConnection,
  parts: readonly LoadingPart[],
  constants: ReadonlyMap<string, string>,
): AsyncGenerator<readonly TableRows[]> {
  const carried = SCHEMA.fills
    .filter(({ name }) => !constants.has(name))
    .map(({ name, type }) => `${sqlName(name)}::${type} AS ${sqlName(name)}`);
  const added = [...constants].map(([name, sql]) => `${sql} AS ${sqlName(name)}`);
  const threads = (await connection.runAndReadAll("SELECT current_setting('threads')")).value(0, 0);
  for (const batch of batchesOf(parts)) {
    await connection.run("DROP TABLE IF EXISTS loading_batch");
    await connection.run(`CREATE TABLE loading_batch AS SELECT ${carried.join(", ")}, bucket FROM loading
      WHERE ${within(batch[0]!.month, batch.at(-1)!.month)}
      ORDER BY ${PLACE}, time, sequence`);
    await connection.run("SET threads = 1");
    yield batch.map(({ month, bucket, partition }) => ({
      table: "fills",
      partition,
      sql: `SELECT ${["*", ...added].join(", ")} FROM loading_batch WHERE ${within(month, month)} AND bucket = ${bucket}`,
    }));
    await connection.run(`SET threads = ${threads}`);
  }
  await connection.run("DROP TABLE IF EXISTS loading_batch");
}

/** SQL of the number by which parts lie one after the other: one short key is sorted by in two thirds of the time that two take. */
const PLACE = `((12 * year(trade_date) + month(trade_date)) * ${BUCKETS} + bucket)::INTEGER`;

/** SQL that a fill is of some months, given by their first days. */
function within(first: string, last: string): string {
  return `trade_date BETWEEN DATE '${first}' AND last_day(DATE '${last}')`;
}

/** Whole months, one after the other, until a batch is full. */
function batchesOf(parts: readonly LoadingPart[]): LoadingPart[][] {
  const batches: LoadingPart[][] = [];
  let rows = BATCH_ROWS;
  for (const ofMonth of Map.groupBy(parts, ({ month }) => month).values()) {
    if (rows >= BATCH_ROWS) {
      batches.push([]);
      rows = 0;
    }
    batches.at(-1)!.push(...ofMonth);
    rows += ofMonth.reduce((sum, part) => sum + part.rows, 0);
  }
  return batches;
}
