import type { DuckDBConnection } from "@duckdb/node-api";
import { type IsoDate, RiskbookError } from "../../core/index.js";
import { sqlText } from "../store/index.js";
import { KEYED_TABLES, type KeyedTableName } from "../tables/index.js";

/** Days of an account, both ends included, of which files tell everything that there is. */
export interface Coverage {
  readonly account: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** What files tell completely, and the days of it that could not be read. */
export interface CoveredDays {
  readonly days: readonly Coverage[];
  /** What is stored of these days stays. */
  readonly except?: readonly { readonly account: string; readonly date: IsoDate }[];
}

/**
 * Makes `withdrawn`: the keys and partitions of stored rows that lie on covered days and are told no more. A day with a
 * rejected row keeps what it has, and so does everything where a rejected row does not even say its account and day.
 * @throws RiskbookError `NO_ACCOUNT_DAYS` for a table whose rows are not of an account's day
 */
export async function stageWithdrawn(
  connection: DuckDBConnection,
  table: KeyedTableName,
  covered: CoveredDays | undefined,
): Promise<void> {
  const { key, partition } = KEYED_TABLES[table];
  const found = (from: string): string =>
    `CREATE OR REPLACE TEMP TABLE withdrawn AS SELECT ${key.join(", ")}, ${partition} AS partition FROM ${from}`;
  if (covered === undefined || covered.days.length === 0) {
    await connection.run(found(`stored.${table} LIMIT 0`));
    return;
  }
  if (!key.includes("account") || !key.includes("date")) {
    throw new RiskbookError(
      "NO_ACCOUNT_DAYS",
      `Rows of ${table} are not of an account's day, so no days can cover them.`,
    );
  }
  await stageDays(connection, covered);
  await connection.run(`${found(`stored.${table} AS s`)}
    WHERE EXISTS (FROM covered AS c WHERE c.account = s.account AND s.date BETWEEN c.first AND c.last)
      AND (account, date) NOT IN (SELECT (account, date) FROM unread)
      AND NOT EXISTS (FROM judged WHERE verdict = 'rejected' AND (account IS NULL OR date IS NULL))
      AND (account, date) NOT IN (SELECT (account, date) FROM judged WHERE verdict = 'rejected')
      AND (${key.join(", ")}) NOT IN (SELECT (${key.join(", ")}) FROM judged WHERE verdict <> 'rejected')`);
}

async function stageDays(connection: DuckDBConnection, { days, except = [] }: CoveredDays): Promise<void> {
  const insert = async (table: string, rows: readonly string[]): Promise<void> => {
    if (rows.length > 0) await connection.run(`INSERT INTO ${table} VALUES ${rows.join(", ")}`);
  };
  await connection.run(`CREATE OR REPLACE TEMP TABLE covered (account VARCHAR, first DATE, last DATE);
    CREATE OR REPLACE TEMP TABLE unread (account VARCHAR, date DATE)`);
  await insert(
    "covered",
    days.map(({ account, from, to }) => `(${sqlText(account)}, ${sqlText(from)}, ${sqlText(to)})`),
  );
  await insert(
    "unread",
    except.map(({ account, date }) => `(${sqlText(account)}, ${sqlText(date)})`),
  );
}
