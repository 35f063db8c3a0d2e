import type { LimitRow } from "../../charts/index.js";
import { clockText, durationText } from "../../core/index.js";
import { formatValue } from "../../document/index.js";
import { LIMIT_MEASURES, type LimitBreach, type LimitStatus } from "../../risk/index.js";
import type { TimedStatus } from "./breach-times.js";
import type { JudgedLimits } from "./limits.js";

/** Whose limit on what: `Firm, VaR 99%`. */
export function limitTitle({ limit, name }: Pick<LimitStatus, "limit" | "name">): string {
  const owner = limit.scope === "firm" ? "Firm" : limit.scope === "desk" ? `Desk ${name}` : name;
  return `${owner}, ${measureOf(limit.measure)?.label ?? limit.measure}`;
}

/** A value of a limit's measure as people read it: money in short, ratios and shares. */
export function limitValue(measure: string, value: number | null, currency: string): string {
  const unit = measureOf(measure)?.unit;
  if (unit === "fraction") return formatValue(value, { kind: "percent", digits: 1 });
  if (unit === "ratio") return formatValue(value, { kind: "ratio", digits: 2 });
  return formatValue(value, { kind: "money", currency, digits: 0, compact: true });
}

/** A limit as `limitBullets` draws it. */
export function limitRow(status: LimitStatus, currency: string): LimitRow {
  const { limit, state, utilisation } = status;
  const warning = limit.soft === null || limit.hard === null ? null : limit.soft / limit.hard;
  return { label: limitTitle(status), utilisation, warning, state, figures: figuresOf(status, currency) };
}

/** When a limit was first passed and what came after: `at 2020-04-08 09:31 by minute bars, then 3 fills over 2 h 05 min`. */
export function breachText({ time, basis, fillsAfter, wentOnForMs }: LimitBreach, timeZone: string): string {
  const how = {
    "minute bars": " by minute bars",
    "realised only": " by closed trades",
    "at the close": ", at the close",
  }[basis];
  const fills = `${fillsAfter.toLocaleString("en-US")} fill${fillsAfter === 1 ? "" : "s"}`;
  const after = wentOnForMs === null ? "no fill after it" : `then ${fills} over ${durationText(wentOnForMs)}`;
  return `${clockText(time, timeZone).slice(0, 16)}${how}, ${after}`;
}

/** A sentence for people, with how bad it is. */
export interface LimitFinding {
  readonly tone: "bad" | "warn";
  readonly text: string;
}

/**
 * What a person should know of limits, the most urgent first: a sentence for each that is passed, that came back within it, or
 * that nothing was worked out for, and one for all that are in the warning zone.
 * @param options.most how many sentences; those left out are counted in the last
 */
export function limitFindings(
  { statuses, asOf }: JudgedLimits,
  { currency, timeZone, most = 8 }: { currency: string; timeZone: string; most?: number },
): LimitFinding[] {
  const serious = statuses.flatMap(status => {
    const text = seriousText(status, asOf, currency, timeZone);
    return text === null ? [] : [{ tone: "bad" as const, text }];
  });
  const shown = serious.slice(0, most);
  const left = serious.length - shown.length;
  if (left > 0) shown.push({ tone: "bad", text: `**${left} more limits** are passed or unknown.` });
  const near = statuses.filter(({ state, firstBreach }) => state === "soft" && firstBreach === null);
  if (near.length === 0) return shown;
  const names = near.slice(0, most).map(status => `${limitTitle(status)} (${percent(status.utilisation)})`);
  const more = near.length > most ? ` and ${near.length - most} more` : "";
  return [...shown, { tone: "warn", text: `**In the warning zone.** ${names.join("; ")}${more}.` }];
}

function seriousText(status: TimedStatus, asOf: string, currency: string, timeZone: string): string | null {
  const { state, reason, breachedSince, firstBreach } = status;
  if (state === "unknown") return `**${limitTitle(status)}** is unknown: ${reason}.`;
  const first = firstBreach === null ? "" : `, first passed ${breachText(firstBreach, timeZone)}`;
  if (state === "hard") {
    const since = breachedSince === asOf ? "" : ` since ${breachedSince}`;
    return `**${limitTitle(status)}.** ${figuresOf(status, currency)}, beyond the limit${since}${first}.`;
  }
  return firstBreach === null ? null : `**${limitTitle(status)}.** Back within the limit by the close${first}.`;
}

function figuresOf({ limit, value, reason }: LimitStatus, currency: string): string {
  if (value === null) return reason ?? "unknown";
  return `${limitValue(limit.measure, value, currency)} of ${limitValue(limit.measure, limit.hard ?? limit.soft, currency)}`;
}

function percent(share: number | null): string {
  return formatValue(share, { kind: "percent", digits: 0 });
}

function measureOf(id: string): (typeof LIMIT_MEASURES)[number] | undefined {
  return LIMIT_MEASURES.find(measure => measure.id === id);
}
