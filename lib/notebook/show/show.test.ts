import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lineY } from "@observablehq/plot";
import { op, table } from "arquero";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dailyPnlBars, plot } from "../../charts/index.js";
import {
  BLOCK_MIME,
  type Block,
  type ChartBlock,
  cellsOf,
  type KpisBlock,
  type TableBlock,
} from "../../document/index.js";
import { describeReturns, Undefined } from "../../risk/index.js";
import { DISPLAY_HOOK, type DisplayHook, type MimeBundle } from "../display.js";
import { show } from "./show.js";
import { tableBlock } from "./table.js";

const global = globalThis as { [DISPLAY_HOOK]?: DisplayHook };
let shown: MimeBundle[];
beforeEach(() => {
  shown = [];
  global[DISPLAY_HOOK] = bundle => shown.push(bundle);
});
afterEach(() => {
  delete global[DISPLAY_HOOK];
  vi.unstubAllEnvs();
});

function last<T extends Block>(): T {
  return shown.at(-1)![BLOCK_MIME] as T;
}
const valuesOf = (block: TableBlock): unknown => (block.data as { values: unknown }).values;

describe("show.table", () => {
  it("keeps an Arquero table's order, dates and nulls", () => {
    const data = table({
      trader: ["B", "A", "C"],
      day: [new Date("2020-04-17"), null, new Date("2020-04-16")],
      pnl: [-1.5, 2, null],
    });
    show.table(data.filter((row: { trader: string }) => row.trader !== "C").orderby("trader"), { title: "Traders" });
    const block = last<TableBlock>();
    expect(block.columns.map(({ type }) => type)).toEqual(["string", "date", "number"]);
    expect(valuesOf(block)).toEqual({ trader: ["A", "B"], day: [null, "2020-04-17"], pnl: [2, -1.5] });
  });

  it("takes rows, where one may lack what another has, and infers every type", () => {
    show.table([
      { n: 1, big: 2n ** 60n, at: new Date("2020-04-17T13:30:00Z"), day: "2020-04-17", ok: true, x: 0.25 },
      { n: 2, big: 1n, at: new Date(0), day: "2020-04-18", ok: false },
    ]);
    const block = last<TableBlock>();
    expect(block.columns.map(({ type }) => type)).toEqual([
      "integer",
      "bigint",
      "timestamp",
      "date",
      "boolean",
      "number",
    ]);
    expect(valuesOf(block)).toEqual({
      n: [1, 2],
      big: ["1152921504606846976", "1"],
      at: ["2020-04-17T13:30:00Z", "1970-01-01T00:00:00Z"],
      day: ["2020-04-17", "2020-04-18"],
      ok: [true, false],
      x: [0.25, null],
    });
  });

  it("puts the interval of each figure into two columns of numbers", () => {
    const interval = [{ low: 0.5, high: 1.5, confidence: 0.9 }, new Undefined("too few")];
    const block = tableBlock([{ sharpe: 1 }, { sharpe: 2 }], { columns: { sharpe: { format: "ratio", interval } } });
    expect(block.columns.map(({ key, label }) => [key, label])).toEqual([
      ["sharpe", "Sharpe"],
      ["sharpe_low", "90% from"],
      ["sharpe_high", "to"],
    ]);
    expect(valuesOf(block)).toEqual({ sharpe: [1, 2], sharpe_low: [0.5, null], sharpe_high: [1.5, null] });
    expect(() => tableBlock([{ sharpe: 1 }], { columns: { sharpe: { interval } } })).toThrow(/2 intervals for 1 rows/);
  });

  it("keeps a column of figures one, also where every value is missing", () => {
    const { columns, total } = tableBlock([{ symbol: "ZCOR", exposure: null }], {
      columns: { exposure: { unit: "USD" } },
      total: { sum: ["exposure"] },
    });
    expect(columns[1]).toMatchObject({ type: "number", format: { kind: "money", currency: "USD" } });
    expect(total).toMatchObject({ exposure: null });
  });

  it("takes typed columns with formats, colours and a total in row order", () => {
    show.table(
      { trader: ["A", "B", "C"], pnl: Float64Array.of(1e16, 1, -1e16), fee: ["0.10", "0.20", null] },
      {
        title: "P&L",
        columns: {
          pnl: { unit: "USD", colour: "sign" },
          fee: { type: "decimal", label: "Fees", format: "money", unit: "USD" },
        },
        total: { sum: ["pnl", "fee"] },
      },
    );
    expect(last<TableBlock>()).toMatchObject({
      columns: [
        { key: "trader", label: "Trader" },
        { label: "P&L", format: { kind: "money", currency: "USD", digits: 0 }, colour: { rule: "sign" } },
        { label: "Fees", type: "decimal", format: { kind: "money", currency: "USD" } },
      ],
      total: { trader: "Total", pnl: 1, fee: "0.30" },
      note: "The total of Fees leaves out 1 row without a value.",
    });
  });

  it("writes a table above 5,000 rows beside the notebook, and refers to it by hash", () => {
    const folder = mkdtempSync(join(tmpdir(), "riskbook-show-"));
    try {
      vi.stubEnv("RISKBOOK_OUTPUT", folder);
      const x = Float64Array.from({ length: 6_000 }, (_, index) => index / 7);
      show.table({ x }, { title: "Long" });
      const block = last<TableBlock>();
      expect(readdirSync(join(folder, "tables"))).toEqual([
        (block.data as { file: string }).file.slice("tables/".length),
      ]);
      expect(cellsOf(block, folder).x).toEqual([...x]);
      expect(shown.at(-1)!["text/html"]).toContain("5,800 more rows are not shown here");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each<[string, () => void, RegExp]>([
    ["NaN", () => show.table({ x: [1, Number.NaN] }), /Column "x" row 2 is NaN, which is no number; give null/],
    [
      "mixed types",
      () => show.table([{ x: 1 }, { x: "n/a" }]),
      /"x" mixes types: number in row 1 \(1\), string in row 2 \("n\/a"\)/,
    ],
    ["an invalid Date", () => show.table({ x: [new Date("x")] }), /Column "x" row 1/],
    ["options for no column", () => show.table({ x: [1] }, { columns: { y: {} } }), /no column "y"; the table has x/],
    ["a sum of text", () => show.table({ x: ["a"] }, { total: { sum: ["x"] } }), /cannot add up "x"/],
    ["columns of two lengths", () => show.table({ x: [1], y: [1, 2] }), /"y" has 2 values; the first column has 1/],
    [
      "money without a currency",
      () => show.table({ x: [1] }, { columns: { x: { format: "money" } } }),
      /needs a currency/,
    ],
  ])("refuses %s in a sentence", (_, call, message) => {
    expect(call).toThrow(message);
  });

  it("takes what Arquero derives", () => {
    show.table(
      table({ g: ["a", "a", "b"], v: [1, 2, 3] })
        .groupby("g")
        .rollup({ total: op.sum("v") }),
    );
    expect(valuesOf(last())).toEqual({ g: ["a", "b"], total: [3, 3] });
  });
});

describe("show.kpis", () => {
  const measures = describeReturns([0.01, -0.02, 0.03, 0.01], { periodsPerYear: 252 });
  const measure = (id: string) => measures.find(candidate => candidate.id === id)!;

  it("takes measures with their own words, and others beside them", () => {
    show.kpis([
      measure("total_return"),
      { ...measure("total_return"), label: "So far", note: "since March", format: { kind: "percent", digits: 2 } },
    ]);
    const [first, second] = last<KpisBlock>().items;
    expect(first).toMatchObject({
      id: "total_return",
      label: "Total return",
      format: { kind: "percent", digits: 1 },
      n: 4,
    });
    expect(first!.definition).toBe(measure("total_return").definition);
    expect(second).toMatchObject({ label: "So far", note: "since March", format: { digits: 2 } });
  });

  it("says on request between what and what a figure lies, in its format, or why that is not known", () => {
    show.kpis([
      { ...measure("total_return"), interval: { low: -0.01, high: 0.052, confidence: 0.95 }, note: "four days" },
      { label: "Sharpe", value: 1.234, format: "ratio", interval: new Undefined("needs 20 observations, has 4") },
    ]);
    const { items } = last<KpisBlock>();
    expect(items[0]!.note).toBe("95% interval −1.0% to 5.2% · four days");
    expect(items[1]).toEqual({
      id: "sharpe",
      label: "Sharpe",
      value: 1.234,
      format: { kind: "ratio", digits: 2 },
      note: "no interval: needs 20 observations, has 4",
    });
  });

  it("prints the reason of a measure without a value", () => {
    const undefinedOne = measures.find(candidate => candidate.value === null)!;
    show.kpis([undefinedOne]);
    expect(last<KpisBlock>().items[0]).toMatchObject({ value: null, reason: undefinedOne.reason });
    expect(shown.at(-1)!["text/plain"]).toContain(undefinedOne.reason);
  });

  it("takes plain figures and flat records", () => {
    const record = {
      ...measure("total_return"),
      id: "episode",
      unit: "record",
      value: { depth: -250.5, trough_date: "2020-03-23" },
    };
    show.kpis([{ label: "Net P&L", value: -12, unit: "USD", tone: "bad" }, record], { title: "Today" });
    expect(last<KpisBlock>()).toMatchObject({
      title: "Today",
      items: [
        { id: "net-p-l", value: -12, format: { kind: "money", currency: "USD" }, tone: "bad" },
        { value: -250.5, note: "trough 2020-03-23" },
      ],
    });
  });

  it("refuses NaN where it is shown", () => {
    expect(() => show.kpis([{ label: "x", value: Number.NaN }])).toThrow(/items\[0\]\.value: must be a finite number/);
  });
});

describe("show.chart", () => {
  it("takes a chart's value, and other words for it", () => {
    const chart = dailyPnlBars({ dates: ["2020-04-16", "2020-04-17"], pnl: [1, -2] }, { unit: "USD" });
    show.chart(chart, { title: "Two days" });
    expect(last<ChartBlock>()).toEqual({ ...chart, title: "Two days" });
    expect(shown.at(-1)!["text/html"]).toContain("<svg");
  });

  it("takes a Plot as a picture without data", () => {
    show.chart(plot({ marks: [lineY([1, 2, 3])] }), { title: "Line", alternative: "A line that rises." });
    expect(last<ChartBlock>()).toMatchObject({ type: "chart", title: "Line", alternative: "A line that rises." });
    expect(last<ChartBlock>().table).toBeUndefined();
  });

  it("takes a Vega-Lite specification when it is awaited", async () => {
    await show.chart(
      { mark: "point", data: { values: [{ x: 1 }] }, encoding: { x: { field: "x", type: "quantitative" } } },
      { title: "Dots" },
    );
    expect(last<ChartBlock>().title).toBe("Dots");
  });

  it("refuses what is no chart", () => {
    expect(() => show.chart(42 as never)).toThrow(/cannot show number/);
  });
});

describe("show", () => {
  it("shows headings, texts, callouts, page breaks and facts as their blocks", () => {
    show.heading("Today");
    show.text("**Quiet.**");
    show.callout("warn", "Look", { title: "Limit" });
    show.pageBreak();
    show.fact("netPnl", -12.5);
    expect(shown.map(bundle => bundle[BLOCK_MIME])).toEqual([
      { type: "heading", level: 2, text: "Today" },
      { type: "text", markdown: "**Quiet.**" },
      { type: "callout", tone: "warn", title: "Limit", markdown: "Look" },
      { type: "pageBreak" },
      { type: "fact", key: "netPnl", value: -12.5 },
    ]);
  });

  it("prints text outside of a notebook", () => {
    delete global[DISPLAY_HOOK];
    const written: string[] = [];
    const spy = vi.spyOn(process.stdout, "write").mockImplementation(text => written.push(String(text)) > 0);
    show.kpis([{ label: "VaR", value: 0.012, unit: "fraction" }]);
    spy.mockRestore();
    expect(written.join("")).toBe("VaR  1.2%\n");
  });
});
