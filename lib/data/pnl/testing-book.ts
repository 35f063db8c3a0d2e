import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { silentProgress } from "../../core/index.js";
import { ingestExecutions } from "../ingest/executions.js";
import { ingestTable } from "../ingest/tables.js";
import { simpleMap } from "../ingest/testing.js";
import { openSnapshot, openStore, type Snapshot } from "../store/index.js";
import { KEYED_TABLE_NAMES, type KeyedTableName } from "../tables/index.js";

const NOW = (): Date => new Date("2021-01-01T00:00:00Z");

/** Columns of a written fill: `tag`, `stop` and `ccy` may be blank. */
const FILL_HEADER = "Account,Time,Symbol,Side,Qty,Price,Fee,Id,Ccy,Tag,Stop,Order,Start";

const MAP = {
  columns: {
    account: "Account",
    time: "Time",
    symbol: "Symbol",
    side: "Side",
    quantity: "Qty",
    price: "Price",
    fees: ["Fee"],
    fillId: "Id",
    currency: "Ccy",
    tag: "Tag",
    stopPrice: "Stop",
    orderId: "Order",
    startPosition: "Start",
  },
  optional: [],
  constants: {},
};

/** A small book's tables as CSV text; fills are lines of {@link FILL_HEADER}, in New York time. */
export type WrittenBook = { readonly fills: readonly string[] } & Partial<Record<KeyedTableName, string>>;

/** Loads a written book into a store of its own and opens it; everything is removed when the test ends. */
export async function bookOf(book: WrittenBook): Promise<Snapshot> {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-book-"));
  const store = openStore(join(folder, "store"), { now: NOW });
  const common = { store, now: NOW, progress: silentProgress };
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  for (const table of KEYED_TABLE_NAMES) {
    const text = book[table];
    if (text !== undefined) await ingestTable({ ...common, table, files: [file(`${table}.csv`, text)] });
  }
  if (book.fills.length > 0) {
    const lines = book.fills.map((line, i) => line.replace("#", String(i + 1)));
    const fills = file("fills.csv", `${[FILL_HEADER, ...lines].join("\n")}\n`);
    await ingestExecutions({ ...common, files: [fills], map: simpleMap(MAP) });
  }
  const snapshot = await openSnapshot(store);
  onTestFinished(() => {
    snapshot.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return snapshot;
}
