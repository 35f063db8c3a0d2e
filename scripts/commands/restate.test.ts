import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBook, openBook, packageRoot, silentProgress } from "../../lib/core/index.js";
import { findMap, ingestExecutions, openStore, readMap } from "../../lib/data/index.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-restate-"));
  createBook(folder, { firm: "Meridian", currency: "USD", timeZone: "America/New_York" });
  writeFileSync(
    join(folder, "reports", "bought.ts"),
    `import { defineReport } from "riskbook";
export default defineReport({ name: "bought", title: "Bought", notebook: "notebooks/bought.ipynb", outputs: ["html"] });\n`,
  );
  writeNotebook("Shares bought");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Shares bought of each symbol up to the window's day. */
function writeNotebook(label: string): void {
  const source = `import { openSession, show } from "riskbook";
const desk = await openSession();
const rows = await desk.snapshot.rows(
  "SELECT symbol, sum(quantity)::DOUBLE AS shares FROM fills WHERE trade_date <= DATE '" + desk.asOf + "' GROUP BY symbol ORDER BY symbol");
show.table(rows, { title: "Bought" });
show.kpis([{ label: "${label}", value: rows.reduce((sum, row) => sum + Number(row.shares), 0) }]);`;
  const cell = { cell_type: "code", id: "a", source, outputs: [], execution_count: null, metadata: {} };
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
  writeFileSync(join(folder, "notebooks", "bought.ipynb"), JSON.stringify(notebook));
}

async function ingest(...fills: string[]): Promise<void> {
  const file = join(folder, "fills.csv");
  writeFileSync(file, `time,symbol,amount,price\n${fills.join("\n")}\n`);
  const now = (): Date => new Date("2020-05-01T00:00:00Z");
  const book = openBook(folder);
  const map = readMap(findMap("strategy-fills", [book.maps]));
  await ingestExecutions({ store: openStore(book.store, { now }), files: [file], map, now, progress: silentProgress });
}

function riskbook(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const entry = join(packageRoot(), "scripts", "riskbook.mjs");
  return spawnSync(process.execPath, [entry, "-C", folder, ...words], { encoding: "utf8" });
}

test("a fill that comes late is told by report, window, figure and symbol, and the archive stays as it is", async () => {
  await ingest("2020-04-16T00:00:00Z,SPY,100,280", "2020-04-16T00:00:00Z,XYZ,40,10");
  const made = riskbook("report", "run", "bought", "--as-of", "2020-04-16");
  expect(made.status, made.stderr).toBe(0);
  const archived = join(folder, "output", "bought", "2020-04-16", "current", "document.json");
  const document = readFileSync(archived, "utf8");

  await ingest("2020-04-17T00:00:00Z,SPY,7,286");
  expect(riskbook("restate").stdout).toBe("bought 2020-04-16: no row up to that day differs, snapshot 1 to 2\n");

  await ingest("2020-04-15T00:00:00Z,SPY,10,279");
  const { stdout, stderr, status } = riskbook("restate");
  expect([status, stdout], stderr).toEqual([
    0,
    "bought 2020-04-16: 2 figures change, snapshot 1 to 3\n  Bought: Shares, SPY: 100 → 110 (+10)\n  Shares bought: 140 → 150 (+10)\n",
  ]);
  expect(readFileSync(archived, "utf8")).toBe(document);

  writeNotebook("All shares");
  const recomputed = riskbook("restate", "--report", "bought", "--window", "2020-04-16", "--json");
  expect(JSON.parse(recomputed.stdout)).toMatchObject({
    snapshot: 3,
    windows: [
      {
        status: "restated",
        before: "recomputed",
        changes: [
          { whom: "SPY", by: 10 },
          { measure: "All shares", by: 10 },
        ],
      },
    ],
  });
}, 120_000);
