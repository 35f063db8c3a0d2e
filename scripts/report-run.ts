import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Book, type IsoDate, RiskbookError } from "../lib/core/index.js";
import type { OutgoingMessage } from "../lib/ops/index.js";
import type { MailEnvelope, ReportDefinition, ReportRun } from "../lib/report/index.js";
import type { Context } from "./context.js";
import { resolveSubject } from "./subject.js";

/** What to make of a report. */
export interface ReportOrder {
  parameters?: Readonly<Record<string, string>>;
  /** The window's day, or one after it that is no session; the newest of the snapshot unless given. */
  asOf?: IsoDate | undefined;
  /** The session that its data must have reached by now; the one that was asked for unless given. */
  dueDay?: IsoDate | undefined;
  /** The newest unless given. */
  snapshot?: string | undefined;
  /** Instead of the book's `output`. */
  output?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Runs a report of a book on its store, with every renderer there is. */
export async function makeReport(
  book: Book,
  definition: ReportDefinition,
  order: ReportOrder,
  context: Context,
): Promise<ReportRun> {
  const [{ loadRenderers, runReport }, { DEFINITIONS_VERSION }] = await Promise.all([
    import("../lib/report/index.js"),
    import("../lib/risk/index.js"),
  ]);
  const subject = await resolveSubject(book, order, context.now);
  if (order.asOf !== undefined && order.asOf !== subject.asOf) {
    context.progress.line(
      `There is no data of ${order.asOf}; the last session before it is reported, ${subject.asOf}.`,
    );
  }
  return runReport(definition, {
    book,
    ...subject,
    dueDay: order.dueDay ?? order.asOf,
    parameters: order.parameters ?? {},
    definitionsVersion: DEFINITIONS_VERSION,
    renderers: await loadRenderers(),
    now: context.now,
    progress: context.progress,
    environment: context.environment,
    output: order.output,
    signal: order.signal,
  });
}

/**
 * The mail of a finished run, as the outbox takes it.
 * @throws RiskbookError `NO_MAIL` when the report makes none
 */
export function mailOfRun(run: Extract<ReportRun, { status: "done" }>): OutgoingMessage {
  const { artefacts, inputs } = run.manifest;
  const eml = artefacts.find(artefact => artefact.name.endsWith(".eml"));
  const envelope = artefacts.find(artefact => artefact.name.endsWith(".envelope.json"));
  if (eml === undefined || envelope === undefined) {
    throw new RiskbookError(
      "NO_MAIL",
      `The report ${inputs.report} makes no mail, so there is nothing to send. Add "mail" to its outputs.`,
      { exitCode: 2 },
    );
  }
  const head = JSON.parse(readFileSync(join(run.folder, envelope.name), "utf8")) as MailEnvelope;
  return { report: inputs.report, window: inputs.window, ...head, eml: readFileSync(join(run.folder, eml.name)) };
}
