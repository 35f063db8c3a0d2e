import { excelRenderer } from "../excel/excel-renderer.js";
import { htmlRenderer } from "../html/renderer.js";
import { mailRenderer } from "../mail/mail-renderer.js";
import { pdfRenderer } from "../pdf/renderer.js";
import type { Renderer } from "./renderer.js";

/** The renderers of all outputs. */
export const renderers: readonly Renderer[] = [htmlRenderer, pdfRenderer, excelRenderer, mailRenderer];
