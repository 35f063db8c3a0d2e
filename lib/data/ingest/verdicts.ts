import type { DuckDBConnection } from "@duckdb/node-api";
import { type CorrectionPolicy, HELD, judge } from "./judge.js";
import { findSuspects } from "./suspects.js";

/**
 * Gives every staged row a verdict, into the view `judged`; see {@link judge} for what there is. Only suspects are compared
 * with other fills. The others are new, or held where their account has a disagreement on that day.
 */
export async function giveVerdicts(connection: DuckDBConnection, policy: CorrectionPolicy): Promise<void> {
  const suspects = await findSuspects(connection);
  await judge(connection, policy);
  const others = suspects === 0 ? "staged" : "staged ANTI JOIN suspects USING (file, row)";
  const held = policy === "keep" ? 0n : (await connection.runAndReadAll("SELECT count(*) FROM held_days")).value(0, 0);
  const verdict =
    held === 0n
      ? "'new' AS verdict, NULL::VARCHAR AS reason FROM others"
      : `CASE WHEN disagreements IS NULL THEN 'new' ELSE 'held' END AS verdict,
        CASE WHEN disagreements IS NOT NULL THEN ${HELD} END AS reason
      FROM others LEFT JOIN held_days USING (account, trade_date)`;
  await connection.run(`CREATE OR REPLACE TEMP VIEW judged AS
    SELECT * FROM judged_suspects UNION ALL BY NAME (
      WITH others AS (SELECT * EXCLUDE (reason) FROM ${others})
      SELECT others.*, 1 AS occurrence, ${verdict})`);
}
