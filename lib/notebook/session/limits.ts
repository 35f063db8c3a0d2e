import type { BookConfig, IsoDate } from "../../core/index.js";
import { type BookPnl, type Snapshot, storedLimits } from "../../data/index.js";
import {
  type BookGroups,
  judgeBook,
  type Limit,
  type LimitDay,
  type LimitJudgement,
  limitHistory,
} from "../../risk/index.js";
import { readAccounts } from "./accounts.js";
import { capitalBaseOf } from "./capital.js";

/** A book held against its limits, with what its figures rest on. */
export interface JudgedLimits extends LimitJudgement {
  /** Actual P&L, or realised where an open position could not be priced on some session. */
  readonly kind: "actual" | "realised";
}

/**
 * Holds a book against the limits of its store, and against the firm's of riskbook.yaml where the store has none on the same
 * measure.
 * @param pnl up to the day that is judged, in the book's currency
 * @throws RiskbookError `BAD_LIMIT`, `UNKNOWN_MEASURE` for limits that cannot be meant
 */
export async function judgeLimits(snapshot: Snapshot, config: BookConfig, pnl: BookPnl): Promise<JudgedLimits> {
  const { limits, groups, kind } = await limitInputs(snapshot, config, pnl);
  return { ...judgeBook(pnl, groups, limits, { kind }), kind };
}

/** The same for each of the last sessions, oldest first; see `limitHistory`. */
export async function limitDays(
  snapshot: Snapshot,
  config: BookConfig,
  pnl: BookPnl,
  sessions: number,
): Promise<LimitDay[]> {
  const { limits, groups, kind } = await limitInputs(snapshot, config, pnl);
  return limitHistory(pnl, groups, limits, { sessions, kind });
}

interface LimitInputs {
  readonly limits: readonly Limit[];
  readonly groups: BookGroups;
  readonly kind: "actual" | "realised";
}

async function limitInputs(snapshot: Snapshot, config: BookConfig, pnl: BookPnl): Promise<LimitInputs> {
  const accounts = await readAccounts(snapshot);
  const sectors = await snapshot.rows(
    "SELECT symbol, sector FROM instruments WHERE sector IS NOT NULL ORDER BY symbol",
  );
  const kind = pnl.unpriced.length === 0 ? "actual" : "realised";
  const groups = {
    firm: config.firm,
    firmCapital: capitalBaseOf(config, accounts).value,
    accounts: accounts.map(({ desk, ...account }) => ({ ...account, desk: desk === "" ? null : desk })),
    sectors: new Map(sectors.map(row => [String(row.symbol), String(row.sector)])),
  };
  return { limits: allLimits(config, await storedLimits(snapshot), pnl.dates[0]!), groups, kind };
}

function allLimits({ limits }: BookConfig, stored: readonly Limit[], from: IsoDate): Limit[] {
  const own = Object.entries(limits).flatMap(([measure, hard]) => {
    const told = stored.some(limit => limit.scope === "firm" && limit.measure === measure);
    return hard === undefined || told ? [] : [{ scope: "firm", name: "*", measure, soft: null, hard, from } as const];
  });
  return [...stored, ...own];
}
