import { join } from "node:path";
import type { Client } from "pg";
import { onTestFinished } from "vitest";
import { type PostgresConfig, packageRoot, randomStream, type WarehouseConfig } from "../../../core/index.js";
import { readAnyMap } from "../../ingest/map-file.js";
import type { SourceWorld, ToldFill } from "../conformance.js";
import type { Source, StreamedPage } from "../source.js";
import type { WarehouseSurroundings } from "../warehouse/queries.js";
import { postgresConnection } from "./connection.js";
import { type PostgresServer, READER } from "./server.fixture.js";
import { postgresSource } from "./source.js";

/** A database of its own within a server. */
export interface TestDatabase {
  readonly name: string;
  readonly admin: Client;
}

let databases = 0;

/** An empty database for one test, that the reader may read and nobody else writes to. */
export async function newDatabase(server: PostgresServer): Promise<TestDatabase> {
  const name = `firm${++databases}`;
  const owner = await server.admin();
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.end();
  const admin = await server.admin(name);
  onTestFinished(() => admin.end().catch(() => {}));
  await admin.query(`CREATE TABLE executions (id text, account text, executed_at timestamptz, symbol text, side text,
      quantity numeric, price text);
    GRANT SELECT ON executions TO ${READER.user}`);
  return { name, admin };
}

/** The query of executions, with the columns' names as riskbook has them. */
export const FILLS_QUERY = `SELECT account, executed_at AS time, symbol, side, quantity, price, 'USD' AS currency, id AS fill_id
FROM executions`;

/** A configuration of queries, by name. */
export function configOf(queries: Record<string, Partial<WarehouseConfig["queries"][string]>>): WarehouseConfig {
  const usual = {
    table: "fills",
    query: FILLS_QUERY,
    watermark: { column: "time", kind: "timestamp" },
    window: "month",
  } as const;
  const all = Object.entries(queries).map(([name, query]) => [name, { ...usual, ...query }]);
  return {
    timeZone: "America/New_York",
    since: "2020-03-30",
    lookBackDays: 5,
    corrections: "hold",
    timeoutSeconds: 20,
    queries: Object.fromEntries(all),
  };
}

const AROUND: WarehouseSurroundings = {
  name: "warehouse",
  timeZone: "UTC",
  mapNamed: name => readAnyMap(join(packageRoot(), "data", "maps", `${name}.yaml`)),
};

/** A source over the server's port, as the reader. */
export function sourceOn(
  server: PostgresServer,
  database: string,
  config: WarehouseConfig,
  changes: Partial<PostgresConfig> = {},
  password: string = READER.password,
): Source<StreamedPage> {
  const where: PostgresConfig = {
    ...config,
    kind: "postgres",
    host: "127.0.0.1",
    port: server.port,
    database,
    ...changes,
  };
  const environment = { RISKBOOK_WAREHOUSE_USER: READER.user, RISKBOOK_WAREHOUSE_PASSWORD: password };
  return postgresSource({
    config: where,
    around: AROUND,
    connection: postgresConnection("warehouse", where, environment),
    effects: { sleep: async () => {}, random: randomStream("test") },
  });
}

/** A world whose accounts are queries of views of one table. */
export async function postgresWorld(server: PostgresServer): Promise<SourceWorld> {
  const { name, admin } = await newDatabase(server);
  const accounts = ["ALPHA", "BETA"];
  for (const account of accounts) {
    await admin.query(`CREATE VIEW fills_of_${account} AS ${FILLS_QUERY} WHERE account = '${account}' ORDER BY executed_at, id;
      GRANT SELECT ON fills_of_${account} TO ${READER.user}`);
  }
  const config = configOf(
    Object.fromEntries(accounts.map(name => [name, { query: `SELECT * FROM fills_of_${name}` }])),
  );
  const allowConnections = (allowed: boolean): Promise<unknown> =>
    admin.query(`UPDATE pg_database SET datallowconn = ${allowed} WHERE datname = '${name}'`);
  let given = 0;
  let left = Number.POSITIVE_INFINITY;
  return {
    tell: fills => tell(admin, fills),
    breakAfter: pages => {
      left = pages;
    },
    refuse: async account => {
      await admin.query(`REVOKE SELECT ON fills_of_${account} FROM ${READER.user}`);
    },
    mend: async () => {
      left = Number.POSITIVE_INFINITY;
      await allowConnections(true);
      for (const account of accounts) await admin.query(`GRANT SELECT ON fills_of_${account} TO ${READER.user}`);
    },
    pagesGiven: () => given,
    source() {
      const source = sourceOn(server, name, config);
      return {
        ...source,
        async page(piece, page) {
          if (left-- <= 0) await allowConnections(false);
          else given++;
          return source.page(piece, page);
        },
      };
    },
  };
}

/** Puts fills in place of all that there are; a clock is that of New York. */
export async function tell(admin: Client, fills: readonly ToldFill[]): Promise<void> {
  await admin.query("TRUNCATE executions");
  for (const { id, account, day, clock, symbol, side, quantity, price } of fills) {
    await admin.query(
      `INSERT INTO executions VALUES ($1, $2, $3::timestamp AT TIME ZONE 'America/New_York', $4, $5, $6, $7)`,
      [id, account, `${day} ${clock}`, symbol, side, quantity, String(price)],
    );
  }
}
