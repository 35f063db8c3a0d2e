import { type Command, Option } from "commander";
import { type IsoDate, openBook } from "../../lib/core/index.js";
import { STRESS_PARTS, type StressPart } from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { requireAsOf, usage } from "../options.js";
import { snapshotName, storeOf } from "../store-of.js";
import { reverseStressJson, reverseStressText } from "../stress/reverse.js";
import { stressJson, stressText } from "../stress/text.js";

interface Flags {
  scenario?: string[];
  asOf?: IsoDate;
  snapshot?: string;
  by: StressPart;
  rate: number;
  dividend: number;
  reverse?: string;
  factor: string;
  json?: boolean;
}

/** `riskbook stress`: what the book makes in scenarios, and how little it takes to break a limit. */
export function register(program: Command, context: Context): void {
  program
    .command("stress")
    .description(
      "P&L of the book in scenarios, worst first, and what was left out; or the smallest shock that breaks a limit",
    )
    .option(
      "--scenario <names...>",
      "names or files; a+b for two that come together; all of templates/scenarios otherwise",
    )
    .option("--as-of <date>", "nothing after this day is looked at")
    .option("--snapshot <name>", "latest, a label, a number or the beginning of an id")
    .addOption(new Option("--by <part>", "what the worst scenario is split by").choices(STRESS_PARTS).default("desk"))
    .option("--rate <rate>", "continuous and annual, that options are priced with", fraction, 0)
    .option("--dividend <yield>", "continuous and annual, of options' underlyings", fraction, 0)
    .option(
      "--reverse <measure>",
      "the smallest shock that breaks each limit of a measure, such as dailyLoss or drawdown",
    )
    .option("--factor <factor>", "with --reverse: what is shocked", "equity")
    .option("--json", "print JSON")
    .action((flags: Flags) => run(flags, context));
}

async function run(flags: Flags, context: Context): Promise<void> {
  requireAsOf(flags.asOf);
  if (flags.reverse !== undefined && flags.scenario !== undefined)
    throw usage("--reverse looks for the shock itself; leave --scenario out.");
  const { bookPnl, openSnapshot } = await import("../../lib/data/index.js");
  const { readStressBook } = await import("../../lib/notebook/index.js");
  const { config } = openBook(context.cwd);
  const { currency, calendar } = config;
  const snapshot = await openSnapshot(storeOf(undefined, context), flags.snapshot);
  try {
    const pnl = await bookPnl(snapshot, { currency, calendar, ...(flags.asOf && { asOf: flags.asOf }) });
    const book = await readStressBook(snapshot, pnl, { rate: flags.rate, dividend: flags.dividend });
    const shown = { book, currency, source: snapshotName(snapshot) };
    if (flags.reverse === undefined) await forward(flags, shown, context);
    else await reverse({ ...flags, reverse: flags.reverse }, shown, pnl, snapshot, context);
  } finally {
    snapshot.close();
  }
}

type Shown = Parameters<typeof stressText>[0]["shown"];

async function forward({ scenario, by, json }: Flags, shown: Shown, context: Context): Promise<void> {
  const { findScenarios, readScenarios, scenarioFolders, stressBook } = await import("../../lib/notebook/index.js");
  const folders = scenarioFolders(openBook(context.cwd).root);
  const scenarios = scenario === undefined ? readScenarios(folders) : findScenarios(scenario, folders, context.cwd);
  const run = stressBook(shown.book, scenarios);
  context.write(json ? `${JSON.stringify(stressJson({ run, shown }))}\n` : stressText({ run, shown, by }));
  if (run.results.some(({ leftOut }) => leftOut.length > 0)) context.exit(3);
}

async function reverse(
  { reverse: measure, factor, json }: Flags & { reverse: string },
  shown: Shown,
  pnl: Parameters<typeof import("../../lib/notebook/index.js").judgeLimits>[2],
  snapshot: Parameters<typeof import("../../lib/notebook/index.js").judgeLimits>[0],
  context: Context,
): Promise<void> {
  const { reverseStressOfLimits } = await import("../../lib/notebook/index.js");
  const { config } = openBook(context.cwd);
  const found = await reverseStressOfLimits(snapshot, config, pnl, shown.book, { measure, factor });
  context.write(json ? `${JSON.stringify(reverseStressJson(found, shown))}\n` : reverseStressText(found, shown));
}

function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > -1 && value < 1) return value;
  throw usage(`A rate was "${text}"; give a fraction such as 0.02 for 2% a year.`);
}
