import type { Renderer } from "../run/renderer.js";
import { whereAllRowsAre } from "./all-rows.js";
import { pageHtml } from "./page.js";

/** Beyond this a page gets slow to open on a telephone. */
const MAXIMUM_ROWS = 5_000;

/** The page: one file that opens from disk, without network. */
export const htmlRenderer: Renderer = {
  name: "html",
  async render(document, context) {
    const html = pageHtml(document, {
      brand: context.brand,
      medium: "screen",
      inputsSha256: context.inputsSha256,
      tables: context.tables,
      maximumRows: MAXIMUM_ROWS,
      allRowsIn: whereAllRowsAre(context),
    });
    return [{ name: `${context.baseName}.html`, mediaType: "text/html", bytes: new TextEncoder().encode(html) }];
  },
};
