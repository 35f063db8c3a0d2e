import type { IsoDate } from "../../core/index.js";
import { sqlText } from "../store/index.js";
import type { Judged } from "./judged.js";
import type { Finding, Found } from "./rule.js";

/** Findings that are kept of each rule and table: the newest; all are counted. */
export const MOST_FINDINGS = 200;

/** A row of a rule's query: the columns of a finding, and whatever else its sentence tells. */
export interface FoundRow {
  readonly account: string | null;
  readonly symbol: string | null;
  readonly day: IsoDate | null;
  readonly value: number | string | null;
  readonly expected: number | string | null;
  readonly rows: number;
  readonly [other: string]: unknown;
}

/** Every query has these columns, whichever it states. */
const SHAPE = `SELECT NULL::VARCHAR AS account, NULL::VARCHAR AS symbol, NULL::DATE AS day, NULL AS value,
  NULL AS expected, 1::DOUBLE AS rows WHERE false UNION ALL BY NAME`;

/**
 * Makes findings of a query's rows.
 * @param sql a SELECT, without WITH, of a finding's columns by name; what it leaves out is null, `rows` 1
 * @param say the finding in words
 */
export async function find(judged: Judged, sql: string, say: (row: FoundRow) => string): Promise<Found> {
  const found = await judged.rows(
    `SELECT * REPLACE (strftime(day, '%Y-%m-%d') AS day, coalesce(rows, 1)::DOUBLE AS rows),
      (count(*) OVER ())::DOUBLE AS found_count,
      (count(*) FILTER (day IS NULL OR day >= DATE ${sqlText(judged.holdFrom)}) OVER ())::DOUBLE AS found_recent
    FROM (${SHAPE} SELECT * FROM (${sql}))
    ORDER BY day DESC NULLS FIRST, account, symbol, rows DESC LIMIT ${MOST_FINDINGS}`,
  );
  return {
    count: Number(found[0]?.found_count ?? 0),
    recent: Number(found[0]?.found_recent ?? 0),
    findings: found.map(row => findingOf(row as unknown as FoundRow, say)),
  };
}

/** What a rule found that looks at typed arrays. */
export function foundOf(judged: Judged, findings: readonly Finding[]): Found {
  const newest = [...findings].sort((a, b) => order(b.day, a.day) || order(a.account, b.account));
  const recent = findings.filter(({ day }) => day === null || day >= judged.holdFrom).length;
  return { count: findings.length, recent, findings: newest.slice(0, MOST_FINDINGS) };
}

function findingOf(row: FoundRow, say: (row: FoundRow) => string): Finding {
  const { account, symbol, day, value, expected, rows } = row;
  return { account, symbol, day, value, expected, rows, sentence: say(row) };
}

/** Findings of no day come first among the newest. */
function order(a: string | null, b: string | null): number {
  return (a ?? "9999") < (b ?? "9999") ? -1 : a === b ? 0 : 1;
}
