import { describe, expect, it } from "vitest";
import type { TableBlock } from "./block.js";
import { parseBlock, parseDocument } from "./validate.js";

const table: TableBlock = {
  type: "table",
  id: "traders",
  title: "Traders",
  columns: [
    { key: "name", label: "Name", type: "string", format: { kind: "text" } },
    { key: "day", label: "Day", type: "date", format: { kind: "date" } },
    { key: "pnl", label: "P&L", type: "number", format: { kind: "money", currency: "USD", digits: 0 } },
  ],
  rowCount: 2,
  data: { values: { name: ["A", null], day: ["2020-04-17", null], pnl: [1.5, null] } },
  total: { name: "Total", pnl: 1.5 },
};

const chart = {
  type: "chart",
  id: "c",
  title: "Chart",
  alternative: "A chart.",
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5" fill="#1d5fa6"/></svg>',
  width: 10,
  height: 10,
};

const withValues = (values: object): object => ({ ...table, data: { values: { ...tableValues(), ...values } } });
const tableValues = (): object => (table.data as { values: object }).values;

describe("parseBlock", () => {
  it("takes a valid table and a valid chart as they are", () => {
    expect(parseBlock(table)).toEqual(table);
    expect(parseBlock(chart)).toMatchObject({ title: "Chart", width: 10 });
  });

  it.each<[string, object, RegExp]>([
    ["an unknown type", { type: "iframe" }, /block is not valid: type: /],
    ["an unknown member", { type: "pageBreak", onclick: "x" }, /Unrecognized key: "onclick"/],
    [
      "NaN in a key figure",
      { type: "kpis", items: [{ id: "a", label: "A", value: Number.NaN, format: { kind: "text" } }] },
      /items\[0\]\.value: must be a finite number/,
    ],
    [
      "a member of a format that is not its own",
      { type: "kpis", items: [{ id: "a", label: "A", value: 1, format: { kind: "integer", digits: 2 } }] },
      /items\[0\]\.format/,
    ],
    [
      "NaN in a cell",
      withValues({ pnl: [1, Number.NaN] }),
      /table "Traders": column "pnl" row 2 is NaN; expected a finite number/,
    ],
    ["a date that does not exist", withValues({ day: ["2020-02-30", null] }), /row 1 is "2020-02-30"; expected a date/],
    ["a column that is too short", withValues({ pnl: [1] }), /"pnl" has 1 cells; expected 2/],
    ["values of no column", withValues({ other: [1, 2] }), /values for "other", which is no column/],
    ["a hole in a list", withValues({ pnl: [1, undefined] }), /row 2 is undefined/],
    ["an object in a cell", withValues({ name: ["A", { toString: "x" }] }), /row 2 is an object; expected text/],
    [
      "text over Excel's limit",
      withValues({ name: ["A", "x".repeat(40_000)] }),
      /row 2 is "x+…; expected text of at most 32767/,
    ],
    ["a total of another type", { ...table, total: { pnl: "lots" } }, /total of "pnl" is "lots"/],
    ["a total of no column", { ...table, total: { other: 1 } }, /names "other", which is no column/],
    [
      "a file outside of the folder",
      { ...table, data: { file: "../../etc/passwd", sha256: "0".repeat(64), rows: 2 } },
      /data/,
    ],
    ["more inline rows than may travel", { ...table, rowCount: 6_000, data: { values: {} } }, /6000 rows are too many/],
    [
      "an encoding of a column that is not there",
      {
        ...chart,
        encoding: {
          mark: "line",
          x: { column: "date", label: "Date" },
          series: [],
          y: { label: "P&L", format: { kind: "integer" } },
        },
      },
      /encoding names "date"/,
    ],
    ["a picture that is none", { ...chart, svg: "<html></html>" }, /not <svg>/],
    [
      "a colour that is none",
      { ...table, columns: [{ ...table.columns[0], colour: { rule: "url(x)" } }] },
      /columns\[0\]\.colour/,
    ],
  ])("refuses %s, and says where", (_, block, message) => {
    expect(() => parseBlock(block)).toThrow(message);
  });

  it("refuses a column named __proto__, which would be lost on the way", () => {
    const block = JSON.parse(JSON.stringify(table).replaceAll('"pnl"', '"__proto__"')) as object;
    expect(() => parseBlock(block)).toThrow(/is not a name that a column may have|no values|Unrecognized/);
  });

  it("takes the script out of a chart's picture", () => {
    const svg = chart.svg.replace("<rect", '<script>alert(1)</script><rect onclick="alert(1)"');
    expect(JSON.stringify(parseBlock({ ...chart, svg }))).not.toMatch(/script|alert/);
  });
});

describe("parseDocument", () => {
  const document = {
    title: "Daily risk",
    firm: "Demo",
    currency: "USD",
    asOf: "2020-04-17T20:00:00Z",
    window: "2020-04-17",
    snapshot: { id: 1, sha256: "a".repeat(64) },
    parameters: { asOf: "2020-04-17" },
    definitionsVersion: "1",
    simulated: true,
    blocks: [table],
  };

  it("takes a valid document", () => {
    expect(parseDocument(document)).toEqual(document);
  });

  it("names the block that is wrong", () => {
    expect(() => parseDocument({ ...document, blocks: [table, { type: "text" }] })).toThrow(/blocks\[1\]\.markdown/);
    expect(() => parseDocument({ ...document, asOf: "yesterday" })).toThrow(/asOf/);
  });
});
