import {
  type BookConfig,
  type IsoDate,
  isIsoDate,
  type Progress,
  type QualityConfig,
  RiskbookError,
  silentProgress,
} from "../../core/index.js";
import type { Snapshot } from "../store/index.js";
import { TABLES, type TableName } from "../tables/index.js";
import { type Judged, judgedOn } from "./judged.js";
import type { Found, NotChecked, Rule, Severity } from "./rule.js";
import { QUALITY_RULES } from "./rules/index.js";
import { type RuleSetting, ruleSettings } from "./settings.js";

/** `hold` stops what rests on a table, `warn` is told to its readers. */
export type Verdict = "pass" | "warn" | "hold";

/** What came of one rule on one table. */
export interface QualityCheck extends Found {
  readonly rule: string;
  readonly table: TableName;
  /** As the firm has it. */
  readonly severity: Severity;
  readonly sentence: string;
  readonly thresholds: Readonly<Record<string, number>>;
  /** What riskbook.yaml says otherwise than usual. */
  readonly changed: readonly string[];
  /** `hold` and `warn` have findings; a rule that holds only warns where all of them are old. */
  readonly outcome: Verdict | "not checked";
  /** Why it was not checked. */
  readonly reason: string | null;
}

/** The verdict on one table: the worst of its checks. */
export interface TableVerdict {
  readonly table: TableName;
  /** Null where there is nothing to judge, or no rule that could be applied. */
  readonly verdict: Verdict | null;
  /** Why there is no verdict. */
  readonly reason: string | null;
  readonly rows: number;
  /** Rules that were applied, and that could not be. */
  readonly checked: number;
  readonly notChecked: number;
  readonly findings: number;
}

/** A snapshot judged as of a day. */
export interface Quality {
  readonly asOf: IsoDate;
  readonly snapshot: { readonly number: number; readonly id: string };
  readonly calendar: string;
  /** Findings of this day and later can hold; older ones warn. */
  readonly holdFrom: IsoDate;
  readonly tables: readonly TableVerdict[];
  readonly checks: readonly QualityCheck[];
}

export interface QualityOptions {
  /** Nothing after this day is looked at; feeds must reach it. */
  readonly asOf: IsoDate;
  /** ISO 4217, of the firm's reports. */
  readonly currency: string;
  /** Whose sessions the data has, unless an instrument names another calendar. */
  readonly calendar: string;
  /** What `riskbook.yaml` says under `quality`. */
  readonly config: QualityConfig;
  /** Only these tables; all of them unless given. */
  readonly tables?: readonly TableName[];
  /** The rules; riskbook's own unless given. */
  readonly rules?: readonly Rule[];
  readonly progress?: Progress;
}

/** What a book says of its data: the part of the options that does not change from day to day. */
export function qualityOf(config: BookConfig): Pick<QualityOptions, "currency" | "calendar" | "config"> {
  return { currency: config.currency, calendar: config.calendar, config: config.quality };
}

/**
 * Judges a snapshot by rules: a verdict for every table, each finding in words, and what was not checked with the reason.
 * @throws RiskbookError `BAD_DATE`; `BAD_QUALITY` for settings of a rule that does not exist; `UNKNOWN_CALENDAR`;
 * `CALENDAR_RANGE` for a day before 1990 or after 2030
 */
export async function judgeQuality(snapshot: Snapshot, options: QualityOptions): Promise<Quality> {
  const {
    asOf,
    currency,
    calendar,
    config,
    tables = TABLES,
    rules = QUALITY_RULES,
    progress = silentProgress,
  } = options;
  if (!isIsoDate(asOf)) {
    throw new RiskbookError("BAD_DATE", `The day was "${asOf}"; write it as YYYY-MM-DD, for example 2020-04-17.`, {
      exitCode: 2,
    });
  }
  const settings = ruleSettings(rules, config.rules);
  const judged = await judgedOn(snapshot, asOf, { currency, calendar, holdSessions: config.holdSessions });
  const wanted = settings.flatMap(setting =>
    setting.rule.tables.filter(table => tables.includes(table)).map(table => ({ setting, table })),
  );
  const checks: QualityCheck[] = [];
  for (const [done, { setting, table }] of wanted.entries()) {
    progress.update("Judging", done / wanted.length);
    const check = await checkTable(judged, setting, table);
    if (check !== undefined) checks.push(check);
  }
  progress.update("Judging", 1);
  return {
    asOf,
    snapshot: { number: snapshot.number, id: snapshot.id },
    calendar,
    holdFrom: judged.holdFrom,
    tables: TABLES.filter(table => tables.includes(table)).map(table => verdictOn(table, judged, checks)),
    checks,
  };
}

/** Undefined for a rule that has nothing to say, as the table has no rows. */
async function checkTable(judged: Judged, setting: RuleSetting, table: TableName): Promise<QualityCheck | undefined> {
  const { rule, severity, thresholds, changed } = setting;
  if (judged.rowsOf(table) === 0 && rule.ofEmptyTables !== true) return undefined;
  const found = await apply(judged, setting, table);
  const { id, sentence } = rule;
  const about = { rule: id, table, severity, sentence, thresholds, changed };
  if ("reason" in found) {
    return { ...about, count: 0, recent: 0, findings: [], outcome: "not checked", reason: found.reason };
  }
  const outcome = found.count === 0 ? "pass" : severity === "hold" && found.recent > 0 ? "hold" : "warn";
  return { ...about, ...found, outcome, reason: null };
}

async function apply(
  judged: Judged,
  { rule, off, thresholds }: RuleSetting,
  table: TableName,
): Promise<Found | NotChecked> {
  if (off) return { reason: "it is switched off in riskbook.yaml" };
  const lacking = (rule.needs ?? []).filter(name => judged.rowsOf(name) === 0);
  if (lacking.length > 0) return { reason: `there are no ${lacking.join(" and no ")} to compare with` };
  try {
    return await rule.check(judged, thresholds, table);
  } catch (error) {
    if (error instanceof RiskbookError) return { reason: error.message };
    throw error;
  }
}

const FROM_WORST: readonly Verdict[] = ["hold", "warn", "pass"];

function verdictOn(table: TableName, judged: Judged, checks: readonly QualityCheck[]): TableVerdict {
  const own = checks.filter(check => check.table === table);
  const checked = own.filter(({ outcome }) => outcome !== "not checked");
  const rows = judged.rowsOf(table);
  const worst = FROM_WORST.find(outcome => checked.some(check => check.outcome === outcome));
  const empty = rows === 0 && worst === "pass";
  const verdict = worst === undefined || empty ? null : worst;
  return {
    table,
    verdict,
    reason: verdict === null ? whyNone(rows, own.length) : null,
    rows,
    checked: checked.length,
    notChecked: own.length - checked.length,
    findings: own.reduce((sum, { count }) => sum + count, 0),
  };
}

function whyNone(rows: number, rules: number): string {
  if (rows === 0) return "nothing to judge: it has no rows";
  return rules === 0 ? "there is no rule for it" : "no rule could be applied";
}
