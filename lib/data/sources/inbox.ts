import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { replaceFile, sha256, syncFolder, writeFailure } from "../../core/index.js";
import { hashFile } from "../store/hash-file.js";
import type { Page, Piece, StreamedPage } from "./source.js";

/** Where what a source told is kept, and how far it was asked. */
export interface Inbox {
  readonly root: string;
  /** How far each feed is loaded. */
  readonly watermarks: string;
  /** The run under way, or the one that a crash left. */
  readonly journal: string;
  /** Held by the process that collects. */
  readonly lock: string;
}

/** The inbox of one source within the folder of all of them. */
export function inboxOf(folder: string, source: string): Inbox {
  const root = join(folder, source);
  const file = (name: string): string => join(root, name);
  return { root, watermarks: file("watermarks.json"), journal: file("run.jsonl"), lock: file("lock.sqlite") };
}

/** Enough of a hash to tell contents apart within one account's days. */
const HASH_DIGITS = 16;

/** A page that was kept: its path within the inbox, its rows, and how many pages its piece has. */
export interface Kept {
  readonly file: string;
  readonly rows: number;
  readonly pages: number;
}

/**
 * Keeps a page as it came, under a name that tells account, days and content: the same answer is kept once. A stream is
 * kept while it comes; one that breaks off leaves nothing that counts.
 * @throws RiskbookError for a disk that cannot be written to; what the stream throws
 */
export async function keepPage(inbox: Inbox, piece: Piece, page: number, answer: Page | StreamedPage): Promise<Kept> {
  const feed = fileName(piece.feed.name);
  const pages = "stream" in answer ? 1 : answer.pages;
  const name = `${feed}-${piece.dataset}-${piece.from}-${piece.to}-${page}of${pages}`;
  if ("stream" in answer) {
    const file = await keepStream(inbox, join(feed, name), answer.stream);
    return { file, rows: answer.rows(), pages };
  }
  const { content, rows, extension = "csv" } = answer;
  const file = join(feed, `${name}-${sha256(content).slice(0, HASH_DIGITS)}.${extension}`);
  if (readKept(inbox, file) === undefined) replaceFile(join(inbox.root, file), content);
  return { file, rows, pages };
}

/** The part has one name, so that a run that was killed in it leaves at most that one behind. */
async function keepStream({ root }: Inbox, name: string, stream: AsyncIterable<Uint8Array>): Promise<string> {
  const part = join(root, `${name}.part`);
  const hash = createHash("sha256");
  try {
    await writing(part, async () => {
      mkdirSync(dirname(part), { recursive: true });
    });
    const handle = await writing(part, () => open(part, "w"));
    try {
      for await (const bytes of stream) {
        hash.update(bytes);
        await writing(part, () => handle.writeFile(bytes));
      }
      await writing(part, () => handle.sync());
    } finally {
      await handle.close();
    }
    const file = `${name}-${hash.digest("hex").slice(0, HASH_DIGITS)}.csv`;
    await writing(part, async () => {
      renameSync(part, join(root, file));
      syncFolder(dirname(part));
    });
    return file;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The disk's own failures become sentences; those of the stream have theirs. */
async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** The content of a kept file, or undefined where it is missing or no longer what its name says. */
export function readKept(inbox: Inbox, path: string): string | undefined {
  const full = join(inbox.root, path);
  if (!existsSync(full)) return undefined;
  const content = readFileSync(full, "utf8");
  return isNamedFor(path, sha256(content)) ? content : undefined;
}

/** Whether a kept file is there and still what its name says, without holding it in memory. */
export async function isIntact(inbox: Inbox, path: string): Promise<boolean> {
  const full = join(inbox.root, path);
  return existsSync(full) && isNamedFor(path, await hashFile(full));
}

function isNamedFor(path: string, hash: string): boolean {
  return parse(path).name.endsWith(`-${hash.slice(0, HASH_DIGITS)}`);
}

/** Keeps rows that were made of pages, so that messages can name their lines. Returns the full path. */
export function keepRows(inbox: Inbox, dataset: string, csv: string): string {
  const path = join(inbox.root, "rows", `${dataset}-${sha256(csv).slice(0, HASH_DIGITS)}.csv`);
  if (!existsSync(path)) replaceFile(path, csv);
  return path;
}

/** Names from a source are no paths. */
function fileName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9-]/g, "_").slice(0, 60) || "_";
}
