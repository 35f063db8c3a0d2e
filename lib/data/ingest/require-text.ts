import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { messageOf, RiskbookError } from "../../core/index.js";
import type { TextFormat } from "./lines.js";
import type { SourceFile } from "./source-file.js";

/**
 * Refuses what would be read as text but is none: a workbook or an archive, and a gzipped file that was cut off or damaged
 * on its way. DuckDB's reader takes the beginning of such a file for the whole of it.
 * @throws RiskbookError `NOT_TEXT`, `BAD_GZIP`
 */
export async function requireText(file: SourceFile, format: TextFormat): Promise<void> {
  if (file.gzipped) return requireWholeGzip(file);
  if (file.binary && format.encoding !== "utf-16") {
    throw new RiskbookError(
      "NOT_TEXT",
      `${file.path} is not text: it has zero bytes. Export it as CSV; if it is UTF-16, say "encoding: utf-16" in the map.`,
    );
  }
}

/** Unpacks a file to its end, where gzip keeps the checksum. */
async function requireWholeGzip(file: SourceFile): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file.path), createGunzip(), nowhere);
  } catch (error) {
    throw new RiskbookError(
      "BAD_GZIP",
      `${file.path} is not a whole gzip file (${messageOf(error)}). Nothing of it was loaded; fetch or export it again.`,
      { cause: error },
    );
  }
}
