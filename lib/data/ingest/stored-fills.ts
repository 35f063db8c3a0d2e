import type { DuckDBConnection } from "@duckdb/node-api";
import { heldCorrections, sameFill } from "../store/corrected-fills.js";
import { FILL_KEY, KEY_VALUES, sameKey } from "./fill-key.js";

/**
 * The query of the fills that staged ones are compared with: what the parent snapshot holds of some accounts, as corrected
 * and by the key that a source would tell it under now, with `busted_in`, the place that says of a fill that there is none.
 *
 * What a correction took away stands there a second time, under the key it was told by: a source that tells the old story
 * again disagrees with the correction. Without corrections it is the fills and nothing else.
 * @param accounts SQL of the accounts
 */
export async function storedFills(connection: DuckDBConnection, accounts: string): Promise<string> {
  const own = (table: string): string => `SELECT * FROM stored.${table} WHERE account IN (${accounts})`;
  const corrections = await connection.runAndReadAll(`SELECT count(*) FROM (${own("corrections")})`);
  if (corrections.value(0, 0) === 0n)
    return `SELECT *, ${KEY_VALUES}, NULL::VARCHAR AS busted_in FROM (${own("fills")})`;
  return `WITH standing AS (
      SELECT *, ${KEY_VALUES}, NULL::VARCHAR AS busted_in FROM (${own("fills")}) WHERE fill_id IS NOT NULL
      UNION ALL
      SELECT * REPLACE (row_number() OVER (PARTITION BY account, time, symbol, side, quantity, price ORDER BY sequence)
        AS occurrence), ${KEY_VALUES}, NULL::VARCHAR AS busted_in FROM (${own("fills")}) WHERE fill_id IS NULL),
    gone AS (${takenAway(own("corrections"), own("fills_as_told"))})
    FROM standing UNION ALL BY NAME FROM gone`;
}

const BASE = FILL_KEY.filter(part => part !== "occurrence");

/** Corrected fills under the key they were told by, as the last of those that are alike; their content is as corrected. */
function takenAway(corrections: string, told: string): string {
  return `WITH held AS (SELECT *, ${KEY_VALUES} FROM (${heldCorrections(corrections)})),
    alike AS (SELECT ${BASE.join(", ")}, count(*) AS n FROM standing SEMI JOIN held ON ${sameKey("standing", "held", BASE)} GROUP BY ALL)
    SELECT told.* REPLACE (held.new_time AS time, held.new_trade_date AS trade_date, held.new_symbol AS symbol, held.new_side AS side,
        held.new_quantity AS quantity, held.new_price AS price, held.new_fees AS fees, held.new_currency AS currency,
        held.source AS source, held.line AS line,
        coalesce(alike.n, 0) + row_number() OVER (PARTITION BY ${BASE.map(part => `held.${part}`).join(", ")} ORDER BY held.occurrence)
          AS occurrence),
      ${BASE.slice(2)
        .map(part => `held.${part}`)
        .join(", ")},
      CASE WHEN held.kind = 'busted' THEN held.source || ' line ' || held.line END AS busted_in
    FROM held JOIN (${told}) AS told ON ${sameFill("told", "held")}
      LEFT JOIN alike ON ${sameKey("held", "alike", BASE)}`;
}
