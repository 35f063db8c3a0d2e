import { RiskbookError } from "../../core/index.js";
import { beginningOf } from "./beginning.js";
import type { SourceFile } from "./source-file.js";

/** How a file holds its rows: lines of text, or one of the kinds that have columns of their own. */
export type FileKind = "text" | "json-lines" | "yaml" | "xml" | "parquet" | "workbook" | "old-workbook";

const WORKBOOK = [0x50, 0x4b, 0x03, 0x04];
const PARQUET = [0x50, 0x41, 0x52, 0x31];
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * What a file is by its first bytes, whatever its name says; only YAML, which looks like any text, goes by its name.
 * @throws RiskbookError `WEB_PAGE` for what a server sent in place of a file, `BAD_GZIP`
 */
export function fileKind(source: SourceFile): FileKind {
  const bytes = beginningOf(source);
  const startsWith = (mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);
  if (!source.gzipped && startsWith(OLD_WORKBOOK)) return "old-workbook";
  if (!source.gzipped && startsWith(PARQUET)) return "parquet";
  if (!source.gzipped && startsWith(WORKBOOK)) return "workbook";
  if (!source.gzipped && /\.ya?ml$/i.test(source.name)) return "yaml";
  const text = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  if (/^<(!doctype html|html)/i.test(text)) {
    throw new RiskbookError(
      "WEB_PAGE",
      `${source.path} is a web page, not data: a server sent it in place of the file, often because a session had ended. Fetch it again.`,
    );
  }
  if (text.startsWith("<")) return "xml";
  return text.startsWith("{") ? "json-lines" : "text";
}
