import { whereAllRowsAre } from "../html/all-rows.js";
import { pageHtml } from "../html/page.js";
import type { Renderer } from "../run/renderer.js";
import { withMetadata } from "./metadata.js";

/** Beyond this a browser needs gigabytes for the tagged rows of one table. */
const MAXIMUM_ROWS = 2_000;

/** The PDF: the page laid out for paper, printed by the browser, dated as of the document's time. */
export const pdfRenderer: Renderer = {
  name: "pdf",
  async render(document, context) {
    const html = pageHtml(document, {
      brand: context.brand,
      medium: "paper",
      inputsSha256: context.inputsSha256,
      tables: context.tables,
      maximumRows: MAXIMUM_ROWS,
      allRowsIn: whereAllRowsAre(context),
    });
    const browser = await context.browser();
    const bytes = await withMetadata(await browser.pdf(html), document);
    return [{ name: `${context.baseName}.pdf`, mediaType: "application/pdf", bytes }];
  },
};
