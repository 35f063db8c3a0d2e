import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TableBlock } from "../../document/index.js";
import { openBrowser, type ReportBrowser } from "../browser/open.js";
import { rolesOf } from "../colours.js";
import { pageHtml } from "../html/page.js";
import { HOSTILE, sampleDocument } from "../sample-document.fixture.js";
import { withMetadata } from "./metadata.js";

let browser: ReportBrowser;
beforeAll(async () => {
  browser = await openBrowser({ timeoutMs: 30_000 });
});
afterAll(() => browser.close());

const brand = {
  accent: "#1f3a5f",
  accentDark: "#a9c1e2",
  light: rolesOf("light"),
  dark: rolesOf("dark"),
  paper: "A4" as const,
  fonts: [],
};

async function printed(document = sampleDocument(), paper: "A4" | "Letter" = "A4"): Promise<Uint8Array> {
  const page = pageHtml(document, {
    brand: { ...brand, paper },
    medium: "paper",
    inputsSha256: "ab".repeat(32),
    maximumRows: 2_000,
    tables: "/nowhere",
    allRowsIn: "the workbook has all",
  });
  return withMetadata(await browser.pdf(page), document);
}

async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  return (await extractText(new Uint8Array(pdf), { mergePages: false })).text;
}

describe("a printed report", () => {
  it("is the same bytes for the same document, dated as of the document's time", async () => {
    const [first, second] = await Promise.all([printed(), printed()]);
    expect(Buffer.compare(first, second)).toBe(0);
    const { info } = await (await getDocumentProxy(new Uint8Array(first))).getMetadata();
    expect(info).toMatchObject({
      Title: "Daily risk 2020-04-17 – Meridian Street Trading",
      Author: "Meridian Street Trading",
      Subject: "Daily risk (simulated data)",
      CreationDate: "D:20200417200000Z",
      ModDate: "D:20200417200000Z",
    });
  });

  it("has its text, page numbers, an outline, tags, and table heads on every page of a table", async () => {
    const pdf = await printed();
    const pages = await pagesOf(pdf);
    for (const [index, text] of pages.entries()) expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
    expect(pages.join("\n")).toContain(HOSTILE.element);
    const tablePages = pages.filter(text => /F01\d\d/.test(text));
    expect(tablePages.length).toBeGreaterThan(1);
    for (const text of tablePages) expect(text).toMatch(/Symbol[\s\S]*Notional/);
    const file = await getDocumentProxy(new Uint8Array(pdf));
    const outline = await file.getOutline();
    expect(outline.length).toBeGreaterThan(0);
    expect(await file.getMarkInfo()).toMatchObject({ Marked: true });
  });

  it("is set on Letter when the brand says so", async () => {
    const file = await getDocumentProxy(new Uint8Array(await printed(sampleDocument(), "Letter")));
    expect((await file.getPage(1)).view).toEqual([0, 0, 612, 792]);
  });

  it("cuts a table at 2,000 rows and says so", async () => {
    const rows = Array.from({ length: 2_345 }, (_, row) => row);
    const long: TableBlock = {
      type: "table",
      id: "long",
      title: "Long",
      columns: [{ key: "row", label: "Row", type: "integer", format: { kind: "integer" } }],
      rowCount: rows.length,
      data: { values: { row: rows } },
    };
    const text = (await pagesOf(await printed({ ...sampleDocument(), blocks: [long] }))).join("\n");
    expect(text).toContain("2,000 of 2,345 rows shown; the workbook has all.");
    expect(text).toContain("1,999");
    expect(text).not.toContain("2,001");
  });
});

describe("the browser that prints", () => {
  it("runs no script and reaches no network, whatever the page says", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const pdf = await browser.pdf(
        `<p id="p">untouched</p><img src="${base}/a.png"><link rel="stylesheet" href="${base}/b.css"><iframe src="${base}/c"></iframe>
         <style>@import "${base}/d.css"; p { background: url(${base}/e.png) }</style>
         <script>document.getElementById("p").textContent = "changed"; for (;;);</script><img src=x onerror="p.remove()">`,
      );
      expect((await pagesOf(pdf)).join()).toContain("untouched");
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });

  it("is killed when a page takes too long", async () => {
    const hasty = await openBrowser({ timeoutMs: 1_500 });
    const rows = "<tr><td>1<td>2<td>3<td>4</tr>".repeat(60_000);
    await expect(hasty.pdf(`<table>${rows}</table>`)).rejects.toMatchObject({ code: "RENDER_TIMEOUT" });
    await hasty.close();
  });
});
