import { type Figure, isDefined, type LimitReversal, limitName, type ReverseStress } from "../../lib/risk/index.js";
import { textTable } from "../text-table.js";
import type { ShownBook } from "./text.js";

/** What breaks each limit, as a table for people. */
export function reverseStressText(found: readonly LimitReversal[], { book, source, currency }: ShownBook): string {
  const head = `The smallest change that breaks a limit, on the book at the close of ${book.asOf}, ${source}, P&L in ${currency}`;
  const rows = found.map(({ status, bound, fall, rise }) => [
    limitName({ ...status.limit, name: status.name }),
    plain(status.value!),
    plain(bound),
    shockText(fall),
    pnlText(fall),
    shockText(rise),
    pnlText(rise),
  ]);
  return `${head}\n\n${textTable(["Limit", "Now", "Bound", "Fall", "P&L", "Rise", "P&L"], rows, 1)}\n`;
}

/** The same as JSON. */
export function reverseStressJson(
  found: readonly LimitReversal[],
  { book, source, currency }: ShownBook,
): Record<string, unknown> {
  const json = (figure: Figure<ReverseStress>): Record<string, unknown> =>
    isDefined(figure) ? { ...figure, reason: null } : { shock: null, reason: figure.reason };
  return {
    asOf: book.asOf,
    source,
    currency,
    limits: found.map(({ status, bound, fall, rise }) => ({
      scope: status.limit.scope,
      name: status.name,
      measure: status.limit.measure,
      value: status.value,
      bound,
      fall: json(fall),
      rise: json(rise),
    })),
  };
}

function shockText(figure: Figure<ReverseStress>): string {
  if (!isDefined(figure)) return "none";
  return figure.shock === 0 ? "broken now" : `${(100 * figure.shock).toFixed(1)}%`;
}

function pnlText(figure: Figure<ReverseStress>): string {
  return isDefined(figure) ? Math.round(figure.pnl).toLocaleString("en-GB") : "–";
}

function plain(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(3) : Math.round(value).toLocaleString("en-GB");
}
