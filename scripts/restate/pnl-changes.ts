import type { Book, IsoDate } from "../../lib/core/index.js";
import { openSnapshot, type PnlByRow, type PnlDimension, pnlBy, type Store } from "../../lib/data/index.js";
import type { MeasureChange } from "./measure-changes.js";

/** Which P&L is compared. */
export interface PnlComparison {
  readonly by: readonly PnlDimension[];
  /** The last day that counts. */
  readonly asOf: IsoDate;
  /** Numbers of the two snapshots. */
  readonly from: number;
  readonly to: number;
}

const FIGURES = ["fills", "realised", "fees", "net", "actual"] as const;

/**
 * What P&L up to a day is on two snapshots, by trader, by strategy tag or by any other of its dimensions: the figures that
 * differ. It needs no report's notebook, and tells of groups that no report shows.
 * @throws RiskbookError `USAGE` for an unknown dimension
 */
export async function pnlChanges(store: Store, book: Book, comparison: PnlComparison): Promise<MeasureChange[]> {
  const [before, after] = [
    await pnlOf(store, book, comparison, comparison.from),
    await pnlOf(store, book, comparison, comparison.to),
  ];
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return names.flatMap(name =>
    FIGURES.flatMap(figure => {
      const [was, is] = [before.get(name), after.get(name)];
      const [one, other] = [was?.[figure] ?? null, is?.[figure] ?? null];
      if (one === other) return [];
      const by = one === null || other === null ? null : other - one;
      const { currency } = (is ?? was)!;
      const unit = figure === "fills" ? null : currency;
      return [
        { measure: `P&L: ${figure}`, whom: whomOf(is ?? was!, comparison.by), unit, before: one, after: other, by },
      ];
    }),
  );
}

async function pnlOf(
  store: Store,
  { config: { timeZone, calendar } }: Book,
  { by, asOf }: PnlComparison,
  number: number,
): Promise<Map<string, PnlByRow>> {
  const snapshot = await openSnapshot(store, String(number));
  try {
    const { rows } = await pnlBy(snapshot, { by, asOf, timeZone, calendar });
    return new Map(rows().map(row => [JSON.stringify([...by.map(dimension => row[dimension]), row.currency]), row]));
  } finally {
    snapshot.close();
  }
}

function whomOf(row: PnlByRow, by: readonly PnlDimension[]): string {
  return by.map(dimension => row[dimension] ?? `no ${dimension}`).join(", ");
}
