import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packageRoot, silentProgress } from "../lib/core/index.js";
import {
  detectFormats,
  ingestTable,
  KEYED_TABLE_NAMES,
  onlyFormat,
  openSnapshot,
  openStore,
  readAnyMap,
} from "../lib/data/index.js";
import { columnsText } from "./table-columns.js";

const page = readFileSync(join(packageRoot(), "docs", "data.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "riskbook-data-page-"));
const store = openStore(join(folder, "store"), { now: () => new Date("2020-04-17T21:00:00Z") });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The examples of a section: those that name a file, written to it. */
function exampleFiles(section: string): string[] {
  const text = new RegExp(`^## ${section}\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, "m").exec(page)?.[1] ?? "";
  return [...text.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, name, content]) => {
    const path = join(folder, name!);
    writeFileSync(path, content!);
    return path;
  });
}

const common = { store, now: () => new Date("2020-04-17T21:00:00Z"), progress: silentProgress };

describe("the page on data", () => {
  test.each(KEYED_TABLE_NAMES)("has the columns of %s, and an example that is recognised and loads", async table => {
    expect(page).toContain(columnsText(table));
    const [file] = exampleFiles(table);
    const [detection] = await detectFormats([file!], []);
    expect(onlyFormat(detection!)).toEqual({ table });
    expect(await ingestTable({ ...common, table, files: [file!] })).toMatchObject({ rejected: 0, alreadyKnown: 0 });
  });

  test("has a map that reads the statement beside it", async () => {
    const [map, statement] = exampleFiles("A map for a table");
    const [detection] = await detectFormats([statement!], [readAnyMap(map!)]);
    const format = onlyFormat(detection!);
    if (format.table === "fills") throw new Error("is of cash");
    const summary = await ingestTable({ ...common, ...format, files: [statement!] });
    expect(summary).toMatchObject({ table: "cash", loaded: 3, rejected: 0, passedOverBy: { Handel: 1 } });
    const snapshot = await openSnapshot(store);
    expect(await snapshot.rows("SELECT kind, amount, note FROM cash WHERE currency = 'EUR' ORDER BY amount")).toEqual([
      { kind: "withdrawal", amount: -200, note: "Überweisung zurück" },
      { kind: "fee", amount: -2.5, note: "Gebühr März" },
      { kind: "deposit", amount: 1000.5, note: "Überweisung" },
    ]);
    snapshot.close();
  });
});
