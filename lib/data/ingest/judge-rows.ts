import type { DuckDBConnection } from "@duckdb/node-api";
import { utcDate } from "../../core/index.js";
import { KEYED_TABLES, type KeyedTableName, SCHEMA } from "../tables/index.js";

/**
 * Judges every row of `staged` against the stored rows in the view `touched` and against the rows before it, into the table
 * `judged`, whose `verdict` is one of
 * - `new`;
 * - `replaces`: its key is stored with other values;
 * - `known`: stands in the store or earlier in these files, with equal values;
 * - `rejected`: does not parse, breaks a rule of the table, or has the key of an earlier row with other values.
 * @param now no row may be of a later day than tomorrow
 */
export async function judgeRows(connection: DuckDBConnection, table: KeyedTableName, now: Date): Promise<void> {
  const { key } = KEYED_TABLES[table];
  const keys = key.join(", ");
  const sameKey = (other: string): string => key.map(name => `p.${name} = ${other}.${name}`).join(" AND ");
  const repeats = `p.place > 1 AND NOT (${sameValues(table, "p", "f")})`;
  await checkRows(connection, table, now);
  await connection.run(`CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT file, line, row_number() OVER (PARTITION BY ${keys} ORDER BY file, line) AS place FROM checked
    WHERE reason IS NULL AND (${keys}) IN (SELECT (${keys}) FROM checked WHERE reason IS NULL GROUP BY ${keys} HAVING count(*) > 1)`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE judged AS
    WITH placed AS (
      SELECT c.*, coalesce(r.place, 1) AS place FROM checked AS c LEFT JOIN repeated AS r USING (file, line)),
    -- with sound, a condition on one side becomes one between both: only then are rows found by hash
    firsts AS (SELECT c.*, true AS sound FROM checked AS c JOIN repeated AS r USING (file, line) WHERE r.place = 1)
    SELECT p.* REPLACE (CASE WHEN p.reason IS NULL AND ${repeats}
        THEN 'has the same ${key.join(" and ")} as line ' || f.line
          || CASE WHEN f.file = p.file THEN '' ELSE ' of ' || f.source END || ', with other values. Remove one of them.'
        ELSE p.reason END AS reason),
      CASE WHEN p.reason IS NOT NULL OR (${repeats}) THEN 'rejected'
        WHEN p.place > 1 OR (o.${key[0]} IS NOT NULL AND ${sameValues(table, "p", "o")}) THEN 'known'
        WHEN o.${key[0]} IS NOT NULL THEN 'replaces' ELSE 'new' END AS verdict
    FROM placed AS p
      LEFT JOIN firsts AS f ON (p.reason IS NULL AND p.place > 1) = f.sound AND ${sameKey("f")}
      LEFT JOIN (SELECT *, true AS sound FROM touched) AS o ON (p.reason IS NULL) = o.sound AND ${sameKey("o")}`);
}

/** Makes `checked`: the staged rows with the rules' reasons, and the partition that each goes into. */
async function checkRows(connection: DuckDBConnection, table: KeyedTableName, now: Date): Promise<void> {
  const { rules } = KEYED_TABLES[table];
  const cases = [...rules, ...futureRules(table, now)].map(
    ([condition, sentence]) => `WHEN ${condition} THEN ${sentence}`,
  );
  const broken = cases.length === 0 ? "NULL" : `CASE ${cases.join("\n")} END`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE checked AS SELECT * REPLACE (coalesce(reason, ${broken}) AS reason) FROM staged`,
  );
}

function sameValues(table: KeyedTableName, left: string, right: string): string {
  const { key } = KEYED_TABLES[table];
  return SCHEMA[table]
    .filter(({ name }) => !key.includes(name))
    .map(({ name }) => `${left}.${name} IS NOT DISTINCT FROM ${right}.${name}`)
    .join(" AND ");
}

function futureRules(table: KeyedTableName, now: Date): (readonly [string, string])[] {
  const tomorrow = utcDate(now.getTime() + 86_400_000);
  return SCHEMA[table]
    .filter(({ name }) => name === "date" || name === "time")
    .map(({ name }) => [
      `${name}::DATE > DATE '${tomorrow}'`,
      `'${name} was "' || ${name} || '"; expected a day that is not in the future.'`,
    ]);
}
