import type { Document } from "../../document/index.js";
import { pageTitle } from "../html/page.js";

/**
 * Writes a PDF's title, author, subject and keywords, and sets its dates to the document's as-of time: the browser would
 * write the wall clock, and equal documents would not give equal bytes.
 */
export async function withMetadata(pdf: Uint8Array, document: Document): Promise<Uint8Array> {
  const { PDFDocument } = await import("pdf-lib");
  const file = await PDFDocument.load(pdf, { updateMetadata: false });
  const asOf = new Date(document.asOf);
  const { snapshot } = document;
  file.setTitle(pageTitle(document), { showInWindowTitleBar: true });
  file.setAuthor(document.firm);
  file.setSubject(document.simulated ? `${document.title} (simulated data)` : document.title);
  file.setKeywords([
    `window ${document.window}`,
    snapshot === null ? "no snapshot" : `snapshot ${snapshot.id} ${snapshot.sha256}`,
    `definitions ${document.definitionsVersion}`,
  ]);
  file.setCreator("riskbook");
  file.setProducer("riskbook");
  file.setLanguage("en");
  file.setCreationDate(asOf);
  file.setModificationDate(asOf);
  return file.save({ addDefaultPage: false, updateFieldAppearances: false });
}
