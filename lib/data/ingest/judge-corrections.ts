import type { DuckDBConnection } from "@duckdb/node-api";
import { utcDate } from "../../core/index.js";
import { CORRECTED_COLUMNS } from "../tables/index.js";
import { TOLD_BY } from "./correction-rows.js";

/**
 * Judges staged corrections against the fills of the parent snapshot (schema `stored`), into the table `judged` with the
 * `sequence` of the fill that is meant, its whole new content, and a `verdict`:
 * - `corrects`;
 * - `known`: the fill is so already, or an earlier line says the same;
 * - `rejected`, with its `reason`: nothing or more than one fill is meant, what it says cannot be, or two lines of the file
 *   say different things of one fill.
 */
export async function judgeCorrections(connection: DuckDBConnection, now: Date): Promise<void> {
  await findFills(connection);
  await completeContent(connection);
  const tomorrow = utcDate(now.getTime() + 86_400_000);
  await connection.run(`CREATE OR REPLACE TEMP TABLE judged AS
    WITH sound AS (SELECT *, coalesce(problem, ${problem(tomorrow)}) AS reason FROM completed),
    told AS (
      SELECT sequence, min(line) AS first, max(line) AS last, count(DISTINCT coalesce(content::VARCHAR, kind)) AS stories FROM sound
      WHERE reason IS NULL GROUP BY sequence)
    SELECT sound.* REPLACE (CASE WHEN reason IS NOT NULL THEN reason WHEN stories > 1
          THEN 'the fill is corrected in two ways, as on line ' || CASE line WHEN first THEN last ELSE first END
            || '. Leave one of them in the file.' END AS reason),
      CASE WHEN sound.reason IS NOT NULL OR stories > 1 THEN 'rejected'
        WHEN line > first OR content IS NOT DISTINCT FROM held THEN 'known' ELSE 'corrects' END AS verdict
    FROM sound LEFT JOIN told USING (sequence)`);
}

/** Makes `found`: the staged corrections with how many stored fills each can mean, and the sequence of one of them. */
async function findFills(connection: DuckDBConnection): Promise<void> {
  const agrees = TOLD_BY.map(name => `(s.${name} IS NULL OR s.${name} = f.${name})`).join(" AND ");
  const meant = (key: string, condition: string): string => `SELECT s.line, f.sequence
      FROM staged AS s JOIN stored.fills_as_told AS f ON s.account = f.account AND s.${key} = f.${key} AND ${agrees}
      WHERE s.problem IS NULL AND ${condition}`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE found AS
    WITH meant AS (${meant("fill_id", "s.fill_id IS NOT NULL")} UNION ALL ${meant("time", "s.fill_id IS NULL")})
    SELECT staged.*, coalesce(fills, 0) AS fills, sequence FROM staged LEFT JOIN (
      SELECT line, count(*) AS fills, min(sequence) AS sequence FROM meant GROUP BY line) USING (line)`);
}

/** Makes `completed`: what a correction leaves out of the new content stays as it is; `content` and `held` are the whole. */
async function completeContent(connection: DuckDBConnection): Promise<void> {
  const only = "WHERE sequence IN (SELECT sequence FROM found)";
  const content = CORRECTED_COLUMNS.map(
    name => `coalesce(found.new_${name}, now.${name}, told.${name}) AS new_${name}`,
  );
  const struct = (column: (name: string) => string): string =>
    `{${CORRECTED_COLUMNS.map(name => `'${name}': ${column(name)}`).join(", ")}}`;
  const amended = CORRECTED_COLUMNS.map(name => `CASE WHEN kind = 'amended' THEN new_${name} END AS new_${name}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE completed AS
    WITH whole AS (
      SELECT found.* REPLACE (${content.join(", ")}), coalesce(now.time, told.time) AS time_before, found.new_trade_date AS day_stated,
        CASE WHEN now.sequence IS NOT NULL THEN ${struct(name => `now.${name}`)} END AS held
      FROM found LEFT JOIN (FROM stored.fills ${only}) AS now USING (sequence)
        LEFT JOIN (FROM stored.fills_as_told ${only}) AS told USING (sequence))
    SELECT * REPLACE (${amended.join(", ")}), CASE WHEN kind = 'amended' THEN ${struct(name => `new_${name}`)} END AS content
    FROM whole`);
}

/** SQL of what is wrong with a correction of a fill that was found or not. */
function problem(tomorrow: string): string {
  const fill = `'fill ' || coalesce('"' || fill_id || '"', 'of ' || strftime(time, '%Y-%m-%d %H:%M:%S') || ' UTC') || ' of account "' || account || '"'`;
  const may = "new_symbol IN (SELECT symbol FROM stored.instruments WHERE kind IN ('future', 'option', 'fx'))";
  const cases: [condition: string, sentence: string][] = [
    [
      "fills = 0",
      `${fill} || ' is not stored, or was told otherwise than the line describes it. The view fills_as_told has all of them.'`,
    ],
    [
      "fills > 1",
      `${fill} || ' may be any of ' || fills || ' stored fills; expected its fill_id, or more of ${TOLD_BY.join(", ")}.'`,
    ],
    [
      "new_symbol NOT IN (SELECT symbol FROM stored.instruments)",
      `'new_symbol was "' || new_symbol || '", which is no instrument of the store. Load it first, with "riskbook ingest instruments FILE".'`,
    ],
    [`new_price <= 0 AND NOT (${may})`, `'new_price was "' || new_price || '"; expected more than 0.'`],
    [
      "day_stated IS NULL AND new_time::DATE <> time_before::DATE",
      `'new_time was "' || new_time || '", on another day than before; expected new_trade_date beside it.'`,
    ],
    [
      `greatest(new_time::DATE, new_trade_date) > DATE '${tomorrow}'`,
      `'new_time was "' || new_time || '" and new_trade_date "' || new_trade_date || '"; expected days that are not in the future.'`,
    ],
  ];
  return `CASE ${cases.map(([condition, sentence]) => `WHEN ${condition} THEN ${sentence}`).join("\n")} END`;
}
