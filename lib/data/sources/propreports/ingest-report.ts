import { basename } from "node:path";
import { type Progress, RiskbookError } from "../../../core/index.js";
import type { IngestSummary, RowCounts } from "../../ingest/summary.js";
import { openSnapshot, type Store, sqlText } from "../../store/index.js";
import { inboxOf } from "../inbox.js";
import { ingestRows } from "../ingest-rows.js";
import type { TableRows } from "../source.js";
import { type BookedDays, withoutBookedDays } from "./booked-days.js";
import { type ReportKind, reportText } from "./report-file.js";
import { USUAL_CURRENCY } from "./report-text.js";
import { endsInSum, namesAccounts, partsOfSummary, readSummary } from "./summary.js";
import { partsOfTotals, readTotals } from "./totals.js";

/** How an exported report is loaded. */
export interface ReportIngestOptions {
  readonly store: Store;
  /** The folder of all inboxes, beside the store. */
  readonly inbox: string;
  readonly file: string;
  readonly kind: ReportKind;
  /** Of a report that names none. */
  readonly account?: string;
  /** Of the account; else the one that the store has of it, else dollars. */
  readonly currency?: string;
  readonly now: () => Date;
  readonly progress: Progress;
  readonly simulated?: boolean;
}

/**
 * Loads a report that was exported by hand: its days become rows of `daily` and `balances`, its fees and transfers rows of
 * `cash`, unless the day's bookings are stored one by one. One summary stands for all three; its files are the tables.
 * @throws RiskbookError `NOT_STATED` for a report that names no account, `REPORT_CUT_OFF`
 */
export async function ingestReport(options: ReportIngestOptions): Promise<IngestSummary> {
  const { store, file, kind, now, progress, simulated = false } = options;
  const content = reportText(file);
  const source = basename(file);
  const account = accountOf(options, content);
  if (kind === "summary" && !endsInSum(content)) {
    throw new RiskbookError(
      "REPORT_CUT_OFF",
      `${source} does not end in its row "Equities" or "Options": it was cut off, and its last row may be wrong. Nothing of it was loaded; export it again.`,
    );
  }
  const currency = options.currency ?? (await storedCurrency(store, account)) ?? USUAL_CURRENCY;
  const read = kind === "totals" ? readTotals : readSummary;
  const { tables } = read([{ source, content, account, currency }], { cash: true });
  const { told, booked } = await withoutBookedDays(store, tables, source);
  const summaries: IngestSummary[] = [];
  for (const rows of told) {
    const inbox = inboxOf(options.inbox, "propreports");
    const name = `${kind}-${rows.table}`;
    summaries.push(
      ...(await ingestRows({ store, inbox, name, told: rows, ...covered(rows, told[0]!), now, progress, simulated })),
    );
  }
  const parts = kind === "totals" ? partsOfTotals(content) : partsOfSummary(content);
  return merged(source, summaries, parts, booked);
}

function accountOf({ file, kind, account }: ReportIngestOptions, content: string): string {
  if (kind === "summary" && namesAccounts(content)) return account ?? "";
  if (account !== undefined) return account;
  throw new RiskbookError("NOT_STATED", `${basename(file)} does not name its account. Say it with --account NAME.`, {
    exitCode: 2,
    details: { statement: "account" },
  });
}

async function storedCurrency(store: Store, account: string): Promise<string | undefined> {
  if (store.latest() === null) return undefined;
  const snapshot = await openSnapshot(store);
  try {
    const [row] = await snapshot.rows(`SELECT currency FROM accounts WHERE account = ${sqlText(account)}`);
    return row === undefined ? undefined : String(row.currency);
  } finally {
    snapshot.close();
  }
}

/** A report tells all the money of its days: sums of it that are stored and told no more are taken out. */
function covered(rows: TableRows, daily: TableRows) {
  if (rows.table !== "cash") return {};
  const days = daily.rows.map(([account, date]) => ({ account: account!, from: date!, to: date! }));
  return { covered: { days, except: rows.rejectedDays ?? [] } };
}

function merged(
  source: string,
  summaries: readonly IngestSummary[],
  parts: number,
  { rows }: BookedDays,
): IngestSummary {
  const sum = (count: (summary: IngestSummary) => number): number =>
    summaries.reduce((total, summary) => total + count(summary), 0);
  const counts = (summary: IngestSummary): RowCounts & { source: string } => {
    const { read, loaded, alreadyKnown, rejected } = summary;
    return { source: `${source}, ${summary.table}`, read, loaded, alreadyKnown, rejected };
  };
  const passedOverBy = {
    "lines that are parts or sums of the days": parts,
    "fees and transfers of days whose bookings are stored": rows,
  };
  return {
    table: [...new Set(summaries.map(({ table }) => table))].join(", ") || "daily",
    read: sum(({ read }) => read),
    loaded: sum(({ loaded }) => loaded),
    alreadyKnown: sum(({ alreadyKnown }) => alreadyKnown),
    rejected: sum(({ rejected }) => rejected),
    files: summaries.map(counts),
    replaced: sum(({ replaced }) => replaced),
    withdrawn: sum(({ withdrawn = 0 }) => withdrawn),
    corrected: 0,
    firstCorrections: [],
    passedOver: parts + rows,
    passedOverBy: Object.fromEntries(Object.entries(passedOverBy).filter(([, lines]) => lines > 0)),
    held: [],
    addedAccounts: 0,
    addedInstruments: 0,
    firstRejects: summaries.flatMap(({ firstRejects }) => firstRejects),
    rejectsFile: summaries.map(({ rejectsFile }) => rejectsFile).find(path => path !== null) ?? null,
    snapshot: summaries.map(({ snapshot }) => snapshot).findLast(found => found !== null) ?? null,
  };
}
