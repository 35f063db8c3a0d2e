import type { DuckDBConnection } from "@duckdb/node-api";

/** What makes two fills the same: the source's own id within an account, else everything a source says of a fill. */
const KEY = ["account", "fill_id", "key_time", "key_symbol", "key_side", "key_quantity", "key_price", "occurrence"];

/** What two statements of the same fill must agree on. */
const CONTENT = ["time", "symbol", "side", "quantity", "price", "fees", "currency"];

const KEY_VALUES: string = ["time", "symbol", "side", "quantity", "price"]
  .map(name => `CASE WHEN fill_id IS NULL THEN ${name} END AS key_${name}`)
  .join(", ");

const sameKey = (left: string, right: string): string =>
  KEY.map(name => `${left}.${name} IS NOT DISTINCT FROM ${right}.${name}`).join(" AND ");

const differs = (left: string, right: string): string =>
  CONTENT.map(name => `${left}.${name} IS DISTINCT FROM ${right}.${name}`).join(" OR ");

/** SQL of a text such as `price was 10.5, before 10.4 in fills.csv line 7`. */
const difference = (left: string, right: string): string => {
  const parts = CONTENT.map(
    name => `CASE WHEN ${left}.${name} IS DISTINCT FROM ${right}.${name}
      THEN '${name} was ' || ${left}.${name} || ', before ' || ${right}.${name} END`,
  );
  return `concat_ws(', ', ${parts.join(", ")}) || ' in ' || ${right}.source || ' line ' || ${right}.line`;
};

/**
 * Judges every staged row against the fills of the parent snapshot (schema `stored`) and against the rows before it, into
 * the table `judged`, whose `verdict` is one of
 * - `new`;
 * - `known`: the same fill stands in the store or earlier in these files, with equal content;
 * - `rejected`: does not parse, or its symbol is not explained;
 * - `disagrees`: the same fill stands there with other content;
 * - `held`: new, but its account has a disagreement on that day.
 * Identical fills without an id are told apart by their occurrence, counted within each file.
 * @param keepStored load the other fills of a day with a disagreement: someone has decided for what is stored
 */
export async function judge(connection: DuckDBConnection, keepStored: boolean): Promise<void> {
  await keyFills(connection);
  await compareFills(connection);
  await holdDays(connection);
  await giveVerdicts(connection, keepStored);
}

/** Makes `keyed`: the staged rows with what they are known by. */
async function keyFills(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE keyed AS
    WITH explained AS (
      SELECT staged.* REPLACE (coalesce(staged.reason, unexplained.reason) AS reason)
      FROM staged LEFT JOIN unexplained USING (symbol))
    SELECT *, ${KEY_VALUES}, 1 AS occurrence FROM explained WHERE fill_id IS NOT NULL OR reason IS NOT NULL
    UNION ALL
    SELECT *, ${KEY_VALUES}, row_number() OVER (
      PARTITION BY file, account, time, symbol, side, quantity, price ORDER BY row) AS occurrence
    FROM explained WHERE fill_id IS NULL AND reason IS NULL`);
}

/** Makes `compared`: whether each fill was seen before, and how it differs from what was seen. */
async function compareFills(connection: DuckDBConnection): Promise<void> {
  const key = KEY.join(", ");
  await connection.run(`CREATE OR REPLACE TEMP TABLE compared AS
    WITH candidates AS (SELECT * FROM keyed WHERE reason IS NULL),
    stored_fills AS (
      SELECT *, ${KEY_VALUES} FROM stored.fills WHERE account IN (SELECT account FROM candidates)),
    ranked AS (SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY file, row) AS place FROM candidates),
    firsts AS (
      SELECT *, true AS repeats FROM ranked
      WHERE place = 1 AND (${key}) IN (SELECT (${key}) FROM ranked WHERE place = 2))
    SELECT new.file, new.row, CASE
        WHEN old.account IS NOT NULL AND (${differs("new", "old")}) THEN ${difference("new", "old")}
        WHEN first.account IS NOT NULL AND (${differs("new", "first")}) THEN ${difference("new", "first")}
      END AS difference,
      old.account IS NOT NULL OR new.place > 1 AS seen, old.trade_date AS stored_date
    FROM ranked AS new LEFT JOIN stored_fills AS old ON ${sameKey("new", "old")}
      LEFT JOIN firsts AS first ON (new.place > 1) = first.repeats AND ${sameKey("new", "first")}`);
}

/** Makes `held_days`: the days on which an account has a disagreement, by the new story or the old one. */
async function holdDays(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE held_days AS
    SELECT account, day AS trade_date, count(*) AS disagreements FROM (
      SELECT DISTINCT file, row, account, unnest([trade_date, coalesce(stored_date, trade_date)]) AS day
      FROM compared JOIN keyed USING (file, row) WHERE difference IS NOT NULL)
    GROUP BY ALL`);
}

const DISAGREES = `'fill ' || coalesce('"' || fill_id || '"', 'without id') || ' of account "' || account
  || '" was told before with other content: ' || difference || '. Nothing was replaced. Correct the file, or run again '
  || 'with --keep-stored to keep what is stored and load the rest of the day.'`;

const HELD = `'account "' || account || '" is held on ' || trade_date || ': ' || disagreements
  || ' of its fills disagree with what was told before. Correct them, or run again with --keep-stored.'`;

async function giveVerdicts(connection: DuckDBConnection, keepStored: boolean): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE judged AS
    SELECT keyed.* EXCLUDE (reason), CASE
        WHEN reason IS NOT NULL THEN 'rejected'
        WHEN difference IS NOT NULL THEN 'disagrees'
        WHEN seen THEN 'known'
        WHEN disagreements IS NOT NULL AND ${!keepStored} THEN 'held'
        ELSE 'new' END AS verdict,
      CASE verdict WHEN 'disagrees' THEN ${DISAGREES} WHEN 'held' THEN ${HELD} ELSE reason END AS reason
    FROM keyed LEFT JOIN compared USING (file, row) LEFT JOIN held_days USING (account, trade_date)`);
}
