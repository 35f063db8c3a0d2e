import { cellsOf } from "../../document/index.js";
import { svgToPng } from "../mail/picture.js";
import type { Artefact, Renderer } from "../run/renderer.js";
import { lookOf } from "./look.js";
import { renderWorkbook } from "./render-workbook.js";

/** The media type of an Excel workbook. */
export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Renders a document as an Excel workbook. */
export const excelRenderer: Renderer = {
  name: "xlsx",
  async render(document, context): Promise<Artefact[]> {
    const bytes = await renderWorkbook(document, {
      look: lookOf(context.brand),
      paper: context.brand.paper,
      values: table => cellsOf(table, context.tables),
      picture: (svg, title) => svgToPng(svg, `The picture "${title}"`, context.brand.fonts),
    });
    return [{ name: `${context.baseName}.xlsx`, mediaType: WORKBOOK_TYPE, bytes }];
  },
};
