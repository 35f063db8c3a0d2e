import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { silentProgress, type WarehouseConfig } from "../../../core/index.js";
import { openSnapshot, openStore, type Store } from "../../store/index.js";
import { type CollectSummary, collect } from "../collect.js";
import type { StreamedPage } from "../source.js";
import { type PostgresServer, READER, startPostgres, whyNoPostgres } from "./server.fixture.js";
import { openSession } from "./session.js";
import { configOf, FILLS_QUERY, newDatabase, sourceOn, type TestDatabase, tell } from "./world.fixture.js";

const missing = whyNoPostgres();
const NOW = (): Date => new Date("2020-05-03T22:00:00Z");

describe.skipIf(missing !== undefined)(`a query of PostgreSQL${missing === undefined ? "" : ` (${missing})`}`, () => {
  let server: PostgresServer;
  let database: TestDatabase;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.close());
  beforeEach(async () => {
    database = await newDatabase(server);
  });

  /** What the first window of a query comes as. */
  async function told(query: Partial<WarehouseConfig["queries"][string]>, changes: Partial<WarehouseConfig> = {}) {
    const source = sourceOn(server, database.name, { ...configOf({ q: query }), ...changes });
    const [feed] = await source.feeds();
    const piece = { dataset: "fills", feed: feed!, from: "2020-03-30", to: "2020-03-31" };
    return textOf(await source.page(piece, 1));
  }

  const onDay = (columns: string): Partial<WarehouseConfig["queries"][string]> => ({
    query: `SELECT ${columns}, DATE '2020-03-30' AS day`,
    watermark: { column: "day", kind: "date" },
  });

  test("tells numbers exactly, times in UTC, truth as words, and texts with anything in them", async () => {
    const values = `0.1::numeric AS n, 12345678901234567890.123456789::numeric AS big, 0.1::float8 + 0.2 AS f,
      TIMESTAMPTZ '2020-03-30 09:30:00.123456 America/New_York' AS at, TIMESTAMP '2020-03-30 09:30' AS clock,
      true AS yes, E'a "b",\nc' AS text, ''::text AS blank, NULL::text AS nothing, 'NaN'::numeric AS nan`;
    expect(await told(onDay(values))).toEqual([
      "n,big,f,at,clock,yes,text,blank,nothing,nan,day",
      `0.1,12345678901234567890.123456789,0.30000000000000004,2020-03-30 13:30:00.123456+00,2020-03-30 09:30:00,true,"a ""b"",`,
      'c","",,NaN,2020-03-30',
    ]);
  });

  test("begins its days at midnight of the source's zone, and takes a clock without zone as of there", async () => {
    const times = (type: string): string => `SELECT t::${type} AS time FROM unnest(ARRAY[
      '2020-03-30 03:59Z', '2020-03-30 04:00Z', '2020-04-01 03:59Z', '2020-04-01 04:00Z']::timestamptz[]) AS t`;
    const inUtc = await told({ query: times("timestamptz") });
    expect(inUtc.slice(1)).toEqual(["2020-03-30 04:00:00+00", "2020-04-01 03:59:00+00"]);
    // the session is in UTC, so that these clocks show UTC's times: the window is that of the clock
    const onClock = await told({ query: times("timestamp") });
    expect(onClock.slice(1)).toEqual(["2020-03-30 03:59:00", "2020-03-30 04:00:00"]);
  });

  test.each([
    ["an array", "ARRAY[1, 2] AS list", '"list" as integer[]'],
    ["bytes", "'\\x00'::bytea AS raw", '"raw" as bytea'],
    ["money", "1::money AS fee", '"fee" as money'],
    ["an interval", "INTERVAL '1 day' AS held", '"held" as interval'],
    ["two columns of one name", "1 AS a, 2 AS a", 'two columns named "a"'],
  ])("refuses %s by name", async (_, columns, said) => {
    await expect(told(onDay(columns))).rejects.toMatchObject({
      code: "BAD_COLUMN",
      message: expect.stringContaining(said),
    });
  });

  test("tells the server's own message with the place in the query", async () => {
    await expect(told({ query: "SELECT account,\n  pric FROM executions" })).rejects.toThrow(
      'warehouse refused sources.warehouse.queries.q at line 2, character 3, "pric": column "pric" does not exist',
    );
    await tell(database.admin, [FILL]);
    await expect(told({ query: "SELECT 1 / 0 AS one, executed_at AS time FROM executions" })).rejects.toMatchObject({
      code: "QUERY_REFUSED",
      message: expect.stringContaining("division by zero [22012]"),
    });
  });

  test("says when it lacks its watermark, has it of another kind, or has rows without it", async () => {
    const noWatermark = (said: string) => ({ code: "NO_WATERMARK", message: expect.stringContaining(said) });
    await expect(told({ query: "SELECT account FROM executions" })).rejects.toMatchObject(
      noWatermark('gives no column "time", its watermark. It gives: account.'),
    );
    await expect(told({ query: "SELECT DATE '2020-03-30' AS time" })).rejects.toMatchObject(
      noWatermark("is a timestamp, and it is date"),
    );
    for (const time of ["NULL", "'infinity'"]) {
      await database.admin.query(`TRUNCATE executions; INSERT INTO executions (executed_at) VALUES (${time})`);
      await expect(told({})).rejects.toMatchObject(noWatermark("would never be asked for"));
    }
  });

  test("is stopped by the server when it takes too long", async () => {
    const slow = { query: "SELECT executed_at AS time, pg_sleep(30)::text AS s FROM executions" };
    await tell(database.admin, [FILL]);
    const began = Date.now();
    await expect(told(slow, { timeoutSeconds: 0.3 })).rejects.toMatchObject({
      code: "QUERY_TIMEOUT",
      message: expect.stringContaining("sources.warehouse.timeoutSeconds"),
    });
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test("cannot write: neither by a function, nor by what is no query at all", async () => {
    await tell(database.admin, [FILL]);
    await database.admin.query(`GRANT UPDATE ON executions TO ${READER.user};
      CREATE FUNCTION touch() RETURNS timestamptz LANGUAGE sql AS $$ UPDATE executions SET account = 'X' RETURNING executed_at $$`);
    await expect(told({ query: "SELECT touch() AS time" })).rejects.toThrow(
      "cannot execute UPDATE in a read-only transaction [25006]",
    );
    await expect(told({ query: "UPDATE executions SET account = 'X'" })).rejects.toMatchObject({ code: "BAD_QUERY" });
    const { user, password } = READER;
    const session = await openSession({
      name: "warehouse",
      connection: { host: server.socket, port: server.port, database: database.name, user, password, ssl: false },
      timeoutMs: 1000,
      effects: { sleep: async () => {}, random: { uniform: () => 0 } as never },
    });
    await expect(session.query("UPDATE executions SET account = 'X'")).rejects.toMatchObject({ code: "25006" });
    await session.close();
    expect((await database.admin.query("SELECT account FROM executions")).rows).toEqual([{ account: "A" }]);
  });

  test("never tells the password: when it is wrong, when the server has no TLS, when nobody is there", async () => {
    const page = (changes: object, password: string) => async () => {
      const source = sourceOn(server, database.name, configOf({ q: {} }), changes, password);
      const [feed] = await source.feeds();
      return textOf(await source.page({ dataset: "fills", feed: feed!, from: "2020-03-30", to: "2020-03-31" }, 1));
    };
    const wrong = `not ${READER.password}`;
    const failures = [
      [page({}, wrong), "LOGIN_REFUSED"],
      [page({}, ""), "LOGIN_REFUSED"],
      [page({ sslmode: "require" }, READER.password), "NO_TLS"],
      [page({ port: 1 }, READER.password), "POSTGRES_UNREACHABLE"],
      [page({ database: "nowhere" }, READER.password), "LOGIN_REFUSED"],
    ] as const;
    for (const [attempt, code] of failures) {
      const error = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "RiskbookError", code });
      expect(JSON.stringify(error) + String(error)).not.toContain(READER.password);
    }
  });

  describe("collected", () => {
    let store: Store;
    let inbox: string;
    beforeEach(() => {
      const folder = mkdtempSync(join(tmpdir(), "riskbook-postgres-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      inbox = join(folder, "inbox");
      store = openStore(join(folder, "store"), { now: NOW });
    });

    function collected(
      config: WarehouseConfig,
      broken?: (page: StreamedPage) => StreamedPage,
    ): Promise<CollectSummary> {
      const source = sourceOn(server, database.name, config);
      const page: typeof source.page = async (piece, n) => {
        const answer = await source.page(piece, n);
        return broken !== undefined && piece.from === "2020-04-01" ? broken(answer) : answer;
      };
      return collect({ ...source, page }, { store, inbox, now: NOW, progress: silentProgress, lookBackDays: 5 });
    }

    async function rows(sql: string): Promise<unknown> {
      const snapshot = await openSnapshot(store);
      try {
        return await snapshot.rows(sql);
      } finally {
        snapshot.close();
      }
    }

    test("while the server is killed in the midst of a COPY, it goes on behind the windows that it has", {
      timeout: 60_000,
    }, async () => {
      await database.admin.query(`INSERT INTO executions SELECT 'F' || i, 'A', TIMESTAMPTZ '2020-04-01 12:00Z' + i * INTERVAL '1 minute',
        'XYZ', 'buy', 100, '10.5' FROM generate_series(1, 42000) AS i`);
      const crashing = ({ stream, rows: count }: StreamedPage): StreamedPage => ({
        rows: count,
        stream: (async function* () {
          for await (const bytes of stream) {
            server.crash();
            yield bytes;
          }
        })(),
      });
      // more than the sockets' buffers hold
      const config = configOf({ q: { query: `SELECT *, repeat('x', 500) AS tag FROM (${FILLS_QUERY}) AS f` } });
      await expect(collected(config, crashing)).rejects.toMatchObject({ code: "POSTGRES_UNREACHABLE" });
      expect(store.latest()).toBeNull();
      await server.start();
      expect(await collected(configOf({ q: {} }))).toMatchObject({
        asked: 2,
        resumed: 1,
        through: { q: "2020-05-03" },
      });
      expect(await rows("SELECT count(*)::INTEGER AS n, count(DISTINCT fill_id)::INTEGER AS ids FROM fills")).toEqual([
        { n: 42_000, ids: 42_000 },
      ]);
    });

    test("keyed tables and fills come from one database, and only what changed is asked for again", async () => {
      await tell(database.admin, [FILL]);
      const { admin } = database;
      await admin.query(`CREATE TABLE bars (symbol text, day date, close numeric, currency text, changed date);
        INSERT INTO bars VALUES ('XYZ', '2020-04-01', 10, 'USD', '2020-04-02'), ('XYZ', '2020-04-02', 11, 'USD', '2020-04-02');
        GRANT SELECT ON bars TO ${READER.user}`);
      const prices = {
        table: "prices",
        query:
          "SELECT symbol, day AS date, close AS open, close AS high, close AS low, close, 1 AS volume, currency, changed FROM bars",
        watermark: { column: "changed", kind: "date" },
        window: "all",
      } as const;
      const config = configOf({ fills: {}, prices });
      const first = await collected(config);
      expect(first.loads.map(({ table, loaded }) => [table, loaded])).toEqual([
        ["prices", 2],
        ["fills", 1],
      ]);
      await admin.query("UPDATE bars SET close = 12, changed = '2020-05-02' WHERE day = '2020-04-01'");
      const second = await collected(config);
      expect(second.loads).toMatchObject([{ table: "prices", read: 1, loaded: 1, replaced: 1 }]);
      expect(await rows("SELECT close::DOUBLE AS close FROM prices ORDER BY date")).toEqual([
        { close: 12 },
        { close: 11 },
      ]);
    });

    test("a row that is no number, such as NaN, is a reject with its line", async () => {
      await tell(database.admin, [FILL, { ...FILL, id: "2", price: "NaN" }, { ...FILL, id: "3", price: "Infinity" }]);
      const [load] = (await collected(configOf({ q: {} }))).loads;
      expect(load).toMatchObject({ read: 3, loaded: 1, rejected: 2 });
      expect(load!.firstRejects[0]).toMatch(/line 3: price was "NaN"; expected a number/);
    });
  });

  test("what is configured wrongly is told before anything is asked", () => {
    const warehouse = (query: Partial<WarehouseConfig["queries"][string]>) => () =>
      sourceOn(server, "any", configOf({ q: query }));
    expect(warehouse({ table: "trades" })).toThrow('sources.warehouse.queries.q.table was "trades"; expected one of');
    expect(warehouse({ map: "tradovate-cash" })).toThrow(/is of fills, and .* is a map of cash/);
    expect(warehouse({ query: "DELETE FROM executions" })).toThrow("begins with DELETE");
  });
});

const FILL = {
  id: "1",
  account: "A",
  day: "2020-03-30",
  clock: "10:00:00",
  symbol: "XYZ",
  side: "buy",
  quantity: 100,
  price: 10,
} as const;

async function textOf({ stream }: StreamedPage): Promise<string[]> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of stream) pieces.push(bytes);
  return Buffer.concat(pieces).toString().trimEnd().split("\n");
}
