import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { inboxOf } from "./inbox.js";
import { watermarkedSnapshots, writeWatermarks } from "./watermarks.js";

function inboxFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-watermarks-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const mark = (snapshot: string | null) => ({ through: "2020-04-01", snapshot, decided: [] });

test("the snapshots that watermarks name are those of every source, each once", () => {
  const inbox = inboxFolder();
  writeWatermarks(inboxOf(inbox, "propreports").watermarks, { ALPHA: mark("s1"), BETA: mark("s2"), NEW: mark(null) });
  writeWatermarks(inboxOf(inbox, "postgres").watermarks, { fills: mark("s2") });
  writeFileSync(join(inbox, "notes.txt"), "not a source");
  expect([...watermarkedSnapshots(inbox)].sort()).toEqual(["s1", "s2"]);
});

test("a book that fetches from nowhere names none, and a file that cannot be read is told", () => {
  const inbox = inboxFolder();
  expect(watermarkedSnapshots(join(inbox, "none"))).toEqual(new Set());
  writeWatermarks(inboxOf(inbox, "broken").watermarks, {});
  writeFileSync(inboxOf(inbox, "broken").watermarks, "{");
  expect(() => watermarkedSnapshots(inbox)).toThrow(/broken.watermarks\.json .* Remove it/);
});
