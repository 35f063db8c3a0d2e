import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { Block, Document, TableBlock } from "../../document/index.js";
import { rolesOf } from "../colours.js";
import { HOSTILE, sampleDocument } from "../sample-document.fixture.js";
import { type PageOptions, pageHtml } from "./page.js";

const options: PageOptions = {
  brand: {
    accent: "#1f3a5f",
    accentDark: "#a9c1e2",
    light: rolesOf("light"),
    dark: rolesOf("dark"),
    paper: "A4",
    fonts: [],
  },
  medium: "screen",
  inputsSha256: "ab".repeat(32),
  maximumRows: 5_000,
  tables: "/nowhere",
  allRowsIn: "the workbook has all",
};

function documentWith(...blocks: Block[]): Document {
  return { ...sampleDocument(), blocks };
}

function drawn(document: Document, changed: Partial<PageOptions> = {}): { html: string; page: globalThis.Document } {
  const html = pageHtml(document, { ...options, ...changed });
  return { html, page: parseHTML(html).document as unknown as globalThis.Document };
}

const numbers: TableBlock = {
  type: "table",
  id: "n",
  title: "Figures",
  columns: [
    { key: "name", label: "Trader", type: "string", format: { kind: "text" } },
    {
      key: "pnl",
      label: "P&L",
      type: "number",
      unit: "USD",
      format: { kind: "money", currency: "USD", digits: 0 },
      colour: { rule: "sign" },
    },
    { key: "es", label: "ES", type: "number", format: { kind: "integer" }, colour: { rule: "bar" } },
    {
      key: "dd",
      label: "Drawdown",
      type: "number",
      format: { kind: "percent", digits: 1 },
      colour: { rule: "threshold", below: -0.1, tone: "bad" },
    },
    { key: "z", label: "Score", type: "number", format: { kind: "number", digits: 1 }, colour: { rule: "scale" } },
  ],
  rowCount: 3,
  data: {
    values: { name: ["a", "b", "c"], pnl: [-5, 7, null], es: [10, 0, -10], dd: [-0.2, -0.05, null], z: [-2, 0, 2] },
  },
  total: { name: "Firm", pnl: 2 },
};

describe("a page", () => {
  it("lets nothing run or load but its own style and script, named by their hashes", () => {
    const { html, page } = drawn(sampleDocument());
    const policy = page.querySelector("meta[http-equiv]")!.getAttribute("content")!;
    const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)![1]!;
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)![1]!;
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `style-src ${hash(style)}`,
      `script-src ${hash(script)}`,
      "img-src data:",
      "font-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page.querySelectorAll("script, style, iframe, object, link, form")).toHaveLength(2);
    expect(page.querySelectorAll("[style]")).toHaveLength(0);
    expect(html).not.toMatch(/\b(src|href)="(?!#|data:|https:\/\/example\.com)/);
  });

  it("shows hostile text as the text it is", () => {
    const { page } = drawn(sampleDocument());
    const cells = [...page.querySelectorAll("td, th")].map(cell => cell.textContent);
    for (const text of [HOSTILE.formula, HOSTILE.element, HOSTILE.at]) expect(cells).toContain(text);
    expect(page.querySelectorAll("[onerror], img")).toHaveLength(0);
  });

  it("is the same bytes for the same document", () => {
    expect(drawn(sampleDocument()).html).toBe(drawn(sampleDocument()).html);
  });

  it("says what it was made of, and that it is simulated", () => {
    const { page } = drawn(sampleDocument());
    const origin = page.querySelector("footer")!.textContent!;
    for (const part of ["12, SHA-256 9f86d081", "confidence = 0.99", "version 2026-11", "2020-04-17 20:00 UTC"]) {
      expect(origin).toContain(part);
    }
    expect(page.querySelector("header .simulated")!.textContent).toMatch(/^Simulated data/);
    expect(drawn({ ...sampleDocument(), simulated: false }).page.querySelector("header .simulated")).toBeNull();
  });

  it("has landmarks, one first heading, captions, and heads that say what they head", () => {
    const { page } = drawn(sampleDocument());
    expect(page.querySelectorAll("main, header, footer")).toHaveLength(3);
    expect(page.querySelectorAll("h1")).toHaveLength(1);
    expect(page.querySelectorAll("table:not(:has(caption))")).toHaveLength(0);
    expect([...page.querySelectorAll("thead th")].every(head => head.getAttribute("scope") === "col")).toBe(true);
    expect([...page.querySelectorAll("figure svg")].every(svg => svg.getAttribute("aria-label"))).toBe(true);
    const ids = [...page.querySelectorAll("[id]")].map(element => element.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("sections", () => {
  const heading = (level: 1 | 2 | 3, text: string): Block => ({ type: "heading", level, text });

  it("begin at the highest level that the document uses, without a heading that repeats its title", () => {
    const { page } = drawn(
      documentWith(heading(1, "Daily risk"), numbers, heading(2, "P&L"), heading(3, "By desk"), heading(2, "P&L")),
    );
    expect([...page.querySelectorAll("main h2, main h3")].map(({ localName, id }) => `${localName} ${id}`)).toEqual([
      "h2 p-l",
      "h3 by-desk",
      "h2 p-l--2",
    ]);
    expect([...page.querySelectorAll("nav a")].map(link => link.getAttribute("href"))).toEqual([
      "#p-l",
      "#by-desk",
      "#p-l--2",
    ]);
  });
});

describe("a table", () => {
  it("sets figures, units and totals, and marks cells by the rules of their columns", () => {
    const { page } = drawn(documentWith(numbers));
    const rows = [...page.querySelectorAll("tbody tr")].map(row => [...row.children]);
    const classes = rows.map(row => row.map(cell => cell.className));
    expect(rows[0]!.map(cell => cell.textContent)).toEqual(["a", "−$5", "10", "−20.0%", "−2.0"]);
    expect(rows[2]![1]!.textContent).toBe("–");
    expect(classes[0]).toEqual(["t brief", "n neg", "n bar b50-100", "n t-bad", "n low10"]);
    expect(classes[1]).toEqual(["t brief", "n", "n bar b50-50", "n", "n"]);
    expect(classes[2]).toEqual(["t brief", "n none", "n bar minus b0-50", "n none", "n high10"]);
    expect(page.querySelector("thead .unit")!.textContent).toBe("USD");
    expect([...page.querySelectorAll("tfoot tr > *")].map(cell => cell.textContent)).toEqual([
      "Firm",
      "$2",
      "",
      "",
      "",
    ]);
  });

  it("that is too long is cut, and says where the rest is", () => {
    const { page } = drawn(sampleDocument(), { maximumRows: 40 });
    const cut = [...page.querySelectorAll(".cut")].map(line => line.textContent);
    expect(cut).toEqual(["40 of 150 rows shown; the workbook has all."]);
  });
});

describe("a figure without a value", () => {
  it("shows a dash and the reason, and its definition stands in the list that it points to", () => {
    const { page } = drawn(sampleDocument());
    const figure = [...page.querySelectorAll(".kpi")].find(kpi => kpi.textContent!.includes("Profit factor"))!;
    expect(figure.querySelector(".figure")!.textContent).toBe("–");
    expect(figure.querySelector(".reason")!.textContent).toBe("no losing day in 12");
    const link = page.querySelector(".kpi dt a")!;
    expect(page.querySelector(link.getAttribute("href")!)!.textContent).toContain(
      "Realised and unrealised, after fees.",
    );
  });
});

describe("a chart", () => {
  const svg = (content: string): Block => ({
    type: "chart",
    id: "c",
    title: "Chart",
    alternative: "A line",
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">${content}</svg>`,
    width: 100,
    height: 50,
  });

  it("turns dark with the page by its palette, and keeps its colours on paper", () => {
    const block = svg(`<path d="M0,0L9,9" stroke="#1d5fa6" fill="none"/><rect width="1" height="1" fill="#123456"/>`);
    const screen = drawn(documentWith(block)).html;
    expect(screen).toContain(`stroke="var(--chart-1d5fa6)"`);
    expect(screen).toMatch(/prefers-color-scheme:dark\)\{:root\{[^}]*--chart-1d5fa6:#74b3f2/);
    expect(screen).toContain(`fill="#123456"`);
    expect(drawn(documentWith(block), { medium: "paper" }).html).toContain(`stroke="#1d5fa6"`);
  });

  it("is cleaned of all that could run or fetch", () => {
    const { html } = drawn(
      documentWith(svg(`<script>alert(1)</script><image href="https://evil.example/x.png"/><a href="javascript:x"/>`)),
    );
    expect(html).not.toMatch(/alert|evil\.example|javascript:/);
  });
});
