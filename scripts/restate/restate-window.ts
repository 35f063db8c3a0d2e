import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Book, canonicalJson, type IsoDate, RiskbookError } from "../../lib/core/index.js";
import { diffSnapshots, type PnlDimension, type Manifest as Snapshot, type Store } from "../../lib/data/index.js";
import type { Document } from "../../lib/document/index.js";
import type { ReportDefinition, RunInputs } from "../../lib/report/index.js";
import type { Context } from "../context.js";
import { type MeasureChange, measureChanges } from "./measure-changes.js";
import { pnlChanges } from "./pnl-changes.js";
import type { PublishedWindow } from "./published-windows.js";

/** What became of one published window. */
export interface WindowRestatement {
  readonly report: string;
  readonly window: string;
  readonly run: string;
  /** Numbers of the snapshots that are compared. */
  readonly from: number;
  readonly to: number;
  /** `untouched`: no row up to the window's day differs, so that nothing was computed again. */
  readonly status: "untouched" | "unchanged" | "restated";
  readonly changes: readonly MeasureChange[];
  /**
   * What the figures before are: those of the archive or, where the notebook, the configuration or riskbook itself are
   * not what they were then, the same report made again from its own snapshot, so that only the data differs. `pnl`: no
   * report's figures, but the P&L that was asked for.
   */
  readonly before: "archive" | "recomputed" | "pnl";
}

/** A window that could not be made again. The others are told all the same. */
export interface WindowFailure {
  readonly report: string;
  readonly window: string;
  readonly status: "failed";
  readonly error: { readonly code: string; readonly message: string };
}

/**
 * Compares a published window with what its report says on another snapshot. The archive is not touched.
 * @param by compares P&L by these dimensions in place of the report's own figures, where there are any
 */
export async function restateWindow(
  published: PublishedWindow,
  target: Snapshot,
  book: Book,
  store: Store,
  context: Context,
  by: readonly PnlDimension[] = [],
): Promise<WindowRestatement> {
  const { report, window, manifest } = published;
  const source = sourceSnapshot(store, published);
  const head = { report, window, run: manifest.run, from: source.number, to: target.number };
  if (!(await isTouched(store, source, target, window))) {
    return { ...head, status: "untouched", changes: [], before: "archive" };
  }
  if (by.length > 0) {
    const changes = await pnlChanges(store, book, { by, asOf: window, from: source.number, to: target.number });
    return { ...head, status: statusOf(changes), changes, before: "pnl" };
  }
  const { loadReport } = await import("../../lib/report/index.js");
  const definition = await loadReport(book, report);
  const now = await remake(published, definition, target, book, context);
  const comparable = sameButForSnapshot(now.inputs, manifest.inputs);
  const then = comparable ? published.document : (await remake(published, definition, source, book, context)).document;
  const changes = measureChanges(then, now.document);
  return { ...head, status: statusOf(changes), changes, before: comparable ? "archive" : "recomputed" };
}

function statusOf(changes: readonly MeasureChange[]): "unchanged" | "restated" {
  return changes.length === 0 ? "unchanged" : "restated";
}

function sourceSnapshot(store: Store, { report, window, manifest }: PublishedWindow): Snapshot {
  const { id, sha256 } = manifest.inputs.snapshot!;
  const found = store.list().find(snapshot => snapshot.id === sha256);
  if (found !== undefined) return found;
  throw new RiskbookError(
    "NO_SNAPSHOT",
    `${report} ${window} was made from snapshot ${id} (${sha256.slice(0, 12)}), which ${store.layout.root} has not. Restate it where that store is.`,
  );
}

/** Whether any row up to a day differs; rows of tables without days count for every day. */
async function isTouched(store: Store, source: Snapshot, target: Snapshot, day: IsoDate): Promise<boolean> {
  if (source.id === target.id) return false;
  const tables = await diffSnapshots(store, source, target, { rows: 0 });
  return tables.some(({ days }) => days.some(counts => counts.day === null || counts.day <= day));
}

/** Makes a report again in a folder of its own, without its outputs. */
async function remake(
  { window, manifest }: PublishedWindow,
  definition: ReportDefinition,
  snapshot: Snapshot,
  book: Book,
  context: Context,
): Promise<{ document: Document; inputs: RunInputs }> {
  const [{ runReport }, { DEFINITIONS_VERSION }] = await Promise.all([
    import("../../lib/report/index.js"),
    import("../../lib/risk/index.js"),
  ]);
  const output = mkdtempSync(join(tmpdir(), "riskbook-restate-"));
  try {
    const run = await runReport(definition, {
      book,
      asOf: window,
      snapshot: { id: snapshot.number, sha256: snapshot.id },
      requirements: "ignore",
      parameters: parameterTexts(manifest.inputs.parameters),
      definitionsVersion: DEFINITIONS_VERSION,
      renderers: definition.outputs.map(name => ({ name, render: async () => [] })),
      now: context.now,
      progress: context.progress,
      environment: context.environment,
      output,
    });
    if (run.status !== "done") throw run.failure;
    return { document: run.document, inputs: run.manifest.inputs };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function parameterTexts(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function sameButForSnapshot(one: RunInputs, other: RunInputs): boolean {
  const rest = ({ snapshot: _, ...inputs }: RunInputs): string => canonicalJson(inputs);
  return rest(one) === rest(other);
}
