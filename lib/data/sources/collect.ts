import { canonicalJson, type IsoDate, type Progress } from "../../core/index.js";
import type { CorrectionPolicy } from "../ingest/judge.js";
import type { IngestSummary } from "../ingest/summary.js";
import type { Store } from "../store/index.js";
import { dayIn } from "./day-in.js";
import { type Inbox, inboxOf } from "./inbox.js";
import { beginJournal, endJournal, type Journal, readJournal } from "./journal.js";
import { landPieces } from "./land-all.js";
import { loadLanded } from "./load.js";
import { withLock } from "./lock.js";
import { movedWatermarks } from "./moved.js";
import { planPieces } from "./plan.js";
import { ALL_FEEDS, type Disagreement, type Feed, type Piece, type Source } from "./source.js";
import type { CollectStep } from "./steps.js";
import { readWatermarks, writeWatermarks } from "./watermarks.js";

/** How a source is collected. */
export interface CollectOptions {
  readonly store: Store;
  /** The folder of all inboxes, beside the store. */
  readonly inbox: string;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Names or ids of feeds; all of them when absent. */
  readonly feeds?: readonly string[];
  /** Nothing before this day is ever wanted. */
  readonly since?: IsoDate;
  /** The first day to ask for; without it, what follows from each feed's watermark, or everything. */
  readonly from?: IsoDate;
  /** The last day; today at the source when absent. */
  readonly to?: IsoDate;
  /** Days before a watermark that are asked for again. */
  readonly lookBackDays: number;
  readonly simulated?: boolean;
  /** What becomes of a fill that the source tells otherwise than the store has it; `hold` unless stated. */
  readonly corrections?: CorrectionPolicy;
  /** Called before each step; tests kill the process in it. */
  readonly step?: (step: CollectStep) => void;
}

/** What a collection did. */
export interface CollectSummary {
  readonly source: string;
  /** Feeds that were asked. */
  readonly feeds: number;
  /** Pages that were asked for, and pages that an unfinished run had landed. */
  readonly asked: number;
  readonly resumed: number;
  /** Feeds that could not be had, with the reason; nothing of them was loaded, and the next run asks again. */
  readonly failed: Readonly<Record<string, string>>;
  /** One for each dataset that had rows. */
  readonly loads: readonly IngestSummary[];
  /** Where the source's own figures and what is stored now disagree; nothing was changed for it. */
  readonly disagreements: readonly Disagreement[];
  /** How far each feed is loaded now. */
  readonly through: Readonly<Record<string, IsoDate>>;
}

/**
 * Fetches what is new at a source into the inbox and loads it. Every page is a file before it counts; a run that ended
 * early, by an error or `kill -9`, is taken up where it stopped; a watermark moves only when everything up to it is loaded.
 * @throws RiskbookError `SOURCE_BUSY`, what the source and the ingest throw; nothing that landed is lost then
 */
export function collect(source: Source, options: CollectOptions): Promise<CollectSummary> {
  const inbox = inboxOf(options.inbox, source.name);
  return withLock(inbox.lock, source.name, async () => {
    const request = requestOf(source, options);
    const unfinished = readJournal(inbox.journal);
    if (unfinished === null) return finish(source, inbox, await begin(source, inbox, request, options), options);
    options.progress.line(`taking up the unfinished run of ${source.name}`);
    const resumed = await finish(source, inbox, unfinished, options);
    if (unfinished.plan.request === canonicalJson(request)) return resumed;
    const current = await finish(source, inbox, await begin(source, inbox, request, options), options);
    return both(resumed, current);
  });
}

interface Request {
  readonly feeds: readonly string[] | null;
  readonly from: IsoDate | null;
  readonly to: IsoDate;
}

function requestOf(source: Source, { feeds, from, to, now }: CollectOptions): Request {
  return { feeds: feeds ?? null, from: from ?? null, to: to ?? dayIn(source.timeZone, now()) };
}

async function begin(source: Source, inbox: Inbox, request: Request, options: CollectOptions): Promise<Journal> {
  const marks = readWatermarks(inbox.watermarks, options.store);
  const feeds = (await source.feeds()).map(feed => wanted(feed, options.since));
  for (const name of Object.keys(marks).filter(known => !feeds.some(feed => feed.name === known)))
    options.progress.line(`${source.name} no longer lists "${name}"; what is stored of it stays`);
  const pieces = planPieces(source, feeds, marks, {
    to: request.to,
    today: dayIn(source.timeZone, options.now()),
    lookBackDays: options.lookBackDays,
    ...(options.feeds === undefined ? {} : { feeds: options.feeds }),
    ...(options.from === undefined ? {} : { from: options.from }),
  });
  options.step?.("begin-run");
  return beginJournal(inbox.journal, {
    request: canonicalJson(request),
    pieces,
  });
}

/** A feed as if it had begun on a day, where it began before. */
function wanted(feed: Feed, since: IsoDate | undefined): Feed {
  return feed.first === null || since === undefined || feed.first >= since ? feed : { ...feed, first: since };
}

async function finish(
  source: Source,
  inbox: Inbox,
  journal: Journal,
  options: CollectOptions,
): Promise<CollectSummary> {
  const { store, now, progress, step = () => {}, simulated = false, corrections = "hold" } = options;
  const { failed, ...landed } = await landPieces({ source, inbox, journal, step }, progress);
  const plan = { ...journal.plan, pieces: toldPieces(journal).filter(({ feed }) => !failed.has(feed.name)) };
  const { loads, disagreements } = await loadLanded({
    source,
    inbox,
    journal,
    failed,
    store,
    now,
    progress,
    simulated,
    corrections,
    step,
  });
  step("move-watermark");
  const marks = movedWatermarks(readWatermarks(inbox.watermarks, store), plan, loads, {
    snapshot: store.latest()?.id ?? null,
    keepStored: corrections === "keep",
  });
  writeWatermarks(inbox.watermarks, marks);
  step("end-run");
  endJournal(journal);
  const through = Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, mark.through]));
  const feeds = new Set(journal.plan.pieces.map(({ feed }) => feed.id).filter(id => id !== ALL_FEEDS.id)).size;
  return { source: source.name, feeds, ...landed, failed: Object.fromEntries(failed), loads, disagreements, through };
}

/** The pieces of a run as far as their days were told. */
function toldPieces({ plan, landed }: Journal): Piece[] {
  return plan.pieces.map((piece, index) => {
    const through = landed.get(index)?.at(-1)?.through;
    return through === undefined || through >= piece.to ? piece : { ...piece, to: through };
  });
}

function both(first: CollectSummary, second: CollectSummary): CollectSummary {
  return {
    ...second,
    failed: { ...first.failed, ...second.failed },
    asked: first.asked + second.asked,
    resumed: first.resumed + second.resumed,
    loads: [...first.loads, ...second.loads],
    disagreements: [...first.disagreements, ...second.disagreements],
  };
}
