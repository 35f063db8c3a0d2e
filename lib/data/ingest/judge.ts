import type { DuckDBConnection } from "@duckdb/node-api";
import { FILL_KEY, KEY_VALUES, sameKey } from "./fill-key.js";
import { storedFills } from "./stored-fills.js";

/**
 * What becomes of a fill that a file tells otherwise than the store has it: `hold` loads nothing of its account's day,
 * `keep` leaves it as it is and loads the rest of the day, `accept` makes a correction of it and loads the rest.
 */
export type CorrectionPolicy = "hold" | "keep" | "accept";

/** What two statements of the same fill must agree on. */
export const FILL_CONTENT = ["time", "symbol", "side", "quantity", "price", "fees", "currency"] as const;

const differs = (left: string, right: string): string =>
  FILL_CONTENT.map(name => `${left}.${name} IS DISTINCT FROM ${right}.${name}`).join(" OR ");

/** SQL of a text such as `price was 10.5, before 10.4 in fills.csv line 7`. */
const difference = (left: string, right: string): string => {
  const parts = FILL_CONTENT.map(
    name => `CASE WHEN ${left}.${name} IS DISTINCT FROM ${right}.${name}
      THEN '${name} was ' || ${left}.${name} || ', before ' || ${right}.${name} END`,
  );
  return `concat_ws(', ', ${parts.join(", ")}) || ' in ' || ${right}.source || ' line ' || ${right}.line`;
};

/** SQL of how a fill differs from what the store has of it; NULL where it does not. */
const STORED_DIFFERENCE = `CASE
    WHEN new.busted THEN CASE WHEN old.busted_in IS NULL THEN 'it is busted, before it stood in ' || old.source || ' line ' || old.line END
    WHEN old.busted_in IS NOT NULL THEN 'it was busted in ' || old.busted_in
    WHEN ${differs("new", "old")} THEN ${difference("new", "old")} END`;

/** SQL of how a fill differs from an earlier row of these files; NULL where it does not. */
const EARLIER_DIFFERENCE = `CASE
    WHEN new.busted <> first.busted THEN 'it is busted in one of two rows, the other is ' || first.source || ' line ' || first.line
    WHEN NOT new.busted AND (${differs("new", "first")}) THEN ${difference("new", "first")} END`;

/**
 * Judges the staged rows of `suspects` against the fills of the parent snapshot (schema `stored`) and against one another,
 * into the table `judged_suspects`, whose `verdict` is one of
 * - `new`;
 * - `known`: the same fill stands in the store or earlier in these files, with equal content; or it was busted before it
 *   was ever stored;
 * - `rejected`: does not parse, its symbol is not explained, or it busts a fill that was never stored;
 * - `corrects`: the same fill stands in the store with other content, and corrections are accepted;
 * - `disagrees`: the same fill stands there, or earlier in these files, with other content;
 * - `held`: new, but its account has a disagreement on that day.
 * Identical fills without an id are told apart by their occurrence, counted within each file. Of a fill that is stored,
 * `old_sequence` says which.
 */
export async function judge(connection: DuckDBConnection, policy: CorrectionPolicy): Promise<void> {
  await keyFills(connection);
  await compareFills(connection);
  if (policy === "accept") await acceptCorrections(connection);
  await holdDays(connection);
  await giveVerdicts(connection, policy);
}

/** Makes `keyed`: the suspects with what they are known by. */
async function keyFills(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE keyed AS
    WITH explained AS (
      SELECT suspects.* REPLACE (coalesce(suspects.reason, unexplained.reason) AS reason)
      FROM suspects LEFT JOIN unexplained USING (symbol))
    SELECT *, ${KEY_VALUES}, 1 AS occurrence FROM explained WHERE fill_id IS NOT NULL OR reason IS NOT NULL
    UNION ALL
    SELECT *, ${KEY_VALUES}, row_number() OVER (
      PARTITION BY file, account, time, symbol, side, quantity, price ORDER BY row) AS occurrence
    FROM explained WHERE fill_id IS NULL AND reason IS NULL`);
}

/** Makes `compared`: whether each fill was seen before, and how it differs from what was seen. */
async function compareFills(connection: DuckDBConnection): Promise<void> {
  const key = FILL_KEY.join(", ");
  const stored = await storedFills(connection, "SELECT account FROM keyed WHERE reason IS NULL");
  await connection.run(`CREATE OR REPLACE TEMP TABLE compared AS
    WITH candidates AS (SELECT * FROM keyed WHERE reason IS NULL),
    ranked AS (SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY file, row) AS place FROM candidates),
    firsts AS (
      SELECT *, true AS repeats FROM ranked
      WHERE place = 1 AND (${key}) IN (SELECT (${key}) FROM ranked WHERE place = 2)),
    joined AS (
      SELECT new.file, new.row, new.place, old.sequence AS old_sequence, old.trade_date AS stored_date,
        CASE WHEN old.account IS NOT NULL THEN ${STORED_DIFFERENCE} END AS stored_difference,
        CASE WHEN first.account IS NOT NULL THEN ${EARLIER_DIFFERENCE} END AS earlier_difference
      FROM ranked AS new LEFT JOIN (${stored}) AS old ON ${sameKey("new", "old")}
        LEFT JOIN firsts AS first ON (new.place > 1) = first.repeats AND ${sameKey("new", "first")})
    SELECT file, row, place, old_sequence, stored_date, old_sequence IS NOT NULL OR place > 1 AS seen,
      coalesce(earlier_difference, stored_difference) AS difference,
      earlier_difference IS NOT NULL AS contested, false AS corrects
    FROM joined`);
}

/**
 * Takes the one story that these files tell of a stored fill; of two different ones nobody can say which is right. Two rows
 * are of one fill, too, where one tells it as it was told and the other as it was corrected.
 */
async function acceptCorrections(connection: DuckDBConnection): Promise<void> {
  const key = FILL_KEY.map(part => `coalesce(${part}::VARCHAR, '')`).join(", ");
  await connection.run(`UPDATE compared SET corrects = place = 1, difference = CASE WHEN place = 1 THEN difference END
    WHERE difference IS NOT NULL AND old_sequence IS NOT NULL AND (file, row) NOT IN (
      SELECT (file, row) FROM keyed WHERE (${key}) IN (
        SELECT (${key}) FROM keyed SEMI JOIN (FROM compared WHERE contested) USING (file, row)))
      AND old_sequence NOT IN (
        SELECT old_sequence FROM compared WHERE place = 1 AND old_sequence IS NOT NULL GROUP BY old_sequence HAVING count(*) > 1)`);
}

/** Makes `held_days`: the days on which an account has a disagreement, by the new story or the old one. */
async function holdDays(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE held_days AS
    SELECT account, day AS trade_date, count(*) AS disagreements FROM (
      SELECT DISTINCT file, row, account, unnest([trade_date, coalesce(stored_date, trade_date)]) AS day
      FROM compared JOIN keyed USING (file, row) WHERE difference IS NOT NULL AND NOT corrects)
    WHERE day IS NOT NULL GROUP BY ALL`);
}

const FILL = `'fill ' || coalesce('"' || fill_id || '"', 'without id') || ' of account "' || account || '"'`;

const DISAGREES = `${FILL} || ' was told before with other content: ' || difference || '. Nothing was replaced. Correct the '
  || 'file, or run again with --accept-corrections to take it or --keep-stored to keep what is stored; either loads the '
  || 'rest of the day.'`;

const CONTESTED = `${FILL} || ' is told in two ways: ' || difference || '. Nothing was replaced. Leave one of them in the files.'`;

/** SQL of why a fill is held. */
export const HELD: string = `'account "' || account || '" is held on ' || trade_date || ': ' || disagreements
  || ' of its fills disagree with what was told before. Correct them, or run again with --accept-corrections or --keep-stored.'`;

const UNKNOWN_BUST = `${FILL} || ' is busted, and there is no such fill in the store: there is nothing to correct.'`;

async function giveVerdicts(connection: DuckDBConnection, policy: CorrectionPolicy): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE judged_suspects AS
    SELECT keyed.* EXCLUDE (reason), old_sequence, CASE
        WHEN reason IS NOT NULL THEN 'rejected'
        WHEN corrects THEN 'corrects'
        WHEN difference IS NOT NULL THEN 'disagrees'
        WHEN busted AND old_sequence IS NULL THEN CASE WHEN price IS NULL THEN 'rejected' ELSE 'known' END
        WHEN seen THEN 'known'
        WHEN disagreements IS NOT NULL AND ${policy !== "keep"} THEN 'held'
        ELSE 'new' END AS verdict,
      CASE verdict WHEN 'disagrees' THEN CASE WHEN contested OR ${policy === "accept"} THEN ${CONTESTED} ELSE ${DISAGREES} END WHEN 'held' THEN ${HELD}
        WHEN 'rejected' THEN coalesce(reason, ${UNKNOWN_BUST}) END AS reason
    FROM keyed LEFT JOIN compared USING (file, row) LEFT JOIN held_days USING (account, trade_date)`);
}
