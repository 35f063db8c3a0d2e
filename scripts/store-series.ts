import { type BookConfig, type IsoDate, openBook, RiskbookError } from "../lib/core/index.js";
import type { Snapshot, SnapshotPnl } from "../lib/data/index.js";
import type { PnlKind } from "../lib/risk/index.js";
import type { Context } from "./context.js";
import { requireAsOf } from "./options.js";
import { snapshotName, storeOf } from "./store-of.js";
import type { VarSeries } from "./var-result.js";

interface Asked {
  /** An account, a trader or a desk; the firm otherwise. */
  readonly of?: string;
  readonly asOf?: IsoDate;
  readonly snapshot?: string;
  /** `hypothetical`: today's positions over past moves; the P&L that was made otherwise. */
  readonly kind?: PnlKind;
}

/**
 * The daily P&L of the book, of a trader or of an account: actual, or realised where a position could not be priced. A day is
 * traded when there was a fill or an open position.
 * @throws RiskbookError `NO_ACCOUNT`, `BAD_DATE`, `NO_SNAPSHOT`, `NO_FILLS`
 */
export async function storeSeries({ of, asOf, snapshot: name, kind }: Asked, context: Context): Promise<VarSeries> {
  requireAsOf(asOf);
  const { bookPnl, openSnapshot } = await import("../lib/data/index.js");
  const { config } = openBook(context.cwd);
  const snapshot = await openSnapshot(storeOf(undefined, context), name);
  try {
    const pnl = await bookPnl(snapshot, {
      currency: config.currency,
      calendar: config.calendar,
      ...(asOf && { asOf }),
    });
    const rows = await snapshot.rows("SELECT account, trader, desk FROM accounts ORDER BY account");
    const wanted = of === undefined ? null : accountsOf(of, rows);
    if (kind === "hypothetical") return await hypotheticalSeries(snapshot, config, pnl, { of, wanted });
    const all = wanted === null ? [pnl.firm()] : pnl.byAccount().filter((_, i) => wanted.has(pnl.accounts[i]!));
    const realised = pnl.unpriced.some(({ account }) => wanted === null || wanted.has(account));
    return {
      source: `${of ?? config.firm}, ${snapshotName(snapshot)}`,
      pnl: sum(
        all.map(series => (realised ? series.net : series.actual)),
        pnl.dates.length,
      ),
      dates: pnl.dates,
      traded: Uint8Array.from(pnl.dates, (_, day) =>
        all.some(series => series.fills[day]! > 0 || series.grossExposure[day] !== 0 || series.grossExposure[day - 1])
          ? 1
          : 0,
      ),
      kind: realised ? "realised" : "actual",
      currency: pnl.currency,
    };
  } finally {
    snapshot.close();
  }
}

/** Positions of the last evening over past moves: every day is tested, and what has no history is told. */
async function hypotheticalSeries(
  snapshot: Snapshot,
  config: BookConfig,
  pnl: SnapshotPnl,
  { of, wanted }: { of: string | undefined; wanted: ReadonlySet<string> | null },
): Promise<VarSeries> {
  const { bookHypothetical } = await import("../lib/notebook/index.js");
  const found = await bookHypothetical(snapshot, config, pnl);
  const own = (account: string): boolean => wanted === null || wanted.has(account);
  const parts = found.positions.filter(({ position }) => own(position.account));
  return {
    source: `${of ?? config.firm}, ${parts.length} positions of ${pnl.dates.at(-1)}, ${snapshotName(snapshot)}`,
    pnl: sum(
      parts.map(part => part.pnl),
      found.days.length,
    ),
    dates: found.days,
    traded: null,
    kind: "hypothetical",
    currency: pnl.currency,
    leftOut: found.leftOut.flatMap(({ position, reason }) =>
      own(position.account) ? [`${position.account}: ${reason}`] : [],
    ),
  };
}

function accountsOf(of: string, rows: readonly Record<string, unknown>[]): Set<string> {
  const found = rows.filter(({ account, trader, desk }) => account === of || trader === of || desk === of);
  if (found.length > 0) return new Set(found.map(({ account }) => String(account)));
  const known = [...new Set(rows.map(({ trader }) => String(trader)))].join(", ");
  throw new RiskbookError("NO_ACCOUNT", `There is no account, trader or desk "${of}"; the traders are ${known}.`, {
    exitCode: 2,
  });
}

function sum(series: readonly Float64Array[], days: number): Float64Array {
  const total = new Float64Array(days);
  for (const values of series) for (let day = 0; day < days; day++) total[day]! += values[day]!;
  return total;
}
