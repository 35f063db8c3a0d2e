import { addDays, type IsoDate, RiskbookError } from "../../core/index.js";
import { ALL_FEEDS, type Dataset, type Feed, type Piece, type Source } from "./source.js";
import type { Watermarks } from "./watermarks.js";

/** What a run is asked for. */
export interface Window {
  /** Names or ids of feeds; all of them when absent. */
  readonly feeds?: readonly string[];
  /** The first day, instead of what follows from the watermarks. */
  readonly from?: IsoDate;
  readonly to: IsoDate;
  /** Today at the source. */
  readonly today: IsoDate;
  /** Days before a watermark that are asked for again, for corrections and late rows. */
  readonly lookBackDays: number;
}

/**
 * The pieces to ask for: of each feed the days from its watermark less the look-back, or from its first day, to the end of
 * the window, by calendar months, in order of time; and, where no feeds are named, what is asked of all of them together.
 */
export function planPieces(source: Source, feeds: readonly Feed[], marks: Watermarks, window: Window): Piece[] {
  const byDays = new Set(source.datasets.filter(dataset => !ofSource(dataset)).map(askedName));
  const pieces = chosen(source, feeds, window.feeds).flatMap(feed => {
    if (feed.first === null) return [];
    const through = marks[feed.name]?.through;
    const again = through === undefined ? feed.first : addDays(through, -window.lookBackDays);
    const hasAnyBefore = again > feed.first;
    const from = window.from ?? (hasAnyBefore ? again : feed.first);
    const own = [...byDays].filter(name => feed.datasets?.includes(name) ?? true);
    return WINDOWS[feed.window ?? "month"](from, window.to).flatMap(([first, last]) =>
      own.map(dataset => ({ dataset, feed, from: first, to: last })),
    );
  });
  if (window.feeds !== undefined || feeds.length === 0) return pieces;
  const { today } = window;
  const together = source.datasets.filter(ofSource);
  return [...pieces, ...together.map(({ name }) => ({ dataset: name, feed: ALL_FEEDS, from: today, to: today }))];
}

function ofSource(dataset: Dataset): boolean {
  return dataset.table === undefined && dataset.scope === "source";
}

/** What is asked for to have a dataset: several may stand in one answer. */
function askedName(dataset: Dataset): string {
  return dataset.table === undefined ? dataset.name : (dataset.within?.dataset ?? dataset.name);
}

function chosen(source: Source, feeds: readonly Feed[], names: readonly string[] | undefined): readonly Feed[] {
  if (names === undefined) return feeds;
  return names.map(name => {
    const found = feeds.find(feed => feed.name === name) ?? feeds.find(feed => feed.id === name);
    if (found !== undefined) return found;
    const some = feeds.slice(0, 10).map(feed => feed.name);
    const listed = `${some.join(", ")}${feeds.length > some.length ? ` and ${feeds.length - some.length} more` : ""}`;
    const what = feeds.some(({ anyAccount }) => anyAccount) ? "query" : "account";
    throw new RiskbookError("NO_ACCOUNT", `${source.name} has no ${what} "${name}". It has: ${listed || "none"}.`, {
      exitCode: 2,
    });
  });
}

type Cut = (from: IsoDate, to: IsoDate) => [IsoDate, IsoDate][];

/** How days are cut; by months unless a feed says otherwise, so that answers stay small and a long history resumes within it. */
const WINDOWS: Readonly<Record<NonNullable<Feed["window"]>, Cut>> = {
  month: (from, to) => cut(from, to, day => `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`),
  year: (from, to) => cut(from, to, day => `${Number(day.slice(0, 4)) + 1}-01-01`),
  all: (from, to) => (from <= to ? [[from, to]] : []),
};

function cut(from: IsoDate, to: IsoDate, nextAfter: (day: IsoDate) => IsoDate): [IsoDate, IsoDate][] {
  const windows: [IsoDate, IsoDate][] = [];
  for (let first = from; first <= to; ) {
    const next = nextAfter(first);
    const last = addDays(next, -1);
    windows.push([first, last < to ? last : to]);
    first = next;
  }
  return windows;
}
