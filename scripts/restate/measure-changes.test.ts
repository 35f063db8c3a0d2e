import { expect, test } from "vitest";
import type { Block, Document, TableBlock } from "../../lib/document/index.js";
import { measureChanges } from "./measure-changes.js";

const documentOf = (...blocks: Block[]): Document => ({
  title: "Daily risk",
  firm: "Meridian",
  currency: "USD",
  asOf: "2020-04-17T20:00:00Z",
  window: "2020-04-17",
  snapshot: null,
  parameters: {},
  definitionsVersion: "1",
  simulated: false,
  blocks,
});

const kpis = (value: number | string | null, title?: string): Block => ({
  type: "kpis",
  ...(title === undefined ? {} : { title }),
  items: [{ id: "pnl", label: "P&L", value, unit: "USD", format: { kind: "number", digits: 2 } }],
});

function traders(title: string, pnl: Record<string, number>): TableBlock {
  const format = { kind: "number", digits: 0 } as const;
  return {
    type: "table",
    id: "traders",
    title,
    columns: [
      { key: "trader", label: "Trader", type: "string", format: { kind: "text" } },
      { key: "pnl", label: "P&L", type: "number", unit: "USD", format },
    ],
    rowCount: Object.keys(pnl).length,
    data: { values: { trader: Object.keys(pnl), pnl: Object.values(pnl) } },
    total: { pnl: Object.values(pnl).reduce((sum, value) => sum + value, 0) },
  };
}

test("a figure that differs is told with both values, the difference and its unit", () => {
  expect(measureChanges(documentOf(kpis(10, "Since May")), documentOf(kpis(12.5, "Since May")))).toEqual([
    { measure: "Since May: P&L", whom: null, unit: "USD", before: 10, after: 12.5, by: 2.5 },
  ]);
  expect(measureChanges(documentOf(kpis(null)), documentOf(kpis(1)))).toMatchObject([
    { before: null, after: 1, by: null },
  ]);
});

test("figures of tables are told by whom they are of, wherever the row stands and whatever the title counts", () => {
  const before = documentOf(traders("The 2 largest of 9 traders", { Ann: 5, Bob: 7 }));
  const after = documentOf(traders("The 2 largest of 10 traders", { Bob: 8, Ann: 5 }));
  expect(measureChanges(before, after)).toMatchObject([
    { measure: "The 2 largest of 10 traders: P&L", whom: "Bob", before: 7, after: 8, by: 1 },
    { whom: "Total", before: 12, after: 13 },
  ]);
});

test("a row that came and one that went are told, and two rows of one name stay apart", () => {
  const came = measureChanges(documentOf(traders("T", { Ann: 5 })), documentOf(traders("T", { Bob: 5 })));
  expect(came).toMatchObject([
    { whom: "Bob", before: null, after: 5, by: null },
    { whom: "Ann", before: 5, after: null, by: null },
  ]);
  const twice = documentOf(kpis(1), kpis(2));
  expect(measureChanges(twice, documentOf(kpis(1), kpis(3)))).toMatchObject([{ before: 2, after: 3 }]);
});

test("the same numbers added up in another order are no change, one cent in a million is", () => {
  expect(measureChanges(documentOf(kpis(0.1 + 0.2)), documentOf(kpis(0.3)))).toEqual([]);
  expect(measureChanges(documentOf(kpis(1e6)), documentOf(kpis(1e6 + 0.01)))).toHaveLength(1);
});

test("a long table counts as one figure, also when it has as many rows as before", () => {
  const long = (sha256: string): Block => ({
    ...traders("Fills", {}),
    rowCount: 9,
    data: { file: "a.arrow", sha256, rows: 9 },
  });
  expect(measureChanges(documentOf(long("a")), documentOf(long("a")))).toEqual([]);
  expect(measureChanges(documentOf(long("a")), documentOf(long("b")))).toMatchObject([
    { measure: "Fills: rows", by: 0 },
  ]);
});
