import { existsSync, readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { canonicalJson, type IsoDate, RiskbookError, replaceFile } from "../../core/index.js";
import type { Store } from "../store/index.js";
import { inboxOf } from "./inbox.js";

/** How far a feed is loaded. */
export interface Watermark {
  /** Everything up to this day was asked for and loaded. */
  readonly through: IsoDate;
  /** The newest snapshot when it was set, null for an empty store: it counts only while the store has that snapshot. */
  readonly snapshot: string | null;
  /** Days with a disagreement for which someone decided to keep what is stored; of a feed of any accounts with the account. */
  readonly decided: readonly string[];
}

/** Watermarks by the feeds' names. */
export type Watermarks = Readonly<Record<string, Watermark>>;

const schema = z.object({
  version: z.literal(1),
  feeds: z.record(
    z.string(),
    z.object({ through: z.iso.date(), snapshot: z.string().nullable(), decided: z.array(z.string()).default([]) }),
  ),
});

/**
 * Reads the watermarks that hold for a store. One that was set when the store had a snapshot which is gone now speaks of
 * another store, or of one that was emptied: it is left out, so that everything is asked for again.
 * @throws RiskbookError `BAD_WATERMARKS`
 */
export function readWatermarks(path: string, store: Store): Watermarks {
  if (!existsSync(path)) return {};
  const snapshots = new Set(store.entries().map(({ id }) => id));
  const feeds = parse(path);
  return Object.fromEntries(
    Object.entries(feeds).filter(([, { snapshot }]) => snapshot === null || snapshots.has(snapshot)),
  );
}

/**
 * Ids of the snapshots that the watermarks of any source name. Pruning has to leave them: without its snapshot a watermark
 * no longer counts, and everything would be asked for again.
 * @param inbox the folder of all inboxes; one that is not there names none
 * @throws RiskbookError `BAD_WATERMARKS`
 */
export function watermarkedSnapshots(inbox: string): ReadonlySet<string> {
  const sources = existsSync(inbox) ? readdirSync(inbox, { withFileTypes: true }) : [];
  const files = sources.filter(entry => entry.isDirectory()).map(({ name }) => inboxOf(inbox, name).watermarks);
  const marks = files.filter(path => existsSync(path)).flatMap(path => Object.values(parse(path)));
  return new Set(marks.map(({ snapshot }) => snapshot).filter(id => id !== null));
}

/** Replaces the watermarks as a whole. */
export function writeWatermarks(path: string, feeds: Watermarks): void {
  replaceFile(path, `${canonicalJson({ version: 1, feeds })}\n`);
}

function parse(path: string): Watermarks {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8"))).feeds;
  } catch (error) {
    throw new RiskbookError(
      "BAD_WATERMARKS",
      `${path} does not tell how far a source is loaded. Remove it; the next run asks for everything again and loads nothing twice.`,
      { cause: error },
    );
  }
}
