import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import {
  openDatabase,
  openStore,
  publish,
  type Store,
  type StoreOptions,
  sqlText,
  type TableRows,
} from "../store/index.js";

/** The "now" of the tests. */
export const NOW: Date = new Date("2020-04-17T21:00:00Z");

const PARTITION = "month=2020-04/bucket=5";

/** An empty store in a folder that is removed when the test ends. */
export function temporaryStore(options: Partial<StoreOptions> = {}): Store {
  return openStore(join(temporaryFolder(), "store"), { now: () => NOW, ...options });
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-upkeep-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A real store that the last riskbook of schema 1 wrote, unpacked: eight ingests of accounts, instruments, prices, daily
 * totals and 336 fills of February and March 2020 in three accounts, one of a corrected price, and a pin.
 */
export function storeOfSchemaOne(): Store {
  const store = temporaryStore();
  const packed = readFileSync(join(import.meta.dirname, "fixtures", "schema-1-store.json.gz"));
  for (const [path, content] of Object.entries<string>(JSON.parse(gunzipSync(packed).toString()))) {
    const whole = join(store.layout.root, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content, path.endsWith(".json") ? "utf8" : "base64");
  }
  return store;
}

/** A fill as the tests need it. */
export interface TestFill {
  readonly id: string | null;
  /** Day of April 2020. */
  readonly day: number;
  readonly price?: number;
  readonly sequence?: number;
}

/** Fills of account A in XYZ as a query, in order of time and sequence. */
export function fillsQuery(fills: readonly TestFill[]): string {
  const rows = fills.map(({ id, day, price = 10, sequence = 1 }) => {
    const date = `2020-04-${String(day).padStart(2, "0")}`;
    const fillId = id === null ? "NULL" : sqlText(id);
    return `SELECT 'A' AS account, 'XYZ' AS symbol, TIMESTAMP '${date} 14:30:00' AS time, DATE '${date}' AS trade_date,
      ${sequence} AS sequence, 'buy' AS side, 100 AS quantity, ${price} AS price, 0.5 AS fees, 'USD' AS currency,
      ${fillId} AS fill_id, NULL AS order_id, NULL AS start_position, 1 AS occurrence, 'a.csv' AS source, 2 AS line,
      NULL AS tag, NULL AS stop_price, NULL AS route`;
  });
  return `SELECT * FROM (${rows.join(" UNION ALL ")}) ORDER BY time, sequence`;
}

/** Publishes rows as one file, which stands in for every file of the parent where `replace` says so. */
export async function publishRows(store: Store, rows: TableRows, options: { replace?: boolean } = {}): Promise<void> {
  const { connection, close } = await openDatabase();
  try {
    await publish(store, connection, async parent => ({
      label: "test",
      summary: {},
      add: [rows],
      remove: options.replace ? (parent?.files ?? []) : [],
    }));
  } finally {
    close();
  }
}

/** Publishes one more file of April's fills. */
export function addFills(store: Store, fills: readonly TestFill[]): Promise<void> {
  return publishRows(store, { table: "fills", partition: PARTITION, sql: fillsQuery(fills) });
}

/** Publishes April's fills anew, in the place of everything that was stored. */
export function replaceFills(store: Store, fills: readonly TestFill[]): Promise<void> {
  return publishRows(store, { table: "fills", partition: PARTITION, sql: fillsQuery(fills) }, { replace: true });
}
