import { dirname } from "node:path";
import { messageOf, RiskbookError } from "../../core/index.js";
import type { Document } from "../../document/index.js";
import { type Notebook, type RunResult, runNotebook, serialiseNotebook } from "../../notebook/index.js";
import { makeCurrent } from "../archive/current.js";
import type { ArtefactRecord, Manifest } from "../archive/manifest.js";
import { openRunFolder } from "../archive/run-folder.js";
import type { ReportDefinition } from "../define.js";
import { type MissingGlyph, missingGlyphsSentence } from "../fonts/coverage.js";
import { type ShadowCheck, shadowCheck, shadowFailure } from "../shadow/shadow-check.js";
import { composeDocument } from "./compose.js";
import { type DataGate, judgeData } from "./data-gate.js";
import { planRun, type RunPlan } from "./plan.js";
import { renderAll } from "./render-all.js";
import type { Artefact } from "./renderer.js";
import type { RunSettings } from "./settings.js";

/**
 * How a run ended. A failed one has a folder too, with the notebook as far as it came, and a held one with the verdict on
 * its data.
 */
export type ReportRun =
  | { status: "done"; folder: string; manifest: Manifest; document: Document }
  | { status: "failed" | "held"; folder: string; manifest: Manifest; failure: RiskbookError };

/**
 * Runs a report: its notebook in a fresh kernel on one snapshot, then every output from the document that this yields.
 * All of it appears together in `output/<report>/<window>/<run>/`; or, when anything fails, nothing but the notebook does,
 * in `output/<report>/<window>/failed-<run>/`. A report whose data does not reach the verdict that it requires is held
 * before its notebook runs, in `held-<run>`.
 * @throws RiskbookError for wrong parameters, a kernel that does not start and a folder that cannot be written; whatever
 * goes wrong once the notebook has run is a result
 */
export async function runReport(definition: ReportDefinition, settings: RunSettings): Promise<ReportRun> {
  const plan = planRun(definition, settings);
  const startedAt = settings.now();
  const gate = await judgeData(definition, settings);
  if (gate?.failure !== undefined) return saveHeld(plan, settings, startedAt, gate as Required<DataGate>);
  const folder = openRunFolder(plan.windowFolder);
  let executed: RunResult | undefined;
  try {
    executed = await execute(plan, settings, folder.path);
    requireSuccess(plan, executed);
    const { document, notices, missing } = await composeDocument(plan, executed.notebook, settings.book);
    for (const { where, text } of notices) settings.progress.line(`Note: ${where}: ${text}`);
    if (missing.length > 0) settings.progress.line(`Note: ${missingGlyphsSentence(missing)}`);
    const shadow = await secondPath(definition, document, settings);
    const disagreement = shadow && shadowFailure(definition.name, shadow);
    if (disagreement) return saveMismatch(plan, executed, settings, startedAt, { shadow, failure: disagreement });
    folder.write(await renderAll(plan, document, settings, folder.path));
    folder.write([documentArtefact(document), notebookArtefact(executed.notebook)]);
    folder.write([...qualityArtefacts(gate), ...shadowArtefacts(shadow)]);
    const facts = { simulated: document.simulated, missing, startedAt };
    const published = folder.publish(plan.prefix, manifestOf(plan, executed, settings, facts));
    makeCurrent(published.path);
    return { status: "done", folder: published.path, manifest: published.manifest, document };
  } catch (error) {
    if (executed === undefined) throw error;
    if (error instanceof RiskbookError) return saveFailure(plan, executed, settings, startedAt, error);
    saveFailure(plan, executed, settings, startedAt, new RiskbookError("DEFECT", messageOf(error)));
    throw error;
  } finally {
    folder.discard();
  }
}

async function execute(plan: RunPlan, settings: RunSettings, output: string): Promise<RunResult> {
  const { book, asOf, snapshot, environment, progress, signal } = settings;
  progress.line(`Running ${plan.definition.notebook} as of ${asOf} …`);
  return (settings.runNotebook ?? runNotebook)(plan.notebook, {
    cwd: dirname(plan.notebookPath),
    parameters: plan.inputs.parameters,
    subject: { book: book.root, snapshot: snapshot === null ? undefined : String(snapshot.id), asOf, output },
    environment,
    progress,
    ...(signal === undefined ? {} : { signal }),
  });
}

function requireSuccess(plan: RunPlan, { failure }: RunResult): void {
  if (failure === undefined) return;
  throw new RiskbookError(
    failure.code,
    `The notebook ${plan.definition.notebook} failed in cell ${failure.cell} (${failure.id}): ${failure.message} Nothing was rendered or sent.`,
    { details: { cell: failure.cell, id: failure.id } },
  );
}

function saveFailure(
  plan: RunPlan,
  executed: RunResult,
  settings: RunSettings,
  startedAt: Date,
  failure: RiskbookError,
): ReportRun {
  const folder = openRunFolder(plan.windowFolder);
  try {
    folder.write([notebookArtefact(executed.notebook)]);
    const facts = { simulated: settings.book.config.simulated, missing: [], startedAt, failure };
    const { path, manifest } = folder.publish(`failed-${plan.prefix}`, manifestOf(plan, executed, settings, facts));
    return { status: "failed", folder: path, manifest, failure };
  } finally {
    folder.discard();
  }
}

/** The headline figures by a second path, where the report asks for them. */
async function secondPath(
  { require }: ReportDefinition,
  document: Document,
  { book, now, requirements, progress }: RunSettings,
): Promise<ShadowCheck | undefined> {
  if (require?.shadow === undefined || requirements === "ignore") return undefined;
  const shadow = await shadowCheck(document, require.shadow, book, now);
  for (const reason of shadow.notCompared) progress.line(`Note: not checked on a second path: ${reason}`);
  return shadow;
}

/** A run whose figures come out differently on the second path is held, with its notebook and both figures. */
function saveMismatch(
  plan: RunPlan,
  executed: RunResult,
  settings: RunSettings,
  startedAt: Date,
  { shadow, failure }: { shadow: ShadowCheck; failure: RiskbookError },
): ReportRun {
  const folder = openRunFolder(plan.windowFolder);
  try {
    folder.write([notebookArtefact(executed.notebook), ...shadowArtefacts(shadow)]);
    const facts = { simulated: settings.book.config.simulated, missing: [], startedAt, failure, held: true };
    const { path, manifest } = folder.publish(`held-${plan.prefix}`, manifestOf(plan, executed, settings, facts));
    return { status: "held", folder: path, manifest, failure };
  } finally {
    folder.discard();
  }
}

/** A run held for its data has no notebook: its folder keeps why. */
function saveHeld(plan: RunPlan, settings: RunSettings, startedAt: Date, gate: Required<DataGate>): ReportRun {
  const folder = openRunFolder(plan.windowFolder);
  try {
    folder.write(qualityArtefacts(gate));
    const { simulated } = settings.book.config;
    const facts = { simulated, missing: [], startedAt, failure: gate.failure, held: true };
    const { path, manifest } = folder.publish(`held-${plan.prefix}`, manifestOf(plan, undefined, settings, facts));
    return { status: "held", folder: path, manifest, failure: gate.failure };
  } finally {
    folder.discard();
  }
}

interface RunFacts {
  simulated: boolean;
  missing: MissingGlyph[];
  startedAt: Date;
  failure?: RiskbookError;
  held?: boolean;
}

function manifestOf(
  plan: RunPlan,
  executed: RunResult | undefined,
  settings: RunSettings,
  facts: RunFacts,
): (run: string, artefacts: ArtefactRecord[]) => Manifest {
  return (run, artefacts) => ({
    format: 1,
    status: facts.failure === undefined ? "done" : facts.held ? "held" : "failed",
    run,
    inputs: plan.inputs,
    inputsSha256: plan.inputsSha256,
    simulated: facts.simulated,
    artefacts,
    missingGlyphs: facts.missing,
    ...(facts.failure === undefined ? {} : { failure: { code: facts.failure.code, message: facts.failure.message } }),
    startedAt: facts.startedAt.toISOString(),
    finishedAt: settings.now().toISOString(),
    ...(executed && { notebookMs: notebookMs(executed) }),
  });
}

function notebookMs({ timing, cells }: RunResult): NonNullable<Manifest["notebookMs"]> {
  return { ...timing, cells: Object.fromEntries(cells.map(cell => [cell.id, cell.durationMs])) };
}

/** The verdict on the data that the report rests on. */
function qualityArtefacts(gate: DataGate | undefined): Artefact[] {
  if (gate === undefined || gate.quality === null) return [];
  const bytes = new TextEncoder().encode(`${JSON.stringify(gate.quality, null, 2)}\n`);
  return [{ name: "quality.json", mediaType: "application/json", bytes }];
}

/** Both figures of each headline, and what was not compared. */
function shadowArtefacts(shadow: ShadowCheck | undefined): Artefact[] {
  if (shadow === undefined) return [];
  const bytes = new TextEncoder().encode(`${JSON.stringify(shadow, null, 2)}\n`);
  return [{ name: "shadow.json", mediaType: "application/json", bytes }];
}

function documentArtefact(document: Document): Artefact {
  const bytes = new TextEncoder().encode(`${JSON.stringify(document)}\n`);
  return { name: "document.json", mediaType: "application/json", bytes };
}

/** The executed notebook without its durations: they are in the manifest, where the clock belongs. */
function notebookArtefact(notebook: Notebook): Artefact {
  const { riskbook, ...metadata } = notebook.metadata;
  const { timing: _, ...record } = (riskbook ?? {}) as Record<string, unknown>;
  const text = serialiseNotebook({ ...notebook, metadata: { ...metadata, riskbook: record } } as Notebook);
  return { name: "notebook.ipynb", mediaType: "application/x-ipynb+json", bytes: new TextEncoder().encode(text) };
}
