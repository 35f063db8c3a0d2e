import { expect, test } from "vitest";
import { countSoundLines } from "./sound-text.js";
import { temporaryFile } from "./testing.js";

const count = (text: string | Uint8Array) => countSoundLines(temporaryFile("lines.csv", text), ",");

test("the lines of a sound text are counted, whether or not the last one is ended", async () => {
  expect(await count("a,b\n1,2\n3,4\n")).toEqual({ lines: 3, tight: true });
  expect(await count("a,b\r\n1,2\r\n3,4")).toEqual({ lines: 3, tight: true });
});

test.each([
  ["a quotation mark", 'a,b\n1,"2"\n'],
  ["a blank line", "a,b\n\n1,2\n"],
  ["a blank line that ends in a carriage return", "a,b\r\n\r\n1,2\r\n"],
  ["a blank line at the beginning", "\na,b\n1,2\n"],
  ["two kinds of line ends", "a,b\n1,2\r\n"],
  ["a lone carriage return", "a,b\n1,2\r3\n"],
  ["carriage returns for line ends", "a,b\r1,2\r"],
  ["a zero byte", "a,b\n1,\u00002\n"],
])("a text with %s is not sound", async (_, text) => {
  expect(await count(text)).toBeUndefined();
});

test.each([
  ["a blank before a delimiter", "a,b\n1 ,2\n"],
  ["a blank after a delimiter", "a,b\n1, 2\n"],
  ["a blank at the beginning of a line", "a,b\n 1,2\n"],
  ["a blank at the end of a line", "a,b\n1,2 \n"],
  ["a blank at the very end", "a,b\n1,2 "],
  ["a tab in a field", "a,b\n1,\t2\n"],
  ["a character that may be a kind of blank", "a,b\n1,\u00a02\n"],
])("fields have to be trimmed where there is %s", async (_, text) => {
  expect(await count(text)).toEqual({ lines: 2, tight: false });
});

test("a blank within a field is a part of it, and a tab that separates fields is no blank", async () => {
  expect(await count("a,b\n1 !,2 3\n")).toEqual({ lines: 2, tight: true });
  expect(await countSoundLines(temporaryFile("lines.tsv", "a\tb\n1\t2\n"), "\t")).toEqual({ lines: 2, tight: true });
});

test("what lies on both sides of a mebibyte is seen as one", async () => {
  const before = `${"x".repeat(15)}\n`.repeat(65_536);
  expect(before).toHaveLength(1 << 20);
  expect(await count(`${before}\na,b\n`)).toBeUndefined();
  expect(await count(`${before.slice(0, -1)},\n`)).toEqual({ lines: 65_536, tight: true });
  expect(await count(`${before.slice(0, -1)}, 1\n`)).toEqual({ lines: 65_536, tight: false });
  expect(await count(`${before.slice(0, -2)} ,1\n`)).toEqual({ lines: 65_536, tight: false });
  expect(await count(`${before.slice(0, -2)}1 2,1\n`)).toEqual({ lines: 65_536, tight: true });
  expect(await count(`${before.slice(0, -2)} 2,1\n`)).toEqual({ lines: 65_536, tight: true });
});
