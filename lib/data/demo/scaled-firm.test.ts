import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "../../core/index.js";
import { DEFAULT_SEED, type DemoManifest, writeDemoFirm } from "./demo-firm.js";
import { rowsOf } from "./testing.js";
import { tradedFills } from "./traded-fills.js";

let folder: string;
let demo: DemoManifest;
let rows: Record<string, string>[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-offices-"));
  demo = writeDemoFirm({ folder, scale: 2 });
  rows = rowsOf({ name: "fills.csv", text: readFileSync(join(folder, "fills.csv"), "utf8"), rows: 0 });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the first office is the demo firm, and the second trades otherwise in the same market", () => {
  const { fills } = tradedFills(DEFAULT_SEED);
  const first = rows.filter(({ Account }) => Account!.startsWith("MST-"));
  const second = rows.filter(({ Account }) => Account!.startsWith("M02-"));
  expect(first).toHaveLength(fills.n);
  expect(first.map(({ Price }) => Number(Price))).toEqual([...fills.price]);
  expect(first.length + second.length).toBe(rows.length);
  expect(second.length / first.length).toBeGreaterThan(0.9);
  expect(second.slice(0, 100).map(({ Price }) => Price)).not.toEqual(first.slice(0, 100).map(({ Price }) => Price));
});

test("every fill has an id of its own within its account, and every account is in the reference file", () => {
  expect(new Set(rows.map(row => `${row.Account} ${row["Fill Id"]}`)).size).toBe(rows.length);
  const accounts = readFileSync(join(folder, "accounts.csv"), "utf8").trimEnd().split("\n").slice(1);
  expect(accounts).toHaveLength(28);
  const named = new Set(accounts.map(line => line.split(",")[0]));
  expect(rows.filter(({ Account }) => !named.has(Account))).toEqual([]);
});

test("the manifest has the bytes of every file, and nothing unfinished is left", () => {
  expect(demo).toMatchObject({ scale: 2, fills: rows.length, simulated: true });
  for (const { name, sha256: hash, bytes } of demo.files) {
    const content = readFileSync(join(folder, name));
    expect([name, content.length, sha256(content)]).toEqual([name, bytes, hash]);
  }
  expect(readdirSync(folder).sort()).toEqual([...demo.files.map(({ name }) => name), "demo.json"].sort());
});

test("a scale that is no whole number above zero is refused before anything is written", () => {
  for (const scale of [0, 1.5, 1001]) expect(() => writeDemoFirm({ folder, scale })).toThrow("The scale was");
});
