import { dayNumber, type IsoDate } from "../../core/index.js";
import type { Snapshot } from "../store/index.js";
import { upTo } from "./as-of.js";
import type { Rename } from "./renames.js";

/** A split as it is stated: of the symbol that its day began with. */
export interface StatedSplit {
  readonly symbol: string;
  readonly day: number;
  readonly ratio: number;
}

/** The corporate actions that bear on positions, oldest first. */
export interface PositionActions {
  readonly splits: readonly StatedSplit[];
  readonly renames: readonly Rename[];
}

/**
 * The splits and renames of a snapshot. One that was announced, and whose day is after all fills and prices, is none yet.
 * Dividends are no P&L here: what was paid is a row of `cash`. A delisting closes nothing: what it paid is a fill or cash.
 */
export async function snapshotActions(snapshot: Snapshot, asOf?: IsoDate): Promise<PositionActions> {
  const rows = await snapshot.rows(
    `SELECT symbol, strftime(date, '%Y-%m-%d') AS day, kind, ratio, new_symbol FROM actions
    WHERE kind IN ('split', 'rename') ${upTo("date", asOf, "AND")} ORDER BY date, symbol`,
  );
  if (rows.length === 0) return { splits: [], renames: [] };
  const newest = await newestDay(snapshot);
  const begun = rows
    .map(({ day, ...action }) => ({ ...action, day: dayNumber(String(day)) }) as StatedAction)
    .filter(({ day }) => day <= newest);
  return {
    splits: begun.filter(({ kind }) => kind === "split").map(({ symbol, day, ratio }) => ({ symbol, day, ratio })),
    renames: begun
      .filter(({ kind }) => kind === "rename")
      .map(({ symbol, day, new_symbol }) => ({ symbol, day, newSymbol: new_symbol })),
  };
}

interface StatedAction {
  readonly symbol: string;
  readonly day: number;
  readonly kind: string;
  readonly ratio: number;
  readonly new_symbol: string;
}

async function newestDay(snapshot: Snapshot): Promise<number> {
  const [row] = await snapshot.rows(
    `SELECT strftime(greatest((SELECT max(trade_date) FROM fills), (SELECT max(date) FROM prices)), '%Y-%m-%d') AS day`,
  );
  return row?.day == null ? Number.NEGATIVE_INFINITY : dayNumber(String(row.day));
}
