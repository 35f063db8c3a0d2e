import { clockText, durationText } from "../lib/core/index.js";
import type { JudgedLimits, TimedStatus } from "../lib/notebook/index.js";
import { LIMIT_MEASURES, type LimitState } from "../lib/risk/index.js";
import { counted } from "./counted.js";
import { textTable } from "./text-table.js";

/** Limits with where their figures come from. */
export interface ShownLimits extends JudgedLimits {
  readonly source: string;
  readonly currency: string;
  /** IANA zone in which times are told to people. */
  readonly timeZone: string;
}

const STATE: Readonly<Record<LimitState, string>> = {
  hard: "BREACH",
  unknown: "unknown",
  soft: "warning",
  within: "within",
};

/** Limits as a table for people, the most urgent first. */
export function limitsText({ asOf, source, currency, kind, statuses, notes, timeZone }: ShownLimits): string {
  const count = (state: LimitState): number => statuses.filter(status => status.state === state).length;
  const head = `${counted(statuses.length, "limit")} at the close of ${asOf}, ${source}, ${kind} P&L in ${currency}: ${count("hard")} breached, ${count("unknown")} unknown, ${count("soft")} in warning, ${count("within")} within`;
  if (statuses.length === 0) return `${head}\nLoad limits with "riskbook ingest limits FILE".\n`;
  const rows = statuses.map(status => [
    STATE[status.state],
    status.limit.scope,
    status.name,
    labelOf(status),
    figure(status, status.value),
    figure(status, status.limit.soft),
    figure(status, status.limit.hard),
    status.utilisation === null ? "–" : `${Math.round(100 * status.utilisation)}%`,
    figure(status, status.headroom),
    status.breachedSince ?? "",
    momentText(status, asOf, timeZone),
    status.firstBreach === null ? "" : String(status.firstBreach.fillsAfter),
    status.firstBreach?.wentOnForMs ? durationText(status.firstBreach.wentOnForMs) : "",
  ]);
  const table = textTable(
    [
      "State",
      "Scope",
      "Name",
      "Measure",
      "Value",
      "Soft",
      "Hard",
      "Used",
      "Headroom",
      "Since",
      "At",
      "Fills after",
      "Over",
    ],
    rows,
    4,
  );
  const reasons = statuses.flatMap(({ state, limit, name, reason }) =>
    state === "unknown" ? [`unknown: ${limit.scope} ${name}, ${limit.measure}: ${reason}`] : [],
  );
  const moments = momentNotes(statuses, timeZone);
  return [
    head,
    "",
    table,
    ...(reasons.length + notes.length + moments.length > 0 ? [""] : []),
    ...reasons,
    ...moments,
    ...notes.map(note => `note: ${note}`),
  ]
    .join("\n")
    .concat("\n");
}

/** Limits as JSON. */
export function limitsJson({ asOf, source, currency, kind, statuses, notes }: ShownLimits): Record<string, unknown> {
  return {
    asOf,
    source,
    currency,
    kind,
    limits: statuses.map(({ limit, ...status }) => ({ ...limit, ...status })),
    notes,
  };
}

/** The time of day of a first breach, with the day where it is not the one that is judged; `*` and `†` say how it is known. */
function momentText({ firstBreach }: TimedStatus, asOf: string, timeZone: string): string {
  if (firstBreach === null) return "";
  const moment = clockText(firstBreach.time, timeZone);
  return `${moment.startsWith(asOf) ? moment.slice(11) : moment}${MARK[firstBreach.basis]}`;
}

const MARK = { "minute bars": "", "realised only": "*", "at the close": "†" } as const;

/** What the marks mean, and which limits were passed and came back. */
function momentNotes(statuses: readonly TimedStatus[], timeZone: string): string[] {
  const bases = new Set(statuses.map(({ firstBreach }) => firstBreach?.basis));
  const back = statuses.filter(({ firstBreach, state }) => firstBreach !== null && state !== "hard");
  return [
    ...back.map(
      status => `back within its limit by the close: ${status.limit.scope} ${status.name}, ${status.limit.measure}`,
    ),
    ...(bases.size > 1 ? [`At: ${timeZone}, when the hard limit was first passed, by minute bars and fills.`] : []),
    ...(bases.has("realised only")
      ? ["* realised only: by closed trades, as open P&L within the session is not known."]
      : []),
    ...(bases.has("at the close") ? ["† at the close: nothing known within the session had passed it."] : []),
  ];
}

function labelOf({ limit }: TimedStatus): string {
  return LIMIT_MEASURES.find(({ id }) => id === limit.measure)?.label ?? limit.measure;
}

function figure({ limit }: TimedStatus, value: number | null): string {
  if (value === null) return "–";
  const unit = LIMIT_MEASURES.find(({ id }) => id === limit.measure)?.unit;
  if (unit === "fraction") return `${(100 * value).toFixed(1)}%`;
  return unit === "ratio" ? value.toFixed(2) : value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}
