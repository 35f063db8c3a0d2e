import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile, sha256 } from "../../core/index.js";
import type { Page, Piece } from "./source.js";

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

/**
 * Keeps a page as it came, under a name that tells account, days and content: the same answer is kept once.
 * @returns the file's path within the inbox
 */
export function keepPage(inbox: Inbox, piece: Piece, page: number, { content, pages }: Page): string {
  const feed = fileName(piece.feed.name);
  const hash = sha256(content).slice(0, HASH_DIGITS);
  const name = `${feed}-${piece.dataset}-${piece.from}-${piece.to}-${page}of${pages}-${hash}.csv`;
  const path = join(feed, name);
  if (readKept(inbox, path) === undefined) replaceFile(join(inbox.root, path), content);
  return path;
}

/** The content of a kept file, or undefined where it is missing or no longer what its name says. */
export function readKept(inbox: Inbox, path: string): string | undefined {
  const full = join(inbox.root, path);
  if (!existsSync(full)) return undefined;
  const content = readFileSync(full, "utf8");
  return path.endsWith(`-${sha256(content).slice(0, HASH_DIGITS)}.csv`) ? content : undefined;
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
