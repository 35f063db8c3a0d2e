import { type Format, formatValue, labelOf } from "../../document/index.js";
import type { Measure, MeasureRecord } from "../../risk/index.js";

/** A measure's value on a card: one figure, and in words what else there is. */
export interface Headline {
  value: number | string | null;
  format: Format;
  rest: string;
}

/**
 * Puts a record, such as a drawdown episode, on a card: its depth (or its dates, or its first member) is the figure,
 * the other members stand below it.
 */
export function headline(value: Measure["value"], format: Format): Headline {
  if (value === null || typeof value === "number") return { value, format, rest: "" };
  const { peak_date: peak, trough_date: trough } = value;
  if (value.depth === undefined && peak !== undefined && trough !== undefined) {
    const dates = `${peak ?? "start"} to ${trough ?? "–"}`;
    return { value: dates, format: { kind: "text" }, rest: members(value, ["peak_date", "trough_date"]) };
  }
  const [key, first] = Object.entries(value).find(([name]) => name === "depth") ??
    Object.entries(value)[0] ?? ["", null];
  const figure = typeof first === "number" && format.kind === "text" ? figureFormat(first) : format;
  return { value: first, format: figure, rest: members(value, [key]) };
}

/** Dates and counts in words; a fraction or an amount without its unit would say nothing. */
function members(record: MeasureRecord, without: readonly string[]): string {
  return Object.entries(record)
    .filter(([key, member]) => !without.includes(key) && (typeof member !== "number" || Number.isInteger(member)))
    .map(
      ([key, member]) =>
        `${wordsOf(key)} ${formatValue(member, { kind: typeof member === "number" ? "integer" : "text" })}`,
    )
    .join(" · ");
}

/** `recovery_date` becomes `recovery`, `n_episodes` becomes `episodes`. */
function wordsOf(key: string): string {
  return labelOf(key.replace(/^n_|_(date|obs)$/g, "")).toLowerCase();
}

function figureFormat(figure: number): Format {
  if (Number.isInteger(figure)) return { kind: "integer" };
  return { kind: "number", digits: Math.abs(figure) >= 1000 ? 0 : Math.abs(figure) >= 1 ? 2 : 4 };
}
