import type { Cell } from "../../lib/document/index.js";
import type { MeasureChange } from "./measure-changes.js";
import type { WindowFailure, WindowRestatement } from "./restate-window.js";

/** What became of a window, for people: a heading, and one line for each figure that changes. */
export function restatementText(result: WindowRestatement | WindowFailure): string {
  const name = `${result.report} ${result.window}`;
  if (result.status === "failed") return `${name}: ${result.error.message}\n`;
  const snapshots = `snapshot ${result.from} to ${result.to}`;
  if (result.status === "untouched") return `${name}: no row up to that day differs, ${snapshots}\n`;
  if (result.status === "unchanged") return `${name}: data differs, no figure does, ${snapshots}\n`;
  const recomputed =
    result.before === "recomputed" ? "; the report has changed since, so both sides were made anew" : "";
  const heading = `${name}: ${result.changes.length} figures change, ${snapshots}${recomputed}`;
  return [heading, ...result.changes.map(change => `  ${changeText(change)}`), ""].join("\n");
}

function changeText({ measure, whom, unit, before, after, by }: MeasureChange): string {
  const difference = by === null ? "" : ` (${by > 0 ? "+" : ""}${valueText(by)})`;
  const name = whom === null ? measure : `${measure}, ${whom}`;
  return `${name}: ${valueText(before)} → ${valueText(after)}${difference}${unit === null ? "" : ` ${unit}`}`;
}

/** Enough digits to see a cent in a billion. */
function valueText(value: Cell): string {
  if (value === null) return "nothing";
  return typeof value === "number" ? String(Number(value.toPrecision(12))) : String(value);
}
