import type { Renderer } from "./renderer.js";

/** The renderers of all outputs. They are loaded here and not before: notebooks import this room for `defineReport` alone. */
export async function loadRenderers(): Promise<readonly Renderer[]> {
  const [{ htmlRenderer }, { pdfRenderer }, { excelRenderer }, { mailRenderer }] = await Promise.all([
    import("../html/renderer.js"),
    import("../pdf/renderer.js"),
    import("../excel/excel-renderer.js"),
    import("../mail/mail-renderer.js"),
  ]);
  return [htmlRenderer, pdfRenderer, excelRenderer, mailRenderer];
}
