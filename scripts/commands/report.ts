import { relative, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type Book, openBook } from "../../lib/core/index.js";
import type { ReportDefinition, ReportRun } from "../../lib/report/index.js";
import type { Context } from "../context.js";
import { type Delivery, openDelivery } from "../delivery.js";
import { mailOfRun, makeReport } from "../report-run.js";

interface RunFlags {
  parameter: Record<string, string>;
  asOf?: string;
  snapshot?: string;
  output?: string;
  send?: boolean;
  resend?: boolean;
  json?: boolean;
}

/** `riskbook report run | list | open`. */
export function register(program: Command, context: Context): void {
  const report = program.command("report").description("make reports from notebooks");
  report
    .command("run")
    .description("run a report's notebook and make everything that the report defines")
    .argument("<name>", "the report: a file of the book's reports folder, without its ending")
    .option("-p, --parameter <name=value>", "set a parameter; may be repeated", addParameter, {})
    .option("--as-of <date>", "the day to report on; the newest day of the data otherwise")
    .option("--snapshot <name>", "the snapshot to read: its number, label or id; the newest otherwise")
    .option("-o, --output <folder>", "where to write instead of the book's output folder")
    .option("--send", "send the mail to the report's recipients, once for each window")
    .option("--resend", "with --send: send again although this window's mail was delivered")
    .option("--json", "print what was made as JSON")
    .action((name: string, flags: RunFlags) => run(name, flags, context));
  report
    .command("list")
    .description("print the book's reports")
    .option("--json", "print them as JSON")
    .action((flags: { json?: boolean }) => list(flags, context));
  report
    .command("open")
    .description("print where the newest run of a report lies")
    .argument("<name>", "the report")
    .argument("[window]", "its window, for example 2020-04-17; the newest otherwise")
    .action((name: string, window: string | undefined) => open(name, window, context));
}

async function run(name: string, flags: RunFlags, context: Context): Promise<void> {
  const book = openBook(context.cwd);
  const { loadReport } = await import("../../lib/report/index.js");
  const definition = await loadReport(book, name);
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort()); // the notebook is kept as far as it came, and the kernel ends
  const delivery = flags.send ? await openDelivery(book, context) : undefined; // what it lacks is told before the long run
  try {
    const output = flags.output === undefined ? undefined : resolve(context.cwd, flags.output);
    const made = await makeReport(
      book,
      definition,
      { ...flags, parameters: flags.parameter, output, signal: stop.signal },
      context,
    );
    if (made.status !== "done") tellFailure(made, flags, context);
    else await finish(made, delivery, flags, context);
  } finally {
    delivery?.close();
  }
}

function tellFailure(made: Exclude<ReportRun, { status: "done" }>, flags: RunFlags, context: Context): void {
  const { manifest, folder, failure } = made;
  const error = { code: failure.code, message: failure.message };
  if (flags.json) context.write(`${JSON.stringify({ error, folder, ...manifest })}\n`);
  context.progress.line(`riskbook: ${failure.message}`);
  const kept = relative(context.cwd, folder);
  if (made.status === "failed") context.progress.line(`The notebook as far as it came: ${kept}/notebook.ipynb`);
  else context.progress.line(`The verdict on the data: ${kept}/quality.json`);
  context.exit(made.status === "failed" ? 1 : 3);
}

/** Prints what was made and delivers it; as JSON in one object, which a refused delivery leaves to its error. */
async function finish(
  made: Extract<ReportRun, { status: "done" }>,
  delivery: Delivery | undefined,
  flags: RunFlags,
  context: Context,
): Promise<void> {
  const { manifest, folder } = made;
  if (!flags.json)
    for (const { name } of manifest.artefacts) context.write(`${relative(context.cwd, folder)}/${name}\n`);
  const report = await delivery?.deliver(mailOfRun(made), { resend: flags.resend === true });
  if (flags.json) context.write(`${JSON.stringify({ folder, ...manifest, delivery: report ?? null })}\n`);
  if (report !== undefined) context.exit(report.exitCode);
}

async function list(flags: { json?: boolean }, context: Context): Promise<void> {
  const { loadReports } = await import("../../lib/report/index.js");
  const reports = await loadReports(openBook(context.cwd));
  if (flags.json) context.write(`${JSON.stringify({ reports: reports.map(described) })}\n`);
  else
    for (const report of reports) context.write(`${report.name.padEnd(20)}  ${report.title}  (${report.notebook})\n`);
  if (reports.length === 0) context.progress.line("This book has no reports yet; add a file to its reports folder.");
}

function described({ name, title, description, notebook, outputs, schedule, recipients }: ReportDefinition): object {
  return { name, title, description, notebook, outputs, schedule: schedule ?? null, recipients: recipients ?? null };
}

async function open(name: string, window: string | undefined, context: Context): Promise<void> {
  const { newestRun } = await import("../../lib/report/index.js");
  const book: Book = openBook(context.cwd);
  context.write(`${newestRun(book.output, name, window)}\n`);
}

function addParameter(text: string, given: Record<string, string>): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError(`Write it as name=value.`);
  return { ...given, [text.slice(0, at)]: text.slice(at + 1) };
}
