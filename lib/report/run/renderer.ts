import type { Book, Progress } from "../../core/index.js";
import type { Document } from "../../document/index.js";
import type { Brand } from "../brand.js";
import type { ReportBrowser } from "../browser/open.js";
import type { OutputName, ReportDefinition } from "../define.js";

/** One file that a run produces. */
export interface Artefact {
  /** File name inside the run's folder, for example `daily-risk-2020-04-17.pdf`. */
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** What a renderer may use beside the document: nothing in it depends on the wall clock. */
export interface RenderContext {
  definition: ReportDefinition;
  book: Book;
  brand: Brand;
  /** The folder whose `tables/` holds the long tables, for `cellsOf`. */
  tables: string;
  /** First part of every artefact's name, `<report>-<window>`. */
  baseName: string;
  /** SHA-256 over everything that went into the run; a stable seed for Message-IDs and MIME boundaries. */
  inputsSha256: string;
  /** What renderers before this one made, so that a mail can carry the PDF and the workbook. */
  earlier: readonly Artefact[];
  /** One browser for the whole run, started when first asked for and closed by the run. */
  browser(): Promise<ReportBrowser>;
  progress: Progress;
}

/**
 * Turns a document into the artefacts of one medium. A renderer is pure but for the browser: equal documents and
 * contexts give equal bytes.
 */
export interface Renderer {
  name: OutputName;
  render(document: Document, context: RenderContext): Promise<Artefact[]>;
}
