import { type Progress, RiskbookError } from "../../core/index.js";
import { type Landing, LISTING_MOVED, landPiece } from "./land.js";

/** More feeds than this that cannot be had mean that the source is ill, not they. */
const MOST_FAILED = 2;

/** What landing came to. */
export interface Landed {
  readonly asked: number;
  readonly resumed: number;
  /** Names of feeds that could not be had, with the reason. */
  readonly failed: ReadonlyMap<string, string>;
}

/**
 * Lands all pieces of a run. A feed that cannot be had is left for the next run and the others go on; when none of them
 * can be had, or more than a few cannot, the run ends there.
 * @throws RiskbookError what the source throws
 */
export async function landPieces(landing: Landing, progress: Progress): Promise<Landed> {
  const { pieces } = landing.journal.plan;
  const feeds = new Set(pieces.map(({ feed }) => feed.name)).size;
  const failed = new Map<string, string>();
  let asked = 0;
  let resumed = 0;
  for (const [index, { feed, dataset, from }] of pieces.entries()) {
    if (failed.has(feed.name)) continue;
    progress.update(`fetching ${dataset} of ${feed.name} from ${from}`, index / pieces.length);
    try {
      const landed = await landPiece(landing, index);
      asked += landed.asked;
      resumed += landed.resumed;
    } catch (error) {
      const reason = reasonOfFeed(error, landing);
      failed.set(feed.name, reason);
      if (failed.size === feeds || failed.size > MOST_FAILED) throw error;
      progress.line(`left for the next run: ${feed.name}: ${reason}`);
    }
  }
  if (pieces.length > 0) progress.update("fetching", 1);
  return { asked, resumed, failed };
}

function reasonOfFeed(error: unknown, { source }: Landing): string {
  const ofFeed = error instanceof RiskbookError && [LISTING_MOVED, ...source.feedFailures].includes(error.code);
  if (!ofFeed) throw error;
  return error.message;
}
