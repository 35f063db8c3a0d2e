import { describe, expect, it } from "vitest";
import type { Block } from "./block.js";
import { blockBundle } from "./bundle.js";
import { labelOf, slug } from "./identity.js";

const EVIL = "<img src=x onerror=alert(1)>";
const blocks: Block[] = [
  { type: "heading", level: 2, text: EVIL },
  { type: "text", markdown: EVIL },
  {
    type: "kpis",
    title: EVIL,
    items: [
      { id: "a", label: EVIL, value: null, reason: EVIL, definition: `"${EVIL}`, note: EVIL, format: { kind: "text" } },
    ],
  },
  {
    type: "table",
    id: "t",
    title: EVIL,
    columns: [{ key: "k", label: EVIL, unit: EVIL, type: "string", format: { kind: "text" }, definition: `"${EVIL}` }],
    rowCount: 1,
    data: { values: { k: [EVIL] } },
    total: { k: EVIL },
    note: EVIL,
  },
  { type: "chart", id: "c", title: EVIL, alternative: EVIL, caption: EVIL, svg: "<svg/>", width: 1, height: 1 },
  { type: "callout", tone: "bad", title: EVIL, markdown: EVIL },
  { type: "fact", key: EVIL, value: EVIL },
];

describe("a block in a notebook's output", () => {
  it.each(blocks.map(block => [block.type, block] as const))("shows hostile text in a %s as text", (_, block) => {
    const html = blockBundle(block)["text/html"] as string;
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  it("lines up a table in plain text, with its total and what is left out", () => {
    const text = blockBundle({
      type: "table",
      id: "t",
      title: "P&L",
      columns: [
        { key: "n", label: "Name", type: "string", format: { kind: "text" } },
        { key: "p", label: "P&L", type: "number", unit: "USD", format: { kind: "money", currency: "USD", digits: 0 } },
        { key: "e", label: "Held", type: "number", unit: "days", format: { kind: "number", digits: 1 } },
      ],
      rowCount: 2,
      data: { values: { n: ["A", "Bo"], p: [-1200, null], e: [1, 22.5] } },
      total: { n: "Total", p: -1200 },
    })["text/plain"];
    expect(text).toBe(
      [
        "P&L",
        "Name       P&L  Held (days)",
        "A      −$1,200          1.0",
        "Bo           –         22.5",
        "Total  −$1,200",
      ].join("\n"),
    );
  });
});

describe("names", () => {
  it("makes labels of keys in the desk's words", () => {
    expect(["netPnl", "net_pnl", "var_99", "grossExposure", "P&L", "meanES"].map(labelOf)).toEqual([
      "Net P&L",
      "Net P&L",
      "VaR 99",
      "Gross exposure",
      "P&L",
      "Mean ES",
    ]);
  });

  it("makes slugs that are safe as file names and keep letters of every script", () => {
    expect(["../../etc/passwd", "Trader P&L, net", "吴 Лебедев", "…", "a\r\nb"].map(slug)).toEqual([
      "etc-passwd",
      "trader-p-l-net",
      "吴-лебедев",
      "block",
      "a-b",
    ]);
  });
});
