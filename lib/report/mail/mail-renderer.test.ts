import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterAll, expect, it } from "vitest";
import * as XLSX from "xlsx";
import { openBook, packageRoot, silentProgress } from "../../core/index.js";
import { type Document, type TableBlock, writeArrow } from "../../document/index.js";
import { readBrand } from "../brand.js";
import { defineReport } from "../define.js";
import { excelRenderer } from "../excel/excel-renderer.js";
import type { RenderContext } from "../run/renderer.js";
import { sampleDocument } from "../sample-document.fixture.js";
import { type MailEnvelope, mailRenderer } from "./mail-renderer.js";

const folder = mkdtempSync(join(tmpdir(), "riskbook-mail-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 6_000;

/** A document whose one table lies in an Arrow file, as tables of more than 5,000 rows do. */
function longDocument(): Document {
  const sample = sampleDocument();
  const columns: TableBlock["columns"] = [
    { key: "day", label: "Day", type: "date", format: { kind: "date" } },
    { key: "pnl", label: "P&L", type: "decimal", unit: "USD", format: { kind: "money", currency: "USD", digits: 2 } },
  ];
  const values = {
    day: Array.from({ length: ROWS }, () => "2020-04-17"),
    pnl: Array.from({ length: ROWS }, (_row, at) => `${at}.25`),
  };
  const data = writeArrow(columns, values, folder);
  return { ...sample, blocks: [{ type: "table", id: "long", title: "Long", columns, rowCount: ROWS, data }] };
}

function context(earlier: RenderContext["earlier"]): RenderContext {
  const book = openBook(packageRoot());
  return {
    definition: defineReport({
      name: "daily-risk",
      title: "Daily risk",
      notebook: "notebooks/daily-risk.ipynb",
      recipients: ["Desk <desk@meridian.example>"],
      subject: document => `Risk of ${document.window}`,
    }),
    book,
    brand: { ...readBrand(book), logo: { mediaType: "image/svg+xml", bytes: Buffer.from(LOGO) } },
    tables: folder,
    baseName: "daily-risk-2020-04-17",
    inputsSha256: "0".repeat(64),
    earlier,
    browser: () => Promise.reject(new Error("neither a workbook nor a mail needs a browser")),
    progress: silentProgress,
  };
}

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="#1f3a5f"/></svg>';

it("carries a long table in the workbook and its beginning in the mail", async () => {
  const document = longDocument();
  const [workbook] = await excelRenderer.render(document, context([]));
  expect(workbook?.name).toBe("daily-risk-2020-04-17.xlsx");
  expect(XLSX.read(workbook!.bytes).Sheets.Long?.[`B${ROWS + 4}`]).toMatchObject({ t: "n", v: ROWS - 1 + 0.25 });

  const page = { name: "daily-risk-2020-04-17.html", mediaType: "text/html", bytes: Buffer.from("<!doctype html>") };
  const [mail, envelope] = await mailRenderer.render(document, context([page, workbook!]));
  expect([mail?.name, envelope?.name]).toEqual(["daily-risk-2020-04-17.eml", "daily-risk-2020-04-17.envelope.json"]);
  const message = await simpleParser(Buffer.from(mail!.bytes));
  expect(message.text).toContain("12 of 6,000 rows; the attached workbook has all");
  expect(message.attachments.map(part => part.filename)).toEqual(["logo.png", "daily-risk-2020-04-17.xlsx"]);
  const stated = JSON.parse(Buffer.from(envelope!.bytes).toString()) as MailEnvelope;
  expect(stated).toEqual({
    messageId: message.messageId,
    subject: "[Simulated] Risk of 2020-04-17",
    envelope: { from: "risk@meridian.example", to: ["desk@meridian.example"] },
  });
});
