import { dayNumber, type IsoDate, RiskbookError } from "../../../core/index.js";
import { type Columns, valueAt } from "../../columns/index.js";
import { openConversion, snapshotRates, type UsedRate } from "../../fx/index.js";
import type { Snapshot } from "../../store/index.js";
import { type SnapshotBook, type SnapshotPnlOptions, snapshotBooks } from "../snapshot-pnl.js";
import { FILL_DIMENSIONS, PNL_DIMENSIONS, type PnlDimension } from "./dimensions.js";
import { entriesOfFills, entriesOfSessions, since } from "./entries.js";
import { readFacts } from "./facts.js";
import { Grouping } from "./grouping.js";

/** By what P&L is told, of when, and in which money. */
export interface PnlByOptions extends Omit<SnapshotPnlOptions, "currency"> {
  /** One row for each combination that occurs; none is the total. */
  readonly by: readonly PnlDimension[];
  /** The first session that counts; what is open before it keeps its cost. */
  readonly from?: IsoDate;
  /** Converts each day's P&L into this currency at the day's rate; without it each currency has rows of its own. */
  readonly in?: string;
  /** The currency that a rate may be crossed through: the book's. */
  readonly through?: string;
  /** How many days back a rate may be taken from; 5 unless given. */
  readonly maxRateAgeDays?: number;
  /** Zone in which hours are told; UTC unless given. */
  readonly timeZone?: string;
}

/** Figures of a group; money in `currency`. */
export interface PnlFigures {
  readonly currency: string;
  readonly fills: number;
  /** Realised P&L before fees: that of the fills that close. */
  readonly realised: number;
  readonly fees: number;
  /** Realised − fees. */
  readonly net: number;
  /** Mark-to-market P&L after fees; null where `actualReason` says why. */
  readonly actual: number | null;
}

/** The names of a group, null where there is none (no tag, no sector), and its figures. */
export type PnlByRow = PnlFigures & Readonly<Partial<Record<PnlDimension, string | null>>>;

/** P&L by some dimensions. */
export interface PnlBy {
  readonly by: readonly PnlDimension[];
  /** One row per group, in the order of the names, as typed columns: for `toArquero` and for many groups. */
  readonly table: Columns;
  /** The same as objects. */
  rows(): PnlByRow[];
  /** The ungrouped total of each currency; every grouping adds up to it. */
  readonly totals: readonly PnlFigures[];
  /** The rates that money was converted at, by currency and day; empty without a conversion. */
  readonly rates: readonly UsedRate[];
  /** Why `actual` is missing where it is. */
  readonly actualReason: string | null;
}

const NO_MARKS_BY_FILL =
  "the change in value of an open position belongs to no fill, so that it has no hour and no tag";

/**
 * P&L by any of its dimensions, straight from a snapshot. What is realised belongs to the fill that closes: its session,
 * its hour, its tag; fees belong to their own fill. Traders, desks and groups are those of the day. All groups add
 * up to the ungrouped total.
 * @throws RiskbookError `USAGE` for an unknown dimension; `NO_RATE`; and as `bookPnl`
 */
export async function pnlBy(snapshot: Snapshot, options: PnlByOptions): Promise<PnlBy> {
  requireDimensions(options.by);
  const marked = !options.by.some(dimension => FILL_DIMENSIONS.has(dimension));
  const facts = await readFacts(snapshot, options.timeZone ?? "UTC");
  const conversion = await conversionOf(snapshot, options);
  const books = await snapshotBooks(snapshot, { ...options, details: options.by.includes("tag") });
  const [grouped, total] = [new Grouping(options.by, facts), new Grouping([], facts)];
  for (const book of books) {
    const all = marked ? entriesOfSessions(book) : entriesOfFills(book);
    const entries = options.from === undefined ? all : since(all, dayNumber(options.from));
    grouped.add(entries, conversion);
    total.add(entries, conversion);
  }
  const table = grouped.columns({ marked });
  const totals = rowsOf<PnlFigures>(total.columns({ marked }));
  return {
    by: options.by,
    table,
    rows: () => rowsOf<PnlByRow>(table),
    totals,
    rates: conversion?.used() ?? [],
    actualReason: marked ? unpricedReason(totals, books) : NO_MARKS_BY_FILL,
  };
}

async function conversionOf(snapshot: Snapshot, { in: to, through, maxRateAgeDays, asOf }: PnlByOptions) {
  if (to === undefined) return undefined;
  const given = { ...(through && { through }), ...(maxRateAgeDays && { maxAgeDays: maxRateAgeDays }) };
  return openConversion(await snapshotRates(snapshot, asOf), { to, ...given });
}

function requireDimensions(by: readonly string[]): void {
  const unknown = by.find(dimension => !(PNL_DIMENSIONS as readonly string[]).includes(dimension));
  const twice = by.find((dimension, at) => by.indexOf(dimension) !== at);
  if (unknown === undefined && twice === undefined) return;
  const wrong = unknown === undefined ? `"${twice}" was named twice` : `"${unknown}" was asked for`;
  throw new RiskbookError("USAGE", `P&L is told by ${PNL_DIMENSIONS.join(", ")}; ${wrong}.`, { exitCode: 2 });
}

function unpricedReason(totals: readonly PnlFigures[], books: readonly SnapshotBook[]): string | null {
  if (totals.every(({ actual }) => actual !== null)) return null;
  const [first] = books.flatMap(({ unpriced }) => unpriced);
  return first === undefined ? null : `${first.account}: ${first.reason}`;
}

function rowsOf<Row>({ rows, columns }: Columns): Row[] {
  const named = Object.entries(columns);
  return Array.from(
    { length: rows },
    (_, row) => Object.fromEntries(named.map(([name, column]) => [name, valueAt(column, row)])) as Row,
  );
}
