import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { ingestExecutions } from "../ingest/executions.js";
import { simpleMap } from "../ingest/testing.js";
import { openSnapshot, type Store } from "../store/index.js";
import { compactStore } from "./compact.js";
import { diffSnapshots } from "./diff.js";
import { exportTable } from "./export.js";
import { NOW, temporaryFolder, temporaryStore } from "./testing.js";
import { verifyStore } from "./verify.js";

const MAP = simpleMap({ optional: ["Status"], busted: { column: "Status", words: ["Busted"] } });

async function tell(store: Store, ...fills: string[]): Promise<void> {
  const file = join(temporaryFolder(), "fills.csv");
  writeFileSync(file, `Account,Time,Symbol,Side,Qty,Price,Fee,Id,Status\n${fills.join("\n")}\n`);
  const options = { store, files: [file], map: MAP, now: () => NOW, progress: silentProgress };
  await ingestExecutions({ ...options, corrections: "accept" });
}

const fill = (id: number, price: number, day = "2020-04-01", status = ""): string =>
  `A,${day} 10:00:0${id},XYZ,B,100,${price},1,${id},${status}`;

/** A store of two months, of which one was corrected twice: fill 1 amended, and fill 2 busted after it. */
async function correctedStore(): Promise<Store> {
  const store = temporaryStore();
  await tell(store, fill(1, 10), fill(2, 10), fill(3, 10, "2020-03-02"));
  await tell(store, fill(1, 10.5));
  await tell(store, fill(2, 10, "2020-04-01", "Busted"));
  return store;
}

const diff = (store: Store, a: string, b: string) => diffSnapshots(store, store.resolve(a), store.resolve(b));

test("a difference shows exactly what a correction did, and the correction", async () => {
  const store = await correctedStore();
  const [amended, first, ...others] = await diff(store, "1", "2");
  expect(others).toEqual([]);
  expect(amended).toMatchObject({ table: "fills", added: 0, changed: 1, removed: 0 });
  expect(amended!.days).toEqual([{ day: "2020-04-01", added: 0, changed: 1, removed: 0 }]);
  expect(amended!.first[0]).toMatchObject({
    row: { fill_id: "1" },
    columns: { price: { before: "10.0", after: "10.5" } },
  });
  expect(Object.keys(amended!.first[0]!.columns)).toEqual(["price"]);
  expect(first).toMatchObject({ table: "corrections", added: 1, changed: 0, removed: 0 });
  expect(await diff(store, "2", "3")).toMatchObject([
    { table: "fills", added: 0, changed: 0, removed: 1, first: [{ row: { fill_id: "2" } }] },
    { table: "corrections", added: 1 },
  ]);
  expect(await diff(store, "3", "1")).toMatchObject([
    { table: "fills", added: 1, changed: 1, removed: 0 },
    { table: "corrections", removed: 2 },
  ]);
});

test("a compaction keeps every fill as it was told and every correction", async () => {
  const store = await correctedStore();
  await tell(store, fill(4, 11));
  expect(await compactStore(store)).toMatchObject({ partitions: 2 });
  expect(await diff(store, "4", "5")).toEqual([]);
  const snapshot = await openSnapshot(store);
  const counts = await snapshot.rows(`SELECT (SELECT count(*) FROM fills) AS fills,
    (SELECT count(*) FROM fills_as_told) AS told, (SELECT count(*) FROM corrections) AS corrections`);
  snapshot.close();
  expect(counts).toEqual([{ fills: 3, told: 4, corrections: 2 }]);
  expect(await verifyStore(store, undefined, silentProgress)).toMatchObject({ snapshots: 5, problems: [] });
});

test("an export has the fills that count, as corrected", async () => {
  const store = await correctedStore();
  const file = join(temporaryFolder(), "fills.csv");
  await exportTable(store, { snapshot: "latest", table: "fills", format: "csv", file });
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.map(line => line.split(",")[7])).toEqual(["10.0", "10.5"]);
});

test("only partitions that have a correction are joined with it, and without corrections nothing is", async () => {
  const store = await correctedStore();
  const viewOf = async (name: string): Promise<string> => {
    const snapshot = await openSnapshot(store, name);
    const [view] = await snapshot.rows("SELECT sql FROM duckdb_views() WHERE view_name = 'fills'");
    snapshot.close();
    return String(view!.sql);
  };
  const [untouched, joined] = (await viewOf("latest")).split("UNION ALL");
  expect(untouched).toMatch(/^(?!.*JOIN).*month=2020-03/s);
  expect(joined).toMatch(/month=2020-04.*JOIN/s);
  expect(await viewOf("1")).not.toContain("JOIN");
});
