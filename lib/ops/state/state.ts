import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { hasErrorCode, messageOf, RiskbookError, writeFailure } from "../../core/index.js";
import { migrations } from "./migrations.js";

/** The name of the database in a book's state folder. */
export const STATE_FILE = "riskbook.sqlite";

/** How long a writer waits for another process's transaction. */
const BUSY_TIMEOUT_MS = 10_000;

/** A row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** The operational state: what ran, what is claimed, what was delivered to whom. Every write is on disk when it returns. */
export interface State {
  readonly path: string;
  /** The first row, or undefined. */
  one(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  /** Runs a statement and returns how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Everything in `work` happens or nothing does; no other process writes meanwhile. Not to be nested. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens the state at `path`, makes it where it is missing and brings an older one up to date. Any number of processes may
 * have it open.
 * @throws RiskbookError `STATE_TOO_NEW` when a newer riskbook wrote it, `STATE_UNREADABLE`, `NO_WRITE_RIGHT`, `DISK_FULL`
 */
export function openState(path: string): State {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw writeFailure(dirname(path), error);
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    migrate(database, path);
    return stateOf(database, path);
  } catch (error) {
    if (database?.isOpen) database.close();
    throw explained(error, path);
  }
}

function migrate(database: DatabaseSync, path: string): void {
  const version = (): number => Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (version() === migrations.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    const from = version(); // again, now that nobody else can be migrating
    if (from > migrations.length) {
      throw new RiskbookError(
        "STATE_TOO_NEW",
        `${path} was written by a newer riskbook (its version is ${from}, this one knows ${migrations.length}). Update riskbook; nothing was changed.`,
        { details: { found: from, known: migrations.length } },
      );
    }
    for (const step of migrations.slice(from)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function stateOf(database: DatabaseSync, path: string): State {
  const statements = new Map<string, StatementSync>();
  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }
  function attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explained(error, path);
    }
  }
  return {
    path,
    one: (sql, ...values) => attempt(() => prepared(sql).get(...values)),
    all: (sql, ...values) => attempt(() => prepared(sql).all(...values)),
    run: (sql, ...values) => attempt(() => Number(prepared(sql).run(...values).changes)),
    transaction(work) {
      attempt(() => database.exec("BEGIN IMMEDIATE"));
      try {
        const result = work();
        attempt(() => database.exec("COMMIT"));
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => database.close(),
  };
}

const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

function explained(error: unknown, path: string): unknown {
  if (!hasErrorCode(error, "ERR_SQLITE_ERROR")) return error;
  const code = Number((error as { errcode?: number }).errcode) & 0xff;
  if (code === SQLITE_BUSY) {
    return new RiskbookError(
      "STATE_BUSY",
      `${path} was locked by another process for ${BUSY_TIMEOUT_MS / 1000} s. Look with "riskbook doctor" for one that hangs, then run again.`,
      { cause: error },
    );
  }
  if (code === SQLITE_FULL) return writeFailure(path, Object.assign(new Error(), { code: "ENOSPC" }));
  if (code === SQLITE_READONLY || code === SQLITE_CANTOPEN) {
    return writeFailure(path, Object.assign(new Error(), { code: "EACCES" }));
  }
  return new RiskbookError(
    "STATE_UNREADABLE",
    `${path} could not be used: ${messageOf(error)}. If the file is damaged, restore it from a backup; do not delete it, it knows what was sent.`,
    { cause: error },
  );
}
