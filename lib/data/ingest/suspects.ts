import type { DuckDBConnection } from "@duckdb/node-api";
import { repeatedNumbers } from "./repeated-numbers.js";

/**
 * SQL of a number that two fills share whenever they have the same key. Fills that share it need not be the same: it only
 * says which of them have to be compared.
 */
const KEY_NUMBER = `hash(account, fill_id, CASE WHEN fill_id IS NULL THEN hash(time, symbol, side, quantity, price) END)`;

/**
 * Makes the table `suspects`: the staged rows about which there is something to judge, because they do not parse, tell a
 * bust, have an unexplained symbol, or may be the same fill as another staged row or one of the parent snapshot (schema
 * `stored`). All other rows are new, whatever becomes of these.
 * @returns how many there are
 */
export async function findSuspects(connection: DuckDBConnection): Promise<number> {
  await seeRepeated(connection);
  if (await isNotEmpty(connection, "SELECT * FROM stored.fills_as_told")) await seeStored(connection);
  const explained = !(await isNotEmpty(connection, "FROM unexplained"));
  const questionable = `reason IS NOT NULL OR busted${explained ? "" : " OR symbol IN (SELECT symbol FROM unexplained)"}`;
  const repeated = (await isNotEmpty(connection, "FROM seen")) ? ` OR ${KEY_NUMBER} IN (SELECT key FROM seen)` : "";
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE suspects AS SELECT * FROM staged WHERE ${questionable}${repeated}`,
  );
  return Number((await connection.runAndReadAll("SELECT count(*) FROM suspects")).value(0, 0));
}

/** Makes `seen`: the keys that staged rows share. */
async function seeRepeated(connection: DuckDBConnection): Promise<void> {
  const keys = `SELECT ${KEY_NUMBER} AS key FROM staged WHERE reason IS NULL`;
  const staged = Number((await connection.runAndReadAll("SELECT count(*) FROM staged")).value(0, 0));
  const repeated = await repeatedNumbers(connection, keys, staged);
  const sql =
    repeated === undefined
      ? `SELECT key FROM (${keys}) GROUP BY key HAVING count(*) > 1`
      : `SELECT unnest([${[...repeated].join(", ")}]::UBIGINT[]) AS key`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE seen AS ${sql}`);
}

/** Adds the keys of stored fills to `seen`, as they were told and as they were corrected, where a staged row has them. */
async function seeStored(connection: DuckDBConnection): Promise<void> {
  await connection.run(`INSERT INTO seen
    WITH told AS (SELECT DISTINCT account FROM staged WHERE reason IS NULL),
    stored_keys AS (
      SELECT ${KEY_NUMBER} AS key FROM stored.fills_as_told WHERE account IN (FROM told)
      UNION ALL
      SELECT ${KEY_NUMBER} AS key FROM stored.fills SEMI JOIN stored.corrections USING (account) WHERE account IN (FROM told))
    SELECT DISTINCT key FROM stored_keys WHERE key IN (SELECT ${KEY_NUMBER} FROM staged WHERE reason IS NULL)`);
}

async function isNotEmpty(connection: DuckDBConnection, rows: string): Promise<boolean> {
  return (await connection.runAndReadAll(`SELECT EXISTS (${rows})`)).value(0, 0) === true;
}
