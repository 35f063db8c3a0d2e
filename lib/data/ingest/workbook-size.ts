import { statSync } from "node:fs";
import { RiskbookError } from "../../core/index.js";
import type { SourceFile } from "./source-file.js";

/** A workbook may be at most this large, packed and unpacked: more is no table but a bomb or a mistake. */
const LARGEST_PACKED = 128 * 1024 * 1024;
const LARGEST_UNPACKED = 512 * 1024 * 1024;

const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const HAS_DESCRIPTOR = 8;

/** Refuses a workbook by its size on disk, before it is read. */
export function requirePackedSize(source: SourceFile): void {
  if (statSync(source.path).size > LARGEST_PACKED) throw tooLarge(source);
}

/**
 * Refuses a workbook whose parts unpack to more than a limit, or which hides how large they are, before any is unpacked.
 * What unpacks to more than is written here is stopped by the reader of the parts.
 * @throws RiskbookError `WORKBOOK_TOO_LARGE`, `BAD_WORKBOOK`
 */
export function requireSensibleSize(source: SourceFile, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === undefined) throw damaged(source);
  let unpacked = 0;
  let at = view.getUint32(end + 16, true);
  for (let entries = view.getUint16(end + 10, true); entries > 0; entries--) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) throw damaged(source);
    const packedSize = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const hidden = size === 0 && (packedSize > 2 || (view.getUint16(at + 8, true) & HAS_DESCRIPTOR) !== 0);
    unpacked += hidden ? Number.POSITIVE_INFINITY : size;
    at += ENTRY_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (unpacked > LARGEST_UNPACKED) throw tooLarge(source);
}

/** A workbook that is, or becomes, larger than is sensible. */
export function tooLarge(source: SourceFile, cause?: unknown): RiskbookError {
  return new RiskbookError(
    "WORKBOOK_TOO_LARGE",
    `${source.path} takes or unpacks to more than a workbook of tables can need, or hides how large it is. Nothing of it was loaded; export it as CSV.`,
    { cause },
  );
}

/** A workbook that cannot be read. */
export function damaged(source: SourceFile, reason = "its list of parts is missing"): RiskbookError {
  return new RiskbookError(
    "BAD_WORKBOOK",
    `${source.path} is not a whole workbook (${reason}). Nothing of it was loaded; save or fetch it again.`,
  );
}

function endRecord(view: DataView): number | undefined {
  const last = view.byteLength - END_RECORD_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return undefined;
}
