import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { StoredColumn } from "../tables/index.js";
import { openDatabase } from "./database.js";
import type { StoredFile } from "./manifest.js";
import { sqlText } from "./sql.js";
import { storedRows } from "./stored-rows.js";

const column = (name: string, type: string, later: Partial<StoredColumn> = {}): StoredColumn => ({
  name,
  type,
  required: true,
  meaning: "",
  ...later,
});

/** Version 2 brought a tag, which nobody knows of before, and a venue, which all of version 1 went to; 3 the notional. */
const COLUMNS = [
  column("account", "VARCHAR"),
  column("tag", "VARCHAR", { since: 2 }),
  column("quantity", "DECIMAL(18,2)"),
  column("venue", "VARCHAR", { since: 2, before: "'NYSE'" }),
  column("notional", "DOUBLE", { since: 3, before: "quantity * 10" }),
];

/** A folder with a file of each of some versions, written by hand as that version wrote it. */
async function filesOf(queries: Record<number, string>): Promise<{ root: string; files: StoredFile[] }> {
  const root = mkdtempSync(join(tmpdir(), "riskbook-rows-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "data"));
  const { connection, close } = await openDatabase();
  const files: StoredFile[] = [];
  for (const [version, sql] of Object.entries(queries)) {
    const path = `data/v${version}.parquet`;
    await connection.run(`COPY (${sql}) TO ${sqlText(join(root, path))} (FORMAT parquet)`);
    const file = { table: "fills", partition: "all", rows: 1, bytes: 1, sha256: "" } as const;
    files.push({ ...file, path, schemaVersion: Number(version) });
  }
  close();
  return { root, files };
}

const ONE = "SELECT 'old' AS account, 2::DECIMAL(18,2) AS quantity";
const TWO = "SELECT 'new' AS account, 'x' AS tag, 3::DECIMAL(18,2) AS quantity, 'CME' AS venue";

test("files of every older version are read in today's columns, in their order and types", async () => {
  const { root, files } = await filesOf({ 1: ONE, 2: TWO });
  const { connection, close } = await openDatabase();
  const query = storedRows(root, files, { columns: COLUMNS, version: 3 });
  const rows = await connection.runAndReadAll(
    `SELECT * REPLACE (quantity::VARCHAR AS quantity) FROM (${query}) ORDER BY account DESC`,
  );
  const types = await connection.runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE ${query})`);
  close();
  expect(rows.getRows()).toEqual([
    ["old", null, "2.00", "NYSE", 20],
    ["new", "x", "3.00", "CME", 30],
  ]);
  expect(types.getRows()).toEqual(COLUMNS.map(({ name, type }) => [name, type]));
});

test("a file of a later version is refused", async () => {
  const { root, files } = await filesOf({ 1: ONE, 2: TWO });
  expect(() => storedRows(root, files, { columns: COLUMNS, version: 1 })).toThrow(
    "a newer riskbook wrote (schema 2; this one knows up to 1). Update riskbook",
  );
});
