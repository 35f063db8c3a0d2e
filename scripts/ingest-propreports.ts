import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { isIsoDate, openBook, type PropReportsConfig, RiskbookError, randomStream } from "../lib/core/index.js";
import {
  type CollectStep,
  type CollectSummary,
  collect,
  crashAt,
  type Disagreement,
  outcomeOf,
  propReportsLogin,
  propReportsSource,
  type Source,
  type Unreconciled,
  unreconciledDays,
} from "../lib/data/index.js";
import type { Context } from "./context.js";
import { correctionPolicy } from "./correction-policy.js";
import { counted } from "./counted.js";
import { summaryText } from "./ingest-text.js";
import { mapOf, tableMapOf } from "./map-of.js";
import { storeOf } from "./store-of.js";

interface Flags {
  account?: string;
  from?: string;
  to?: string;
  store?: string;
  simulated?: boolean;
  keepStored?: boolean;
  acceptCorrections?: boolean;
  json?: boolean;
}

/** `riskbook ingest propreports`: fetches what is new at the firm's PropReports and loads it. */
export function addPropReports(ingest: Command, context: Context): void {
  ingest
    .command("propreports")
    .description("fetch what is new from PropReports, as sources.propreports in riskbook.yaml says, and load it")
    .option("--account <accounts>", "only these accounts, by name or id, with commas between them")
    .option("--from <date>", "the first day to ask for, instead of what follows from the last fetch", isoDay)
    .option("--to <date>", "the last day to ask for; today when absent", isoDay)
    .option("--simulated", "mark what comes in as made up")
    .addOption(
      new Option(
        "--accept-corrections",
        "where PropReports disagrees with the store, correct the store's fill and load the rest",
      ).conflicts("keepStored"),
    )
    .option("--keep-stored", "where PropReports disagrees with the store, keep the store's fill and load the rest")
    .option("--store <folder>", "a store other than the book's; its inbox lies beside it")
    .option("--json", "print JSON")
    .action(async (_own: unknown, command: Command) => {
      // ingest has read the options that it has too before it found its subcommand
      const flags = command.optsWithGlobals<Flags>();
      const settings = settingsOf(context);
      const store = storeOf(flags.store, context);
      const step = crashAt<CollectStep>(context.environment.RISKBOOK_CRASH_AT);
      const summary = await collect(sourceOf(settings, context), {
        store,
        inbox: join(dirname(store.layout.root), "inbox"),
        now: context.now,
        progress: context.progress,
        lookBackDays: settings.lookBackDays,
        simulated: flags.simulated === true,
        corrections: correctionPolicy(flags, settings.corrections),
        ...(flags.account === undefined ? {} : { feeds: namesIn(flags.account) }),
        ...(settings.since === undefined ? {} : { since: settings.since }),
        ...(flags.from === undefined ? {} : { from: flags.from }),
        ...(flags.to === undefined ? {} : { to: flags.to }),
        ...(step === undefined ? {} : { step }),
      });
      const unreconciled = await unreconciledDays(store, Object.keys(summary.through));
      context.write(flags.json ? `${JSON.stringify({ ...summary, unreconciled })}\n` : textOf(summary, unreconciled));
      for (const load of summary.loads) context.exit(outcomeOf(load));
      if (Object.keys(summary.failed).length > 0) context.exit(3);
    });
}

function settingsOf(context: Context): PropReportsConfig {
  const settings = openBook(context.cwd).config.sources.propreports;
  if (settings !== undefined) return settings;
  throw new RiskbookError(
    "NO_SOURCE",
    "riskbook.yaml names no PropReports. Add the firm's name in its address:\nsources:\n  propreports:\n    firm: example",
    { exitCode: 2 },
  );
}

function sourceOf({ firm, url, group, datasets }: PropReportsConfig, context: Context): Source {
  return propReportsSource({
    settings: { url: url ?? `https://${firm}.propreports.com/api.php`, group, datasets },
    login: propReportsLogin(context.environment),
    maps: { fills: mapOf("propreports-fills", context), positions: tableMapOf("propreports-positions", context) },
    effects: {
      fetch,
      now: () => context.now().getTime(),
      sleep: milliseconds => sleep(milliseconds),
      random: randomStream(`propreports/${context.now().getTime()}`),
    },
  });
}

function textOf(summary: CollectSummary, unreconciled: Unreconciled | null): string {
  const { feeds, asked, resumed, failed, loads, source, disagreements } = summary;
  const before = resumed === 0 ? "" : `, ${resumed} stood in the inbox from a run that had ended early`;
  return [
    `${source}: ${asked} pages of ${feeds} accounts fetched${before}\n`,
    ...Object.entries(failed).map(([name, reason]) => `Not had, and asked for again next time: ${name}: ${reason}\n`),
    ...(loads.length === 0 ? ["Nothing to load.\n"] : loads.map(summaryText)),
    ...disagreementLines("their round trips and those of the fills", disagreements),
    ...(unreconciled === null ? [] : unreconciledLines(unreconciled)),
  ].join("");
}

function unreconciledLines({ days, disagreements }: Unreconciled): string[] {
  if (days === 0) return ["Every account-day reconciles with the totals that PropReports states.\n"];
  return [
    `${counted(days, "account-day")} of all that is stored ${days === 1 ? "does" : "do"} not reconcile: see riskbook pnl --reconcile.\n`,
    ...disagreementLines("their totals and the fills", disagreements),
  ];
}

/** How many disagreements are told one by one. */
const TOLD = 10;

function disagreementLines(between: string, disagreements: readonly Disagreement[]): string[] {
  if (disagreements.length === 0) return [];
  const told = disagreements
    .slice(0, TOLD)
    .map(
      ({ account, date, figure, theirs, ours }) => `  ${account} ${date}: ${figure} ${theirs} there, ${ours} here\n`,
    );
  const more = disagreements.length - told.length;
  const rest = more > 0 ? [`  … and ${more} more\n`] : [];
  return [`${counted(disagreements.length, "disagreement")} between ${between}:\n`, ...told, ...rest];
}

function namesIn(list: string): string[] {
  return list
    .split(",")
    .map(name => name.trim())
    .filter(name => name !== "");
}

function isoDay(text: string): string {
  if (!isIsoDate(text)) throw new InvalidArgumentError("It must be a day such as 2020-04-17.");
  return text;
}
