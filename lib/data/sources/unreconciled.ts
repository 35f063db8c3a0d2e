import type { IsoDate } from "../../core/index.js";
import { type ReconciledFigure, reconcile } from "../pnl/index.js";
import { openSnapshot, type Store } from "../store/index.js";
import type { Disagreement } from "./source.js";

/** What the totals that a source states came to, held against P&L from the fills. */
export interface Unreconciled {
  /** Account-days of which a figure differs by a cent or more, or which only one side knows. */
  readonly days: number;
  /** Their figures, by account and day; ours and theirs of a day that one side lacks are of its net. */
  readonly disagreements: readonly Disagreement[];
}

/** What follows from fills alone; open P&L and balances depend on prices, which a source may take at another moment. */
const FROM_FILLS: readonly ReconciledFigure[] = ["gross", "fees", "net"];

/**
 * Reconciles the newest snapshot's fills with what is stored of the totals and positions of some accounts: gross, fees and
 * net to the cent, positions to the share.
 * @returns null for a store without snapshots
 */
export async function unreconciledDays(store: Store, accounts: readonly string[]): Promise<Unreconciled | null> {
  if (store.latest() === null) return null;
  const snapshot = await openSnapshot(store);
  try {
    const { differences, onlyOurs, onlyTheirs, positions } = await reconcile(snapshot);
    const oneSided = [
      ...onlyOurs.map(day => ({ ...day, figure: "net", ours: day.net, theirs: 0 })),
      ...onlyTheirs.map(day => ({ ...day, figure: "net", ours: 0, theirs: day.net })),
    ];
    const held = positions.differences.map(position => ({ ...position, figure: `position in ${position.symbol}` }));
    const figures = differences.filter(({ figure }) => FROM_FILLS.includes(figure));
    const disagreements = [...figures, ...oneSided, ...held]
      .filter(({ account }) => accounts.includes(account))
      .map(({ account, date, figure, ours, theirs }) => ({ account, date, figure, ours, theirs }))
      .sort((a, b) => compare(a.account, b.account) || compare(a.date, b.date));
    const differing = new Set(disagreements.map(({ account, date }) => JSON.stringify([account, date])));
    return { days: differing.size, disagreements };
  } finally {
    snapshot.close();
  }
}

function compare(left: string | IsoDate, right: string | IsoDate): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
