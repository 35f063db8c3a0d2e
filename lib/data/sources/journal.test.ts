import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { beginJournal, endJournal, noteLanded, readJournal } from "./journal.js";

function journalPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "run.jsonl");
}

const PLAN = { request: "r", pieces: [] };
const page = (number: number, file = `${number}.csv`) => ({ piece: 0, page: number, pages: 3, rows: 1, file });

test("a journal reads back as it was written, and is gone when its run ended", () => {
  const path = journalPath();
  const journal = beginJournal(path, PLAN);
  noteLanded(journal, page(1));
  noteLanded(journal, page(2));
  expect(readJournal(path)).toMatchObject({ plan: PLAN, landed: new Map([[0, [page(1), page(2)]]]) });
  endJournal(journal);
  expect(readJournal(path)).toBeNull();
});

test("a line that a crash cut off does not count, and what is noted next stands on a line of its own", () => {
  const path = journalPath();
  noteLanded(beginJournal(path, PLAN), page(1));
  const whole = readFileSync(path, "utf8");
  appendFileSync(path, '{"file":"2.csv","pa');
  const again = readJournal(path)!;
  expect(readFileSync(path, "utf8")).toBe(whole);
  noteLanded(again, page(2));
  expect(readJournal(path)!.landed.get(0)).toEqual([page(1), page(2)]);
});

test("a first page begins its piece anew", () => {
  const path = journalPath();
  const journal = beginJournal(path, PLAN);
  for (const landed of [page(1), page(2), page(1, "other.csv")]) noteLanded(journal, landed);
  expect(readJournal(path)!.landed.get(0)).toEqual([page(1, "other.csv")]);
});

test("a file that is no journal is named with its remedy", () => {
  const path = journalPath();
  writeFileSync(path, "not json\n");
  expect(() => readJournal(path)).toThrow(/run\.jsonl is not a run's journal: .* Remove it/);
});
