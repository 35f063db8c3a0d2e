import type { JudgedLimits } from "../lib/notebook/index.js";
import { type DatedStatus, LIMIT_MEASURES, type LimitState } from "../lib/risk/index.js";
import { counted } from "./counted.js";
import { textTable } from "./text-table.js";

/** Limits with where their figures come from. */
export interface ShownLimits extends JudgedLimits {
  readonly source: string;
  readonly currency: string;
}

const STATE: Readonly<Record<LimitState, string>> = {
  hard: "BREACH",
  unknown: "unknown",
  soft: "warning",
  within: "within",
};

/** Limits as a table for people, the most urgent first. */
export function limitsText({ asOf, source, currency, kind, statuses, notes }: ShownLimits): string {
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
  ]);
  const table = textTable(
    ["State", "Scope", "Name", "Measure", "Value", "Soft", "Hard", "Used", "Headroom", "Since"],
    rows,
    4,
  );
  const reasons = statuses.flatMap(({ state, limit, name, reason }) =>
    state === "unknown" ? [`unknown: ${limit.scope} ${name}, ${limit.measure}: ${reason}`] : [],
  );
  return [
    head,
    "",
    table,
    ...(reasons.length + notes.length > 0 ? [""] : []),
    ...reasons,
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

function labelOf({ limit }: DatedStatus): string {
  return LIMIT_MEASURES.find(({ id }) => id === limit.measure)?.label ?? limit.measure;
}

function figure({ limit }: DatedStatus, value: number | null): string {
  if (value === null) return "–";
  const unit = LIMIT_MEASURES.find(({ id }) => id === limit.measure)?.unit;
  if (unit === "fraction") return `${(100 * value).toFixed(1)}%`;
  return unit === "ratio" ? value.toFixed(2) : value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}
