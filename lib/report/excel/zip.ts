import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** The parts of a workbook by path, in the order in which they stand in the file. */
export type Parts = Map<string, Uint8Array>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
/** 1980-01-01, the earliest day that a zip file can state: the same bytes on every day. */
const FIXED_DATE = 33;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;

/**
 * Reads the parts of a zip file that this program has just written (no encryption, no zip64, no comment).
 * See APPNOTE.TXT of PKWARE, sections 4.3 to 4.5.
 */
export function unzip(bytes: Uint8Array): Parts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.length - END_SIZE;
  const parts: Parts = new Map();
  let at = file.readUInt32LE(end + 16);
  for (let entry = file.readUInt16LE(end + 10); entry > 0; entry--) {
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString("utf8", at + 46, at + 46 + nameLength);
    parts.set(name, content(file, file.readUInt32LE(at + 42), file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

function content(file: Buffer, header: number, method: number, size: number): Uint8Array {
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
  const stored = file.subarray(start, start + size);
  return method === DEFLATED ? inflateRawSync(stored) : stored;
}

/** Writes parts as a zip file; equal parts give equal bytes. */
export function zip(parts: Parts): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, data] of parts) {
    const name = Buffer.from(path, "utf8");
    const packed = deflateRawSync(data);
    const facts = entryFacts(data, packed, name);
    const local = Buffer.concat([uint32(LOCAL), uint16(20), facts, uint16(0), name, packed]);
    const pointers = Buffer.concat([uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), uint32(offset)]);
    directory.push(Buffer.concat([uint32(CENTRAL), uint16(20), uint16(20), facts, pointers, name]));
    bodies.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const counts = Buffer.concat([uint16(0), uint16(0), uint16(parts.size), uint16(parts.size)]);
  const end = Buffer.concat([uint32(END), counts, uint32(listed.length), uint32(offset), uint16(0)]);
  return Buffer.concat([...bodies, listed, end]);
}

/** What an entry's two headers share: flags, method, time, date, checksum, sizes and the name's length. */
function entryFacts(data: Uint8Array, packed: Buffer, name: Buffer): Buffer {
  const kind = [uint16(UTF8_NAMES), uint16(DEFLATED), uint16(0), uint16(FIXED_DATE)];
  const sizes = [uint32(crc32(data)), uint32(packed.length), uint32(data.length), uint16(name.length)];
  return Buffer.concat([...kind, ...sizes]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
