import { beforeAll, describe, expect, it } from "vitest";
import * as XLSX from "xlsx";
import type { Document, TableBlock } from "../../document/index.js";
import { rolesOf } from "../colours.js";
import { svgToPng } from "../mail/picture.js";
import { HOSTILE, sampleDocument } from "../sample-document.fixture.js";
import { lookOf } from "./look.js";
import { renderWorkbook, type WorkbookOptions } from "./render-workbook.js";
import { unzip } from "./zip.js";

const options: WorkbookOptions = {
  look: lookOf({ accent: "#1f3a5f", light: rolesOf("light") }),
  paper: "Letter",
  values: table => ("values" in table.data ? table.data.values : {}),
  picture: (svg, title) => svgToPng(svg, title),
};

const TRADERS = "Traders by risk who carries it";
const FILLS = "Largest fills";

let book: XLSX.WorkBook;
let parts: Map<string, string>;
let bytes: Uint8Array;

beforeAll(async () => {
  bytes = await renderWorkbook(sampleDocument(), options);
  book = XLSX.read(bytes, { cellNF: true, cellStyles: true, cellFormula: true, cellDates: false });
  parts = partsOf(bytes);
});

function partsOf(workbook: Uint8Array): Map<string, string> {
  return new Map([...unzip(workbook)].map(([path, part]) => [path, new TextDecoder().decode(part)]));
}

function cell(sheet: string, address: string): XLSX.CellObject {
  const found: XLSX.CellObject | undefined = book.Sheets[sheet]?.[address];
  if (found === undefined) throw new Error(`${sheet}!${address} is empty`);
  return found;
}

/** The part of the sheet with this name. */
function sheetXml(name: string): string {
  return parts.get(`xl/worksheets/sheet${book.SheetNames.indexOf(name) + 1}.xml`) ?? "";
}

function withTable(table: Partial<TableBlock>): Document {
  const sample = sampleDocument();
  const base = sample.blocks.find(block => block.type === "table")!;
  return { ...sample, blocks: [{ ...(base as TableBlock), ...table }] };
}

describe("a workbook", () => {
  it("has a summary and a sheet for each table and chart, in the document's order", () => {
    expect(book.SheetNames).toEqual([
      "Summary",
      "P&L beside the VaR of the day b",
      TRADERS,
      FILLS,
      "Drawdown and cumulative P&L",
      "Distribution of daily returns",
      "P&L by trader and month",
      "Expected shortfall by trader",
    ]);
  });

  it("is the same bytes each time", async () => {
    expect(Buffer.from(await renderWorkbook(sampleDocument(), options)).equals(Buffer.from(bytes))).toBe(true);
  });

  it("states title, firm and as-of time as its properties", () => {
    expect(book.Props).toMatchObject({ Title: "Daily risk 2020-04-17", Author: "Meridian Street Trading" });
    expect(parts.get("docProps/core.xml")).toContain("2020-04-17T20:00:00Z</dcterms:created>");
    expect(parts.get("docProps/core.xml")).toContain("2020-04-17T20:00:00Z</dcterms:modified>");
  });
});

describe("a table's sheet", () => {
  it("holds figures as numbers with their formats", () => {
    expect(cell(TRADERS, "B5")).toMatchObject({ t: "n", v: -412_300, z: "[$$-409]#,##0;-[$$-409]#,##0" });
    expect(cell(TRADERS, "C5")).toMatchObject({ t: "n", v: 1210.55, z: "[$$-409]#,##0.00;-[$$-409]#,##0.00" });
    expect(cell(TRADERS, "D5")).toMatchObject({ t: "n", v: 0.41, z: "0.0%" });
    expect(cell(TRADERS, "H5")).toMatchObject({ t: "n", v: 1210, z: "#,##0" });
  });

  it("holds dates and times as dates, to the millisecond", () => {
    const day = cell(TRADERS, "J5");
    const time = cell(TRADERS, "K5");
    expect(day).toMatchObject({ t: "n", z: "yyyy-mm-dd", v: 43_208 });
    expect(time.z).toBe("yyyy-mm-dd hh:mm:ss");
    expect((Number(time.v) - 25_569) * 86_400_000).toBeCloseTo(Date.parse("2020-04-17T19:59:58.250Z"), 0);
  });

  it("keeps figures that a double cannot hold as text, without a warning mark", () => {
    expect(cell(TRADERS, "C8")).toMatchObject({ t: "s", v: "1000000000000000.01" });
    expect(cell(TRADERS, "I7")).toMatchObject({ t: "s", v: "9007199254740993" });
    expect(cell(TRADERS, "I5")).toMatchObject({ t: "n", v: 120_500 });
    expect(sheetXml(TRADERS)).toContain('<ignoredError sqref="C5:C12 I5:I12" numberStoredAsText="1"/>');
  });

  it("keeps text that begins like a formula as text, also when it is edited", () => {
    for (const [address, text] of [
      ["A9", HOSTILE.formula],
      ["A10", HOSTILE.element],
      ["A11", HOSTILE.at],
      ["A12", HOSTILE.errorWord],
    ] as const) {
      expect(cell(TRADERS, address)).toMatchObject({ t: "s", v: text });
      expect(cell(TRADERS, address).f).toBeUndefined();
    }
    const style = /<c r="A9" t="s" s="(\d+)"/.exec(sheetXml(TRADERS))?.[1];
    const styles = /<cellXfs[^>]*>(.*)<\/cellXfs>/
      .exec(parts.get("xl/styles.xml")!)![1]!
      .match(/<xf [^>]*\/>|<xf .*?<\/xf>/g)!;
    expect(styles[Number(style)]).toContain('quotePrefix="1"');
    expect([...parts.values()].join("")).not.toMatch(/<f>[^<]*cmd/);
  });

  it("leaves missing values and missing truths empty", () => {
    expect(book.Sheets[TRADERS]?.B12?.v).toBeUndefined();
    expect(cell(TRADERS, "L5")).toMatchObject({ t: "b", v: true });
  });

  it("sums what is a sum with a formula and its cached value, and leaves other totals as they are", () => {
    expect(cell(TRADERS, "B13")).toMatchObject({ t: "n", f: "SUM(B5:B12)", v: -219_814.5 });
    expect(cell(TRADERS, "E13").f).toBeUndefined();
    expect(cell(TRADERS, "E13").v).toBe(540_000);
    expect(cell(FILLS, "A155").v).toBe("Total");
    expect(cell(FILLS, "E155").f).toBe("SUM(E5:E154)");
  });

  it("freezes its heads, filters its list and repeats the heads on paper", () => {
    const xml = sheetXml(TRADERS);
    expect(xml).toContain('<pane xSplit="1" ySplit="4" topLeftCell="B5" state="frozen"');
    const list = parts.get("xl/tables/table2.xml")!;
    expect(list).toContain('ref="A4:L12"');
    expect(list).toContain('<autoFilter ref="A4:L12"/>');
    expect(list).toContain('name="Size after loss (× usual)"');
    expect(parts.get("xl/workbook.xml")).toContain(`'${TRADERS}'!$4:$4</definedName>`);
    expect(xml).toContain('<pageSetup paperSize="1" orientation="landscape"');
    expect(xml).toContain('fitToWidth="1"');
    expect(xml).toContain("Page &amp;P of &amp;N");
  });

  it("explains a column in a comment on its head", () => {
    const comment = /<comment ref="B4"[^>]*>.*?<t>([^<]*)<\/t>/.exec(
      parts.get("xl/comments2.xml") ?? parts.get("xl/comments3.xml") ?? "",
    );
    expect(comment?.[1]).toBe("Realised and unrealised, after fees.");
    expect([...parts].find(([path]) => path.startsWith("xl/drawings/vmlDrawing"))?.[1]).toContain(
      "<x:Anchor>2,15,3,2,6,31,11,4<",
    );
  });

  it("keeps colour rules live: sign, bars, thresholds and scales", () => {
    const xml = sheetXml(TRADERS);
    expect(xml).toContain("<formula>AND(ISNUMBER(B5),B5&lt;0)</formula>");
    expect(xml).toContain("<formula>AND(ISNUMBER(F5),F5&gt;1.5)</formula>");
    expect(xml).toContain('<cfvo type="num" val="-3"/><cfvo type="num" val="0"/><cfvo type="num" val="3"/>');
    expect(xml.match(/<x14:cfRule type="dataBar"/g)).toHaveLength(2);
    for (const id of xml.match(/<x14:id>[^<]+/g)!) expect(xml).toContain(`id="${id.slice("<x14:id>".length)}"`);
  });

  it("says which rows a sheet could not hold, and sums nothing that is not all there", async () => {
    const short = XLSX.read(await renderWorkbook(sampleDocument(), { ...options, sheetRows: 25 }));
    expect(short.Sheets[FILLS]?.A2?.v).toContain("The first 20 of 150 rows: a sheet of Excel holds no more");
    expect(short.Sheets[FILLS]?.A24?.v).toBe("F0020");
    expect(short.Sheets[FILLS]?.A25?.v).toBe("Total");
    expect(short.Sheets[FILLS]?.E25?.f).toBeUndefined();
  });

  it("stands for a table without rows, too", async () => {
    const values = Object.fromEntries(sampleTable().columns.map(column => [column.key, []]));
    const { total: _, ...rest } = sampleTable();
    const empty = XLSX.read(
      await renderWorkbook({ ...sampleDocument(), blocks: [{ ...rest, rowCount: 0, data: { values } }] }, options),
    );
    expect(empty.Sheets[TRADERS]?.A2?.v).toContain("0 rows");
  });

  it("survives titles, firms and heads that Excel would stumble over", async () => {
    const columns = sampleTable().columns.map(column => ({ ...column, label: "Same\nhead" }));
    const document = { ...withTable({ title: "'[P/L]*?: 2020'", columns }), firm: "12 & Sons" };
    const odd = await renderWorkbook(document, options);
    expect(XLSX.read(odd).SheetNames[1]).toBe("P L 2020");
    expect(partsOf(odd).get("xl/tables/table1.xml")).toContain('name="Same head 2"');
    expect(partsOf(odd).get("xl/worksheets/sheet2.xml")).toContain("&amp;L 12 &amp;&amp; Sons");
  });
});

function sampleTable(): TableBlock {
  return sampleDocument().blocks.find(block => block.type === "table") as TableBlock;
}

describe("the summary", () => {
  it("says what the document is, of when, and that its data is simulated", () => {
    expect(cell("Summary", "A1").v).toBe("Daily risk");
    expect(cell("Summary", "A3").v).toBe("2020-04-17 · as of 2020-04-17 20:00 UTC · amounts in USD");
    expect(cell("Summary", "A5").v).toMatch(/^SIMULATED DATA/);
  });

  it("holds key figures as typed values with unit, note, reason and definition", () => {
    const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets.Summary!, { header: 1 });
    const row = (label: string): unknown[] => rows.find(candidate => candidate[0] === label)!;
    expect(row("P&L today").slice(0, 4)).toEqual(["P&L today", -1_234_567.89, "USD", "month −$3.1m"]);
    expect(row("VaR 99%, one day").slice(4)).toEqual([250, "Historical, order statistic, 250 sessions. — MAR33.4"]);
    expect([1, 3].map(at => row("Profit factor")[at])).toEqual(["–", "no losing day in 12"]);
    expect(row("Worst day")[3]).toBe("Warning: data of two venues were late");
  });

  it("carries the document's words, a row to a line, none higher than Excel allows", async () => {
    expect(parts.get("xl/sharedStrings.xml")).toContain("- Two traders hold the same names");
    const blocks = [{ type: "text", markdown: "word ".repeat(5_000) } as const];
    const long = partsOf(await renderWorkbook({ ...sampleDocument(), blocks }, options));
    const heights = [...long.get("xl/worksheets/sheet1.xml")!.matchAll(/ ht="([\d.]+)"/g)].map(match =>
      Number(match[1]),
    );
    expect(Math.max(...heights)).toBe(409);
  });

  it("links to every sheet and says where the figures come from", () => {
    const links = Object.values(book.Sheets.Summary!)
      .map(value => (value as XLSX.CellObject).l?.Target)
      .filter(target => target !== undefined);
    expect(links).toContain(`#'${TRADERS}'!A1`);
    expect(links).toHaveLength(book.SheetNames.length - 1);
    const text = parts.get("xl/sharedStrings.xml")!;
    expect(text).toContain("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    expect(text).toContain("Parameter confidence");
  });
});

describe("a chart", () => {
  it("is drawn by Excel from the cells beside it, marks mixed, values cached", () => {
    const chart = parts.get("xl/charts/chart1.xml")!;
    expect(chart).toContain("<c:barChart>");
    expect(chart.match(/<c:lineChart>/g)).toHaveLength(2);
    expect(chart).toContain("<c:dateAx>");
    expect(chart).toContain("<c:f>&#39;P&amp;L beside the VaR of the day b&#39;!$B$5:$B$124</c:f>");
    expect(chart).toContain('<c:ptCount val="120"/>');
    expect(parts.get("xl/drawings/drawing2.xml")).toContain("Daily P&amp;L as bars with the VaR as a line below");
  });

  it("has a second axis where the encoding says so, and touching bars for a histogram", () => {
    const drawdown = parts.get("xl/charts/chart2.xml")!;
    expect(drawdown).toContain("<c:areaChart>");
    expect(drawdown.match(/<c:valAx>/g)).toHaveLength(2);
    expect(drawdown).toContain('<c:crosses val="max"/>');
    expect(parts.get("xl/charts/chart3.xml")).toContain('<c:gapWidth val="6"/>');
  });

  it("is a grid of shaded cells where it is a heat map", () => {
    const name = "P&L by trader and month";
    expect(["A4", "B4", "E4", "A7"].map(address => cell(name, address).v)).toEqual([
      "Trader",
      "2020-01",
      "2020-04",
      "Иванова",
    ]);
    expect(sheetXml(name)).toContain('<conditionalFormatting sqref="B5:E8"><cfRule type="colorScale"');
    expect(sheetXml(name)).not.toContain("<drawing");
  });

  it("is a picture where it came without its data", async () => {
    const sample = sampleDocument();
    const chart = sample.blocks.find(block => block.type === "chart")!;
    if (chart.type !== "chart") throw new Error("no chart");
    const { table: _, encoding: __, ...bare } = chart;
    const workbook = unzip(await renderWorkbook({ ...sample, blocks: [bare] }, options));
    expect(Buffer.from(workbook.get("xl/media/image1.png")!).toString("latin1", 1, 4)).toBe("PNG");
  });
});
