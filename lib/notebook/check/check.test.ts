import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkNotebooks, findNotebooks, strippedFile } from "./check.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-check-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(
  name: string,
  sources: string[],
  change: (cell: Record<string, unknown>, index: number) => object = cell => cell,
): string {
  const cells = sources.map((source, index) =>
    change({ cell_type: "code", id: `c${index}`, source, metadata: {}, outputs: [], execution_count: null }, index),
  );
  const path = join(folder, name);
  const metadata = { kernelspec: { name: "riskbook", display_name: "TypeScript (riskbook)", language: "typescript" } };
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));
  return path;
}

const texts = async (...paths: string[]): Promise<string[]> =>
  (await checkNotebooks(paths, folder)).map(({ text }) => text);

it("types are checked strictly across cells, and told by cell and line", async () => {
  const good = write("good.ipynb", [
    'import { isIsoDate } from "riskbook";',
    'const day = await Promise.resolve("2020-04-17");\nisIsoDate(day)',
  ]);
  const bad = write("bad.ipynb", [
    "const loss = [1, 2].find(n => n > 3);",
    "// of yesterday\nconst doubled = 2 * loss;",
    "const loss = 3;",
  ]);
  expect(await texts(good, bad)).toEqual([
    "bad.ipynb cell 1 line 1: Cannot redeclare block-scoped variable 'loss'. [TS2451]",
    "bad.ipynb cell 2 line 2: 'loss' is possibly 'undefined'. [TS18048]",
    "bad.ipynb cell 3 line 1: Cannot redeclare block-scoped variable 'loss'. [TS2451]",
  ]);
  expect(readdirSync(folder).filter(name => name.startsWith("."))).toEqual([]);
});

it("each rule of storing finds what it is about", async () => {
  const path = write("stored.ipynb", ["let a = Math.random(); let ok = 1;", "1"], (cell, index) => ({
    ...cell,
    id: "same",
    execution_count: index === 1 ? 4 : null,
    metadata: { tags: ["parameters"] },
  }));
  expect(await texts(path)).toEqual([
    'stored.ipynb cell 2: has outputs or a count stored; run "riskbook notebook strip" [outputs-stored]',
    'stored.ipynb: two cells have the id "same"; copy one into a new cell [unique-ids]',
    'stored.ipynb: 2 cells are tagged "parameters"; join them into one [one-parameters-cell]',
    'stored.ipynb: the parameter a has no type; write "let a: number = …" or another type [parameters-typed]',
  ]);
  expect(strippedFile(path).changed).toBe(true);
});

it("without files, the notebooks of the book are meant", () => {
  const book = join(folder, "book");
  mkdirSync(join(book, "notebooks"), { recursive: true });
  writeFileSync(join(book, "riskbook.yaml"), "firm: Test\ncurrency: USD\n");
  writeFileSync(join(book, "notebooks", "daily.ipynb"), "{}");
  expect(findNotebooks([], join(book, "notebooks"))).toEqual([join(book, "notebooks", "daily.ipynb")]);
  expect(() => findNotebooks(["none.ipynb"], book)).toThrow("There is no notebook");
});
