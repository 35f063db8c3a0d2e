import type { PostgresConfig } from "../../../core/index.js";
import type { Piece, Source, StreamedPage } from "../source.js";
import { POSTGRES_SQL } from "../warehouse/one-select.js";
import {
  feedsOf,
  type Warehouse,
  type WarehouseQuery,
  type WarehouseSurroundings,
  warehouseOf,
} from "../warehouse/queries.js";
import type { WebEffects } from "../web-effects.js";
import { columnsOf, selectList } from "./columns.js";
import type { PostgresConnection } from "./connection.js";
import { QUERY_FAILURES, queryFailure } from "./failure.js";
import { openSession, type Session } from "./session.js";
import { requireWatermarks, withinDays } from "./watermark.js";

/** What a PostgreSQL source is made of. */
export interface PostgresOptions {
  readonly config: PostgresConfig;
  readonly around: WarehouseSurroundings;
  readonly connection: PostgresConnection;
  readonly effects: Pick<WebEffects, "sleep" | "random">;
}

/**
 * A PostgreSQL database: each of its queries is a feed, and a window of days of one is a stream of CSV out of COPY, read
 * in a transaction that cannot write.
 */
export function postgresSource({ config, around, connection, effects }: PostgresOptions): Source<StreamedPage> {
  const warehouse = warehouseOf(config, POSTGRES_SQL, around);
  const checked = new Set<string>();
  return {
    name: warehouse.name,
    timeZone: warehouse.timeZone,
    datasets: warehouse.datasets,
    feedFailures: QUERY_FAILURES,
    feeds: async () => feedsOf(warehouse),
    async page(piece) {
      const query = warehouse.queries.get(piece.feed.id)!;
      let rows = 0;
      async function* told(): AsyncGenerator<Uint8Array> {
        const session = await openSession({ ...warehouse, connection, effects });
        try {
          yield* copied(session, query, piece, { warehouse, connection }, checked);
          rows = session.copied();
        } finally {
          await session.close();
        }
      }
      return { stream: told(), rows: () => rows };
    },
  };
}

const RELATION_BEGINS = "(\n";
const DESCRIBED_BEGINS = "SELECT * FROM ";

async function* copied(
  session: Session,
  query: WarehouseQuery,
  piece: Piece,
  { warehouse, connection }: { readonly warehouse: Warehouse; readonly connection: PostgresConnection },
  checked: Set<string>,
): AsyncGenerator<Uint8Array> {
  const relation = `${RELATION_BEGINS}${query.sql}\n) AS told`;
  try {
    const columns = await columnsOf(session, query, relation);
    const within = withinDays(query, columns, piece, warehouse.timeZone);
    if (!checked.has(query.name)) await requireWatermarks(session, query, relation);
    checked.add(query.name); // once a run: it may have to look at every row
    const select = `SELECT ${selectList(columns)} FROM ${relation} WHERE ${within}`;
    yield* session.copy(`COPY (${select}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')`);
  } catch (error) {
    const offset = DESCRIBED_BEGINS.length + RELATION_BEGINS.length;
    throw queryFailure({ name: warehouse.name, connection }, query, error, offset);
  }
}
