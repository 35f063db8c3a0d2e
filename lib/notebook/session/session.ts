import type { ColumnTable } from "arquero";
import { type BookConfig, type IsoDate, openBook } from "../../core/index.js";
import {
  type BookPnl,
  bookPnl,
  type CostMethod,
  type Coverage,
  judgeQuality,
  openSnapshot,
  openStore,
  type PnlBy,
  type PnlByOptions,
  type PnlDimension,
  pnlBy,
  type Quality,
  qualityOf,
  type Snapshot,
  type SnapshotBook,
  sessionCoverage,
} from "../../data/index.js";
import type { HypotheticalPnl, LimitDay, LimitReversal, Scenario } from "../../risk/index.js";
import { show } from "../show/show.js";
import { type Account, readAccounts } from "./accounts.js";
import { readBalanceSheet, readMargin, type StatedSheet } from "./balance-sheet.js";
import { type CapitalBase, capitalBaseOf } from "./capital.js";
import { bookHypothetical, type HypotheticalOptions } from "./hypothetical.js";
import { type JudgedLimits, judgeLimits, limitDays } from "./limits.js";
import { reverseStressOfLimits } from "./reverse-stress.js";
import { type JudgedRules, judgeRules } from "./rules.js";
import { readScenarios, scenarioFolders } from "./scenario-files.js";
import { isSimulated, lastSession } from "./sessions.js";
import { readStressBook, type StressOptions, type StressRun, stressBook } from "./stress.js";

/** A firm's data as it was known on one day: what a risk notebook starts from. */
export interface Session {
  readonly firm: string;
  /** ISO 4217, of the firm's reports. */
  readonly currency: string;
  /** IANA zone in which the firm's day is told. */
  readonly timeZone: string;
  readonly limits: BookConfig["limits"];
  /** The last session that anything is taken from. */
  readonly asOf: IsoDate;
  /** Nothing that others publish meanwhile changes what it shows. */
  readonly snapshot: Snapshot;
  /** True when anything in the snapshot is made up. */
  readonly simulated: boolean;
  readonly accounts: readonly Account[];
  /** Money that ratios of the firm's P&L are taken of, and where it was stated. */
  readonly capital: CapitalBase;
  /** P&L, positions and exposures up to `asOf`. */
  pnl(options?: { method?: CostMethod }): Promise<SnapshotBook>;
  /** P&L up to `asOf` by any of its names: traders and desks as of each day, hours in the firm's zone. */
  pnlBy(by: readonly PnlDimension[], options?: Pick<PnlByOptions, "method" | "from" | "in">): Promise<PnlBy>;
  /** Verdicts on every table, with what was found and what was not checked. */
  quality(): Promise<Quality>;
  /** What is there of the last sessions, and how much each account traded on them. */
  coverage(sessions: number): Promise<Coverage>;
  /** What the positions of the last evening would have gained or lost on each past session. */
  hypothetical(pnl: BookPnl, options?: HypotheticalOptions): Promise<HypotheticalPnl>;
  /** The book held against its limits on the last session of its P&L, the most urgent first. */
  judgeLimits(pnl: SnapshotBook): Promise<JudgedLimits>;
  /** The same of each of the last sessions, oldest first. */
  limitDays(pnl: BookPnl, sessions: number): Promise<LimitDay[]>;
  /** Funded accounts held against the `accountRules` of riskbook.yaml; no account where there are none. */
  judgeRules(): Promise<JudgedRules>;
  /** What the P&L's positions make in scenarios, the worst first: all of templates/scenarios unless some are given. */
  stress(pnl: SnapshotBook, options?: StressOptions & { scenarios?: readonly Scenario[] }): Promise<StressRun>;
  /** The smallest changes of a factor that break each limit of a measure. */
  reverseStress(
    pnl: SnapshotBook,
    run: StressRun,
    asked: { measure: string; factor: string },
  ): Promise<LimitReversal[]>;
  /** The firm's latest balance sheet up to `asOf`; null where there is none. */
  balanceSheet(): Promise<StatedSheet | null>;
  /** Margin that brokers state to be in use at `asOf`, and the equity behind it; null where they state none. */
  margin(): Promise<{ readonly inUse: number; readonly equity: number; readonly accounts: number } | null>;
  /** A stored table, or the result of a query, as an Arquero table. Views: accounts, instruments, fills, prices, daily. */
  table(tableOrSql: string): Promise<ColumnTable>;
  /** The result of a query as objects, for few rows. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** Overrides of what the runner says; in a notebook that somebody opened by hand, the newest of everything is taken. */
export interface SessionOptions {
  /** Folder of the book, or any folder inside it. */
  book?: string;
  /** `latest`, a label, a number or the beginning of an id. */
  snapshot?: string;
  asOf?: IsoDate;
  environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the book's data and states where it came from: the facts `snapshot`, `asOf` and `simulated` travel with
 * everything that the notebook shows.
 * @throws RiskbookError `NO_BOOK`, `NO_SNAPSHOT`, `NO_FILLS`; `BAD_DATE` for an as-of date before the first fill
 */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const environment = options.environment ?? process.env;
  const { config, root, store } = openBook(options.book ?? environment.RISKBOOK_BOOK ?? process.cwd());
  const wanted = options.snapshot ?? environment.RISKBOOK_SNAPSHOT ?? "latest";
  const snapshot = await openSnapshot(openStore(store, { now: () => new Date() }), wanted);
  const asOf = await lastSession(snapshot, options.asOf ?? environment.RISKBOOK_AS_OF, config.calendar);
  const simulated = config.simulated || (await isSimulated(snapshot));
  const accounts = await readAccounts(snapshot);
  show.fact("snapshot", `${snapshot.number} (${snapshot.id.slice(0, 12)})`);
  show.fact("asOf", asOf);
  show.fact("simulated", simulated);
  return {
    firm: config.firm,
    currency: config.currency,
    timeZone: config.timeZone,
    limits: config.limits,
    asOf,
    snapshot,
    simulated,
    accounts,
    capital: capitalBaseOf(config, accounts),
    pnl: (given = {}) => bookPnl(snapshot, { ...given, asOf, currency: config.currency, calendar: config.calendar }),
    quality: () => judgeQuality(snapshot, { ...qualityOf(config), asOf }),
    coverage: sessions => sessionCoverage(snapshot, { ...qualityOf(config), asOf }, sessions),
    pnlBy: (by, given = {}) => {
      const { calendar, timeZone, currency } = config;
      return pnlBy(snapshot, { ...given, by, asOf, calendar, timeZone, through: currency });
    },
    hypothetical: (pnl, given) => bookHypothetical(snapshot, config, pnl, given),
    judgeLimits: pnl => judgeLimits(snapshot, config, pnl),
    limitDays: (pnl, sessions) => limitDays(snapshot, config, pnl, sessions),
    judgeRules: () => judgeRules(snapshot, config, asOf),
    stress: async (pnl, { scenarios, ...given } = {}) => {
      const positions = await readStressBook(snapshot, pnl, given);
      return stressBook(positions, scenarios ?? readScenarios(scenarioFolders(root)));
    },
    reverseStress: (pnl, run, asked) => reverseStressOfLimits(snapshot, config, pnl, run.book, asked),
    balanceSheet: () => readBalanceSheet(snapshot, { firm: config.firm, currency: config.currency, asOf }),
    margin: () => readMargin(snapshot, { currency: config.currency, asOf }),
    table: tableOrSql => snapshot.table(tableOrSql),
    rows: sql => snapshot.rows(sql),
  };
}
