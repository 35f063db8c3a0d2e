import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openDatabase } from "../store/index.js";
import { splitRecord } from "./csv-text.js";
import { readLines } from "./lines.js";
import { splitRecords } from "./records.js";
import { sourceFile } from "./source-file.js";
import { temporaryFolder } from "./testing.js";

/** Pieces that are hard on CSV readers. */
const noise = fc.array(fc.constantFrom('"', ",", "\n", " ", "a", '""', '",', ',"', "é", "中"), { maxLength: 12 });
/** A proper quoted field, often over several lines. */
const quoted = noise.map(pieces => `"${pieces.join("").replaceAll('"', '""')}"`);
const awkward = fc.array(
  fc.oneof(
    noise.map(pieces => pieces.join("")),
    quoted,
    fc.constantFrom(",", "\n", ",\n", "a"),
  ),
  {
    maxLength: 14,
  },
);

interface Row {
  line: number;
  fields: string[] | null;
}

/**
 * The same rule, plainly: a record takes as many lines as it needs and may end in a delimiter of its own; one that comes to
 * nothing costs its first line.
 */
function plainly(text: string, fieldCount: number): Row[] {
  const lines = text.split("\n");
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]!.trim() === "") continue;
    let last = at;
    let record = splitRecord(lines[at]!, ",");
    while ("open" in record && last + 1 < lines.length && last < at + 50) {
      last++;
      record = splitRecord(lines.slice(at, last + 1).join("\n"), ",");
    }
    const fields = "fields" in record ? record.fields : [];
    const whole = fields.length === fieldCount || (fields.length === fieldCount + 1 && fields.at(-1) === "");
    rows.push({ line: at + 1, fields: whole ? fields.slice(0, fieldCount) : null });
    if (whole) at = last;
  }
  return rows;
}

test("records are split as the plain rule says, whatever the text", async () => {
  const folder = temporaryFolder();
  const { connection, close } = await openDatabase({ threads: 1 });
  const path = join(folder, "random.csv");
  await fc.assert(
    fc.asyncProperty(awkward, fc.integer({ min: 1, max: 3 }), async (pieces, fieldCount) => {
      // A first line that ends in a line feed keeps the file from being one odd line without any.
      const text = `x\n${pieces.join("")}`;
      writeFileSync(path, text);
      await readLines(connection, sourceFile(path), { delimiter: ",", encoding: "utf-8" });
      await splitRecords(connection, { delimiter: ",", headerLine: 0, fieldCount });
      const reader = await connection.runAndReadAll("SELECT line::INTEGER AS line, fields FROM records ORDER BY line");
      expect(reader.getRowObjectsJson().map(({ line, fields }) => ({ line, fields }))).toEqual(
        plainly(text, fieldCount),
      );
    }),
    { numRuns: 80 },
  );
  close();
});
