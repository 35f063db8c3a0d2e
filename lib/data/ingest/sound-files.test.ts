import { join } from "node:path";
import { expect, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Snapshot } from "../store/index.js";
import { ingestExecutions } from "./executions.js";
import type { IngestSummary } from "./summary.js";
import { NOW, simpleMap, temporaryFile, temporaryFolder } from "./testing.js";

const now = (): Date => NOW;
const HEADER = "Time,Account,Symbol,Side,Qty,Price,Fee,Id";

/** Fills of three months and twelve accounts, each with its line in its price. */
function fillLines(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const day = String(1 + (i % 28)).padStart(2, "0");
    const second = String(i % 60).padStart(2, "0");
    return `2020-0${1 + (i % 3)}-${day} 10:15:${second},ACC-${i % 12},ZC${i % 7},${i % 2 ? "B" : "S"},100,${i + 2}.5,0.25,${i}`;
  });
}

async function load(
  content: string,
  options: { store?: string; threads?: number; keepStored?: boolean } = {},
): Promise<{ summary: IngestSummary; snapshot: Snapshot; store: string }> {
  const folder = options.store ?? join(temporaryFolder(), "store");
  const store = openStore(folder, { now });
  const summary = await ingestExecutions({
    store,
    files: [temporaryFile("fills.csv", content)],
    map: simpleMap(),
    now,
    progress: silentProgress,
    ...(options.keepStored === undefined ? {} : { keepStored: options.keepStored }),
    ...(options.threads === undefined ? {} : { database: { threads: options.threads } }),
  });
  return { summary, snapshot: await openSnapshot(store), store: folder };
}

const rowsOf = (snapshot: Snapshot) =>
  snapshot.rows(
    "SELECT * EXCLUDE (time, trade_date), time::VARCHAR AS t, trade_date::VARCHAR AS d FROM fills ORDER BY sequence",
  );

/** A quotation mark anywhere sends a file the long way; here it stands around a side, where it changes nothing. */
const quoted = (lines: readonly string[]) =>
  lines.map((line, i) => (i === 7 ? line.replace(/,([BS]),/, ',"$1",') : line));

test("a long file keeps the true number of every line, and has the same files by one thread as by several", async () => {
  const count = 130_000;
  const content = [HEADER, ...fillLines(count)].join("\n");
  const { snapshot } = await load(content);
  expect(
    await snapshot.rows(
      "SELECT count(*) AS fills, count(*) FILTER (line + 0.5 <> price OR sequence <> line) AS wrong FROM fills",
    ),
  ).toEqual([{ fills: count, wrong: 0 }]);
  expect((await load(content, { threads: 1 })).snapshot.id).toBe(snapshot.id);
}, 60_000);

test("a sound file gives the very snapshot that the same file gives the long way", async () => {
  const lines = fillLines(400);
  const short = await load([HEADER, ...lines].join("\n"));
  const long = await load([HEADER, ...quoted(lines)].join("\n"));
  expect(short.snapshot.id).toBe(long.snapshot.id);
  const spaced = await load([HEADER, ...lines.map(line => line.replaceAll(",", " , "))].join("\r\n"));
  expect(spaced.snapshot.id).toBe(long.snapshot.id);
});

test("rows that cannot be loaded say the same, with the same text, both ways", async () => {
  const lines = fillLines(40);
  const bad = lines.map((line, i) => {
    if (i === 3) return line.replace(/,[BS],/, ",X,");
    if (i === 5) return line.replace(",100,", ",,");
    if (i === 9) return line.replace(",100,", ",1e999,");
    return i === 11 ? line.replace("2020-", "2030-") : line;
  });
  const repeated = [...bad, lines[20]!.replace(",100,", ",200,"), lines[21]!];
  const short = await load([HEADER, ...repeated].join("\n"));
  const long = await load([HEADER, ...quoted(repeated)].join("\n"));
  expect(short.summary.rejected).toBeGreaterThan(4);
  expect(short.summary.alreadyKnown).toBe(1);
  expect({ ...short.summary, rejectsFile: null }).toEqual({ ...long.summary, rejectsFile: null });
  expect(short.summary.rejectsFile!.split("/").at(-1)).toBe(long.summary.rejectsFile!.split("/").at(-1));
  expect(await rowsOf(short.snapshot)).toEqual(await rowsOf(long.snapshot));
});

/** Forms that one reader of numbers or another takes, though not every one of them is a number to us. */
const ODD_CELLS = [
  "+5",
  "1e3",
  "1e0003",
  "1_000",
  ".5",
  "5.",
  "(5)",
  "$5",
  "0x10",
  "inf",
  "nan",
  "-5",
  "1e400",
  "5\t",
  "0.123456789",
  "5 0",
];

test("a number of any odd form is taken or refused the same both ways", async () => {
  const lines = fillLines(3 * ODD_CELLS.length);
  for (const [i, cell] of ODD_CELLS.entries()) {
    for (const [j, column] of [4, 5, 6].entries()) {
      const fields = lines[3 * i + j]!.split(",");
      lines[3 * i + j] = fields.with(column, cell).join(",");
    }
  }
  for (const told of [lines, lines.filter(line => !line.includes("\t"))]) {
    const [short, long] = [await load([HEADER, ...told].join("\n")), await load([HEADER, ...quoted(told)].join("\n"))];
    expect(short.summary.rejected).toBeGreaterThan(15);
    expect({ ...short.summary, rejectsFile: null }).toEqual({ ...long.summary, rejectsFile: null });
    expect(await rowsOf(short.snapshot)).toEqual(await rowsOf(long.snapshot));
  }
});

test("a second file that overlaps and disagrees is judged the same both ways", async () => {
  const lines = fillLines(120);
  const later = [...lines.slice(60), ...fillLines(160).slice(120)].map((line, i) =>
    i === 10 ? line.replace(",100,", ",300,") : line,
  );
  const [short, long] = [await load([HEADER, ...lines].join("\n")), await load([HEADER, ...lines].join("\n"))];
  const one = await load([HEADER, ...later].join("\n"), { store: short.store });
  const other = await load([HEADER, ...quoted(later)].join("\n"), { store: long.store });
  expect(one.summary.held).toHaveLength(1);
  expect({ ...one.summary, rejectsFile: null }).toEqual({ ...other.summary, rejectsFile: null });
  expect(one.snapshot.id).toBe(other.snapshot.id);
});

test("a record with a field too few costs itself only, as ever", async () => {
  const lines = fillLines(30);
  lines[4] = lines[4]!.replace(",0.25,", ",");
  const { summary } = await load([HEADER, ...lines].join("\n"));
  expect([summary.read, summary.loaded, summary.firstRejects]).toEqual([
    30,
    29,
    ["fills.csv line 6: has 7 fields; the header has 8."],
  ]);
});
