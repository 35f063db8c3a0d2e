import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { inboxOf, readKept } from "./inbox.js";
import { beginJournal, type Journal, readJournal } from "./journal.js";
import { type Landing, landPiece } from "./land.js";
import type { Source } from "./source.js";

const PIECE = {
  dataset: "rows",
  feed: { id: "1", name: "../ALPHA", first: null },
  from: "2020-04-01",
  to: "2020-04-30",
};

/** A listing of letters, two a page, that `moves` may change before each answer. */
function listing(letters: string, moves: (asked: number, letters: string) => string = (_, same) => same) {
  const asked: number[] = [];
  let now = letters;
  const source: Source = {
    name: "letters",
    timeZone: "UTC",
    datasets: [],
    feedFailures: [],
    feeds: async () => [],
    page: async (_, page) => {
      now = moves(asked.push(page), now);
      const content = now.slice((page - 1) * 2, page * 2);
      return { content, rows: content.length, pages: Math.ceil(now.length / 2) };
    },
  };
  const folder = mkdtempSync(join(tmpdir(), "riskbook-land-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const inbox = inboxOf(folder, source.name);
  const journal = beginJournal(inbox.journal, { request: "r", pieces: [PIECE] });
  const landing = (of: Journal): Landing => ({ source, inbox, journal: of, step: () => {} });
  const text = (of: Journal): string => (of.landed.get(0) ?? []).map(({ file }) => readKept(inbox, file)).join("");
  return { asked, inbox, journal, landing, text };
}

/** Lands the first two pages, and then the process is gone. */
async function interrupted(world: ReturnType<typeof listing>): Promise<Journal> {
  const steps = ["land-page", "note-page", "land-page", "note-page", "land-page"];
  const step = (): void => {
    if (steps.shift() === undefined || steps.length === 0) throw new Error("gone");
  };
  await expect(landPiece({ ...world.landing(world.journal), step }, 0)).rejects.toThrow("gone");
  return readJournal(world.inbox.journal)!;
}

test("goes on behind the pages that landed when they are still the same", async () => {
  const world = listing("abcdef");
  const journal = await interrupted(world);
  expect(await landPiece(world.landing(journal), 0)).toEqual({ asked: 2, resumed: 2 });
  expect(world.text(journal)).toBe("abcdef");
  expect(world.asked).toEqual([1, 2, 3, 2, 3]);
});

test("begins anew when a row that went meanwhile has moved the pages: going on would have missed one", async () => {
  const world = listing("abcdef", (asked, letters) => (asked === 4 ? letters.replace("a", "") : letters));
  const journal = await interrupted(world);
  await landPiece(world.landing(journal), 0);
  expect(world.text(journal)).toBe("bcdef");
});

test("begins anew when pages get fewer while they are read, and gives up when they keep doing so", async () => {
  const once = listing("abcdef", (asked, letters) => (asked === 2 ? letters.slice(2) : letters));
  await landPiece(once.landing(once.journal), 0);
  expect(once.text(once.journal)).toBe("cdef");
  const ever = listing("abcdefghijklmnop", (asked, letters) => (asked % 2 === 0 ? letters.slice(2) : letters));
  await expect(landPiece(ever.landing(ever.journal), 0)).rejects.toMatchObject({ code: "LISTING_MOVED" });
});

test("a kept page that was changed or removed is asked for again, and a feed's name is no path", async () => {
  const world = listing("ab");
  await landPiece(world.landing(world.journal), 0);
  const { file } = world.journal.landed.get(0)![0]!;
  expect(file).toMatch(/^___ALPHA\/___ALPHA-rows-2020-04-01-2020-04-30-1of1-[0-9a-f]{16}\.csv$/);
  writeFileSync(join(world.inbox.root, file), "xx");
  expect(await landPiece(world.landing(world.journal), 0)).toEqual({ asked: 1, resumed: 0 });
  expect(world.text(world.journal)).toBe("ab");
});
