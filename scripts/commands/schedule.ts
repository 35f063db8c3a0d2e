import { join, relative } from "node:path";
import type { Command } from "commander";
import { BOOK_FILE, type Book, type IsoDate, openBook } from "../../lib/core/index.js";
import type { Claim, RunOutcome, ScheduleWindow } from "../../lib/ops/index.js";
import type { ReportDefinition } from "../../lib/report/index.js";
import type { Context } from "../context.js";
import { type Delivery, openDelivery } from "../delivery.js";
import { positiveInteger, positiveNumber } from "../options.js";
import { mailOfRun, makeReport } from "../report-run.js";
import { stopSignal } from "../stop-signal.js";

interface NextFlags {
  count: number;
  json?: boolean;
}

interface StartFlags {
  send: boolean;
  once?: boolean;
  catchUp: number;
  json?: boolean;
}

/** `riskbook schedule next | start`: what will run by itself, and running it. */
export function register(program: Command, context: Context): void {
  const schedule = program.command("schedule").description("run reports when their schedules say so");
  schedule
    .command("next")
    .description("print what will run next, in local time and UTC")
    .option("--count <windows>", "how many", positiveInteger, 10)
    .option("--json", "print them as JSON")
    .action((flags: NextFlags) => next(flags, context));
  schedule
    .command("start")
    .description("run reports when they are due, in the foreground, until SIGTERM or Ctrl-C")
    .option("--no-send", "make the reports without sending them")
    .option("--once", "run what is due and end; for a schedule that cron itself keeps")
    .option("--catch-up <hours>", "how late a missed report may still run", positiveNumber, 12)
    .option("--json", "print what happened to each window as one line of JSON")
    .action((flags: StartFlags) => start(flags, context));
}

async function next(flags: NextFlags, context: Context): Promise<void> {
  const { exchangeTradingDays, nextWindows } = await import("../../lib/ops/index.js");
  const { loadReports } = await import("../../lib/report/index.js");
  const reports = await loadReports(openBook(context.cwd));
  const tradingDays = exchangeTradingDays();
  const windows = reports
    .flatMap(report => nextWindows(report, context.now(), flags.count, tradingDays))
    .sort((a, b) => a.firesAt.localeCompare(b.firesAt) || a.report.localeCompare(b.report))
    .slice(0, flags.count);
  if (flags.json) context.write(`${JSON.stringify({ windows })}\n`);
  else for (const window of windows) context.write(`${lineOn(window)}\n`);
  if (windows.length === 0)
    context.progress.line("No report has a schedule; give one a schedule in its file in reports.");
}

function lineOn({ report, local, offset, timeZone, firesAt }: ScheduleWindow): string {
  return `${local.replace("T", " ")} ${offset} ${timeZone}  ${firesAt.replace(".000", "")}  ${report}`;
}

async function start(flags: StartFlags, context: Context): Promise<void> {
  const room = await import("../../lib/ops/index.js");
  const { loadReports } = await import("../../lib/report/index.js");
  const book = openBook(context.cwd);
  const reports = await loadReports(book);
  const stop = stopSignal(context, "run");
  const delivery = flags.send ? await openDelivery(book, context, stop) : undefined;
  const state = delivery?.state ?? room.openState(join(book.state, room.STATE_FILE));
  let results = 0;
  try {
    const exitCode = await room.runSchedule({
      state,
      reports,
      run: claim => runClaim(claim, { book, reports, delivery, context }),
      everyRound: async () => void (await delivery?.flush()),
      clock: { ...room.systemClock, now: context.now },
      progress: context.progress,
      signal: stop,
      once: flags.once === true,
      catchUp: { lateMs: flags.catchUp * 3_600_000, tradingDays: room.exchangeTradingDays() },
      onResult: result => {
        results++;
        if (flags.json) context.write(`${JSON.stringify(result)}\n`);
      },
    });
    if (flags.once && results === 0)
      context.progress.line('Nothing is due. "riskbook schedule next" prints what comes.');
    context.exit(exitCode);
  } finally {
    state.close();
  }
}

interface Bench {
  book: Book;
  reports: readonly ReportDefinition[];
  delivery: Delivery | undefined;
  context: Context;
}

/** Data must have reached the last session that has closed; made-up data stands still, and none is due. */
async function dueNow({ config }: Book, context: Context): Promise<{ dueDay?: IsoDate }> {
  if (config.simulated) return {};
  const { lastClosedSession, openCalendar } = await import("../../lib/data/index.js");
  return { dueDay: lastClosedSession(context.now().getTime(), openCalendar(config.calendar, BOOK_FILE)) };
}

/** Makes the report of a window and sends its mail; a mail that did not reach everybody holds the run. */
async function runClaim({ report }: Claim, { book, reports, delivery, context }: Bench): Promise<RunOutcome> {
  const { outcomeOf } = await import("../../lib/ops/index.js");
  const definition = reports.find(candidate => candidate.name === report);
  if (definition === undefined) throw new Error(`A window of ${report} was claimed, which is not scheduled here.`);
  const made = await makeReport(book, definition, await dueNow(book, context), context);
  const folder = relative(book.root, made.folder);
  if (made.status !== "done") return { status: made.status, folder, error: made.failure.message };
  if (delivery === undefined || !definition.outputs.includes("mail")) return { status: "done", folder };
  const sent = await outcomeOf(async () => {
    const { exitCode, sentence } = await delivery.deliver(mailOfRun(made));
    return exitCode === 0 ? { status: "done" } : { status: "held", error: sentence };
  });
  return { ...sent, folder };
}
