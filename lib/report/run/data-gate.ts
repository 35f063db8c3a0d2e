import { dayNumber, type IsoDate, RiskbookError } from "../../core/index.js";
import { judgeQuality, openSnapshot, openStore, type Quality, qualityOf, type TableName } from "../../data/index.js";
import type { ReportDefinition } from "../define.js";
import type { RunSettings } from "./settings.js";

/** What came of judging a run's data. */
export interface DataGate {
  /** Null for a report without a store. */
  readonly quality: Quality | null;
  /** Why the run is held; absent where the data is good enough. */
  readonly failure?: RiskbookError;
}

/**
 * Judges the tables that a report requires a verdict on; undefined for one that requires none.
 * @throws RiskbookError `BAD_QUALITY` where riskbook.yaml names a rule that does not exist, and what opening a store throws
 */
export async function judgeData(definition: ReportDefinition, settings: RunSettings): Promise<DataGate | undefined> {
  const wanted = definition.require?.quality;
  if (wanted === undefined || settings.requirements === "ignore") return undefined;
  const { book, snapshot, progress, now } = settings;
  if (snapshot === null) return { quality: null, failure: held(definition, settings, ["there is no store to judge"]) };
  const opened = await openSnapshot(openStore(book.store, { now }), String(snapshot.id));
  try {
    const tables = Object.keys(wanted) as TableName[];
    const quality = await judgeQuality(opened, { ...qualityOf(book.config), asOf: dueDay(settings), tables, progress });
    const reasons = tables.flatMap(table => shortfall(quality, table, wanted[table]!));
    return reasons.length === 0 ? { quality } : { quality, failure: held(definition, settings, reasons) };
  } finally {
    opened.close();
  }
}

/** The day that feeds must reach: a report on Friday that was asked for on Sunday needs no more than Friday's. */
function dueDay({ asOf, dueDay = asOf }: RunSettings): IsoDate {
  return dayNumber(dueDay) > dayNumber(asOf) ? dueDay : asOf;
}

/** Why a table does not reach the verdict that is required of it: its worst findings, in words. */
function shortfall({ tables, checks }: Quality, table: TableName, wanted: "pass" | "warn"): string[] {
  const { verdict, reason } = tables.find(found => found.table === table)!;
  if (verdict === "pass" || (wanted === "warn" && verdict !== "hold")) return [];
  if (verdict === null) return [`${table} must pass and cannot: ${reason}`];
  return checks
    .filter(check => check.table === table && check.outcome === verdict)
    .map(({ rule, count, findings }) => {
      const more = count > 1 ? ` (and ${(count - 1).toLocaleString("en-US")} more)` : "";
      return `the table ${table} is ${verdict === "hold" ? "held" : "warned of"} by ${rule}: ${findings[0]!.sentence}${more}`;
    });
}

function held({ name }: ReportDefinition, settings: RunSettings, reasons: readonly string[]): RiskbookError {
  return new RiskbookError(
    "QUALITY_HELD",
    `${name} for ${settings.asOf} is held, as its data is not good enough: ${reasons.join(" ")} Nothing was rendered or sent. "riskbook quality --as-of ${dueDay(settings)}" tells all; mend the data, or say otherwise of the rule under quality in riskbook.yaml, and run it again.`,
    { exitCode: 3, details: { reasons } },
  );
}
