import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import {
  canonicalJson,
  hasErrorCode,
  type IsoDate,
  RiskbookError,
  replaceFile,
  syncFolder,
  writeFailure,
} from "../../core/index.js";
import type { Piece } from "./source.js";

/** What a run set out to fetch. */
export interface Plan {
  /** What the run was asked for, as text that is equal for equal requests. */
  readonly request: string;
  readonly pieces: readonly Piece[];
}

/** A page that stands in the inbox. */
export interface LandedPage {
  /** Index among the plan's pieces. */
  readonly piece: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: number;
  readonly file: string;
  /** The last day that the answer covers, where that is not its piece's. */
  readonly through?: IsoDate;
}

/** A run under way: its plan, and by piece the pages that have landed, the first ones of each. */
export interface Journal {
  readonly path: string;
  readonly plan: Plan;
  readonly landed: ReadonlyMap<number, LandedPage[]>;
}

/** Begins the journal of a run. */
export function beginJournal(path: string, plan: Plan): Journal {
  replaceFile(path, `${canonicalJson({ version: 1, ...plan })}\n`);
  return { path, plan, landed: new Map() };
}

/**
 * Reads the journal that a run left, or null where none did. A line that a crash cut off is taken back.
 * @throws RiskbookError `BAD_JOURNAL`
 */
export function readJournal(path: string): Journal | null {
  const text = textOf(path);
  if (text === null) return null;
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  try {
    const [plan, ...pages] = whole
      .trimEnd()
      .split("\n")
      .map(line => JSON.parse(line) as unknown);
    if (!isPlan(plan)) throw new SyntaxError("its first line is no plan");
    const journal: Journal = { path, plan, landed: new Map() };
    for (const page of pages) takeIn(journal, page as LandedPage);
    if (whole !== text) replaceFile(path, whole);
    return journal;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RiskbookError(
      "BAD_JOURNAL",
      `${path} is not a run's journal: ${error.message}. Remove it; the next run asks again for what it had fetched.`,
      { cause: error },
    );
  }
}

/** Notes a page that has landed, on disk before it returns. */
export function noteLanded(journal: Journal, page: LandedPage): void {
  try {
    const handle = openSync(journal.path, "a");
    try {
      writeSync(handle, `${canonicalJson(page)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw writeFailure(journal.path, error);
  }
  takeIn(journal, page);
}

/** Ends a run whose pages are loaded. */
export function endJournal({ path }: Journal): void {
  rmSync(path, { force: true });
  syncFolder(dirname(path));
}

/** A first page begins its piece anew: the source was asked again from the start. */
function takeIn(journal: Journal, page: LandedPage): void {
  const landed = page.page === 1 ? [] : (journal.landed.get(page.piece) ?? []);
  (journal.landed as Map<number, LandedPage[]>).set(page.piece, [...landed, page]);
}

function isPlan(value: unknown): value is Plan {
  return typeof value === "object" && value !== null && "pieces" in value && Array.isArray(value.pieces);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return null;
    throw error;
  }
}
