import type { Client, QueryResult } from "pg";
import { messageOf } from "../../../core/index.js";
import { sqlText } from "../../store/sql.js";
import { type Patience, retrying } from "../retry.js";
import type { WebEffects } from "../web-effects.js";
import type { PostgresConnection } from "./connection.js";
import { connectionFailure, isPassing } from "./failure.js";

const PATIENCE: Patience = { attempts: 5, firstWaitMs: 500, longestWaitMs: 8000 };

const CONNECT_TIMEOUT_MS = 10_000;

/** The server ends a statement at its time-out; a server that no longer answers is given up this much later. */
const GRACE_MS = 15_000;

/** Whom to ask, how long a statement may take, and how to wait. */
export interface SessionOptions {
  readonly name: string;
  readonly connection: PostgresConnection;
  readonly timeoutMs: number;
  readonly effects: Pick<WebEffects, "sleep" | "random">;
}

/** A transaction that only reads, and sees one state of the database. */
export interface Session {
  query(sql: string, values?: unknown[]): Promise<QueryResult<Record<string, unknown>>>;
  /** The bytes of a COPY TO STDOUT, as they come. */
  copy(sql: string): AsyncGenerator<Uint8Array>;
  /** Rows of the last copy, known when it has ended. */
  copied(): number;
  close(): Promise<void>;
}

/**
 * Connects and begins a transaction. It must be closed. Times with a zone come in UTC, dates as ISO dates, numbers exactly.
 * @throws RiskbookError `LOGIN_REFUSED`, `NO_TLS`, `POSTGRES_UNREACHABLE`; queries throw the server's own errors
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { default: pg } = await import("pg"); // loaded here, as only few commands need it
  const { to: copyTo } = await import("pg-copy-streams");
  const client = await connected(() => clientOf(new pg.Client(configOf(options.connection))), options);
  try {
    await begin(client, options.timeoutMs);
  } catch (error) {
    await client.end().catch(() => {});
    throw connectionFailure(options.name, options.connection, error);
  }
  let rows = 0;
  return {
    query: (sql, values) => client.query(sql, values),
    async *copy(sql) {
      const stream = client.query(copyTo(sql));
      const late = new Error(`nothing more came within ${(options.timeoutMs + GRACE_MS) / 1000} s`);
      const guard = setTimeout(() => stream.destroy(late), options.timeoutMs + GRACE_MS);
      try {
        for await (const bytes of stream) yield bytes as Uint8Array;
        rows = stream.rowCount;
      } finally {
        clearTimeout(guard);
      }
    },
    copied: () => rows,
    close: () => client.end().catch(() => {}), // an unfinished transaction changed nothing
  };
}

/** The password is given by a function: an empty one must not become that of a file in someone's home. */
function configOf({ password, ...connection }: PostgresConnection): ConstructorParameters<typeof Client>[0] {
  return {
    ...connection,
    password: () => password,
    application_name: "riskbook",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  };
}

/** A connection that breaks tells it also outside of any query; the query under way fails by itself. */
function clientOf(client: Client): Client {
  return client.on("error", () => {});
}

async function connected(make: () => Client, { name, connection, effects }: SessionOptions): Promise<Client> {
  let last: unknown;
  const result = await retrying<Client>(
    async () => {
      const client = make();
      try {
        await client.connect();
        return { value: client };
      } catch (error) {
        last = error;
        await client.end().catch(() => {});
        if (!isPassing(error)) throw connectionFailure(name, connection, error);
        return { again: messageOf(error) };
      }
    },
    PATIENCE,
    effects,
  );
  if ("value" in result) return result.value;
  throw connectionFailure(name, connection, last);
}

async function begin(client: Client, timeoutMs: number): Promise<void> {
  const settings = {
    statement_timeout: String(Math.ceil(timeoutMs)),
    timezone: "UTC",
    datestyle: "ISO, YMD",
    extra_float_digits: "1",
    standard_conforming_strings: "on",
  };
  const set = Object.entries(settings).map(([setting, value]) => `SET LOCAL ${setting} = ${sqlText(value)}`);
  await client.query(["BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", ...set].join(";"));
}
