import { type BookConfig, type IsoDate, RiskbookError } from "../../core/index.js";
import { type BookPnl, type Snapshot, type SnapshotBook, type StoredLimit, storedLimits } from "../../data/index.js";
import {
  judgeBook,
  type Limit,
  type LimitDay,
  type LimitJudgement,
  limitHistory,
  limitName,
} from "../../risk/index.js";
import { readAccounts } from "./accounts.js";
import { type LimitInputs, type TimedStatus, withBreachTimes } from "./breach-times.js";
import { capitalBaseOf } from "./capital.js";

/** A book held against its limits, with what its figures rest on. */
export interface JudgedLimits extends LimitJudgement {
  /** The most urgent first; those on P&L with the moment at which they were passed. */
  readonly statuses: readonly TimedStatus[];
  /** Actual P&L, or realised where an open position could not be priced on some session. */
  readonly kind: "actual" | "realised";
}

/**
 * Holds a book against the limits of its store, and against the firm's of riskbook.yaml where the store has none on the same
 * measure.
 * @param pnl up to the day that is judged, in the book's currency
 * @throws RiskbookError `BAD_LIMIT`, `UNKNOWN_MEASURE` for limits that cannot be meant
 */
export async function judgeLimits(snapshot: Snapshot, config: BookConfig, pnl: SnapshotBook): Promise<JudgedLimits> {
  const inputs = await limitInputs(snapshot, config, pnl);
  const { limits, groups, kind } = inputs;
  const judged = judgeBook(pnl, groups, limits, { kind });
  const { calendar } = config;
  return { ...judged, statuses: await withBreachTimes(judged.statuses, pnl, inputs, { snapshot, calendar }), kind };
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
  const stored = await storedLimits(snapshot);
  requireCurrency(stored, config.currency);
  return { limits: allLimits(config, stored, pnl.dates[0]!), groups, kind };
}

/** A bound in money is never held against money of another currency. */
function requireCurrency(stored: readonly StoredLimit[], currency: string): void {
  const foreign = stored.find(limit => limit.currency !== null && limit.currency !== currency);
  if (foreign === undefined) return;
  throw new RiskbookError(
    "BAD_LIMIT",
    `The limit of ${limitName(foreign)} is in ${foreign.currency}, the book in ${currency}. Load it again in ${currency}.`,
    { exitCode: 2 },
  );
}

function allLimits({ limits }: BookConfig, stored: readonly Limit[], from: IsoDate): Limit[] {
  const own = Object.entries(limits).flatMap(([measure, hard]) => {
    const told = stored.some(limit => limit.scope === "firm" && limit.measure === measure);
    return hard === undefined || told ? [] : [{ scope: "firm", name: "*", measure, soft: null, hard, from } as const];
  });
  return [...stored, ...own];
}
