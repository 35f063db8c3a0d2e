import { hasErrorCode, messageOf, RiskbookError } from "../../../core/index.js";
import { tellable } from "../secret-text.js";
import type { WarehouseQuery } from "../warehouse/queries.js";
import type { PostgresConnection } from "./connection.js";

/** Codes of failures that may concern one query only. */
export const QUERY_FAILURES = ["QUERY_REFUSED", "QUERY_TIMEOUT", "BAD_COLUMN", "NO_WATERMARK"] as const;

/** What the server says of an error: SQLSTATE and its fields (PostgreSQL manual, "Error and Notice Message Fields"). */
interface ServerError extends Error {
  readonly code: string;
  readonly hint?: string;
  /** Counted from 1, in characters of the statement. */
  readonly position?: string;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** A failed connection as a sentence without the password. */
export function connectionFailure(name: string, connection: PostgresConnection, error: unknown): RiskbookError {
  const { host, port, database, user, password } = connection;
  const said = tellable(messageOf(error) || String((error as { code?: unknown }).code), [password]);
  const where = host.startsWith("/") ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`;
  const code = codeOf(error);
  if (/^(?:28|3D)/.test(code) || /^SASL/.test(said)) {
    return new RiskbookError(
      "LOGIN_REFUSED",
      `${name} at ${where} did not let "${user}" into "${database}": ${said}. Check user and password in the environment, and what the server asks for (sslmode).`,
    );
  }
  if (CERTIFICATE.test(code) || /SSL|certificate/.test(said)) {
    return new RiskbookError(
      "NO_TLS",
      `No encrypted connection to ${name} at ${where}: ${said}. Name the server's own authority as sources.${name}.certificateAuthority, or set sslmode: "require" does not ask who it is, "disable" sends all in the clear.`,
    );
  }
  return new RiskbookError(
    "POSTGRES_UNREACHABLE",
    `${name} at ${where} could not be reached, or broke off: ${said}. What was fetched is kept: run again, and it goes on from there.`,
  );
}

/** Whether connecting again in a moment may help: the server starts, is full, or was not there. */
export function isPassing(error: unknown): boolean {
  return ["57P03", "53300", "ECONNREFUSED", "ECONNRESET", "ENOENT", "EAI_AGAIN", "ETIMEDOUT"].includes(codeOf(error));
}

/**
 * What became of a query, as a sentence: the server's message, with the place in the query that it names.
 * @param offset characters of the statement that stand before the query
 */
export function queryFailure(
  { name, connection }: { readonly name: string; readonly connection: PostgresConnection },
  query: WarehouseQuery,
  error: unknown,
  offset: number,
): RiskbookError {
  if (error instanceof RiskbookError) return error;
  if (!isServerError(error) || /^(?:08|57P|28|3D)/.test(error.code)) return connectionFailure(name, connection, error);
  const said = tellable(`${error.message}${error.hint === undefined ? "" : ` (${error.hint})`}`, [connection.password]);
  if (error.code === "57014") {
    return new RiskbookError(
      "QUERY_TIMEOUT",
      `${query.origin} was stopped: ${said}. Raise sources.${name}.timeoutSeconds, give "${query.watermark.column}" an index, or take a smaller window.`,
    );
  }
  return new RiskbookError(
    "QUERY_REFUSED",
    `${name} refused ${query.origin}${placeOf(error, query.sql, offset)}: ${said} [${error.code}].`,
  );
}

function placeOf({ position }: ServerError, sql: string, offset: number): string {
  const at = Number(position) - 1 - offset;
  if (!(at >= 0 && at < sql.length)) return "";
  const before = sql.slice(0, at).split("\n");
  return ` at line ${before.length}, character ${before.at(-1)!.length + 1}, "${sql.slice(at).split(/\s/, 1)[0]!.slice(0, 40)}"`;
}

function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && /^[0-9A-Z]{5}$/.test(codeOf(error)) && !hasErrorCode(error, "EPIPE");
}

function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
