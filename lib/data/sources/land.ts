import { RiskbookError } from "../../core/index.js";
import { type Inbox, isIntact, type Kept, keepPage, readKept } from "./inbox.js";
import { type Journal, type LandedPage, noteLanded } from "./journal.js";
import type { Page, Piece, Source, StreamedPage } from "./source.js";
import type { CollectStep } from "./steps.js";

/** How often a piece is asked for from its first page before the run gives up on a listing that keeps shrinking. */
const MOST_STARTS = 3;

/** The code of an error about a listing that gets shorter whenever it is read. */
export const LISTING_MOVED = "LISTING_MOVED";

/** What landing needs. */
export interface Landing {
  readonly source: Source;
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly step: (step: CollectStep) => void;
}

/**
 * Lands what is missing of a piece, page by page.
 * @returns how many pages were asked for, and how many stood in the inbox already
 * @throws RiskbookError `LISTING_MOVED`; what the source throws
 */
export async function landPiece(landing: Landing, index: number): Promise<{ asked: number; resumed: number }> {
  const { source, journal } = landing;
  const piece = journal.plan.pieces[index]!;
  const kept = await stillTrue(landing, piece, await intactPages(landing, index));
  let { asked } = kept;
  let pages = kept.pages;
  let done = kept.landed;
  for (let starts = 1; pages === undefined || done < pages; asked++) {
    const page = await source.page(piece, done + 1);
    if (pages !== undefined && "pages" in page && page.pages < pages) {
      if (++starts > MOST_STARTS) throw listingMoved(source, piece);
      pages = undefined;
      done = 0;
      continue;
    }
    pages = (await land(landing, index, done + 1, page)).pages;
    done++;
  }
  return { asked, resumed: kept.landed };
}

async function land(landing: Landing, index: number, page: number, answer: Page | StreamedPage): Promise<Kept> {
  const { inbox, journal, step } = landing;
  step("land-page");
  const kept = await keepPage(inbox, journal.plan.pieces[index]!, page, answer);
  step("note-page");
  const through = "through" in answer && answer.through !== undefined ? { through: answer.through } : {};
  noteLanded(journal, { piece: index, page, ...kept, ...through });
  return kept;
}

/** The landed pages of a piece, up to the first whose file is no longer what it was. */
async function intactPages({ inbox, journal }: Landing, index: number): Promise<LandedPage[]> {
  const intact: LandedPage[] = [];
  for (const page of journal.landed.get(index) ?? []) {
    if (!(await isIntact(inbox, page.file))) break;
    intact.push(page);
  }
  return intact;
}

/**
 * Says how many of the landed pages may stay. Rows that came or went meanwhile would have moved all pages behind them, so
 * that going on could miss some: the last landed page is asked for again, and if it differs the piece begins anew.
 */
async function stillTrue(
  { source, inbox }: Landing,
  piece: Piece,
  landed: readonly LandedPage[],
): Promise<{ landed: number; pages: number | undefined; asked: number }> {
  const last = landed.at(-1);
  if (last === undefined) return { landed: 0, pages: undefined, asked: 0 };
  if (last.page === last.pages) return { landed: last.page, pages: last.pages, asked: 0 };
  const again = await source.page(piece, last.page);
  const same = "content" in again && again.content === readKept(inbox, last.file);
  return same ? { landed: last.page, pages: again.pages, asked: 1 } : { landed: 0, pages: undefined, asked: 1 };
}

function listingMoved(source: Source, { dataset, feed, from, to }: Piece): RiskbookError {
  return new RiskbookError(
    LISTING_MOVED,
    `${source.name} told fewer pages of ${dataset} of "${feed.name}" from ${from} to ${to} each time while they were read (${MOST_STARTS} times). Run again when it is done changing them.`,
  );
}
