import type { Command } from "commander";
import {
  type Book,
  messageOf,
  type NamedSourceConfig,
  openBook,
  type PropReportsConfig,
  RiskbookError,
} from "../../lib/core/index.js";
import type { CollectSummary, Store, Unreconciled } from "../../lib/data/index.js";
import { addCollectFlags, type CollectFlags, namesIn } from "../collect/flags.js";
import { openSource } from "../collect/open-source.js";
import { collectPropReports } from "../collect/propreports.js";
import { runCollection } from "../collect/run.js";
import { collectText } from "../collect/text.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";

interface Flags extends CollectFlags {
  feed?: string;
}

/** What one source came to. */
type Outcome = (CollectSummary & { readonly unreconciled?: Unreconciled | null }) | { source: string; error: string };

/** `riskbook collect`: fetches what is new from the sources that a book names, and loads it. */
export function register(program: Command, context: Context): void {
  const command = program
    .command("collect")
    .description("fetch what is new from the sources of riskbook.yaml, all of them or some by name, and load it")
    .argument("[source...]", "names under sources in riskbook.yaml")
    .option("--feed <feeds>", "only these queries, or accounts, of one source, with commas between them");
  addCollectFlags(command).action(async (names: string[], flags: Flags) => {
    const book = openBook(context.cwd);
    const sources = chosen(book, names);
    if (flags.feed !== undefined && sources.length > 1) {
      throw new RiskbookError("USAGE", "--feed is of one source: name it.", { exitCode: 2 });
    }
    const store = storeOf(flags.store, context);
    const outcomes: Outcome[] = [];
    for (const [name, config] of sources) {
      const outcome = await collectOne({ name, config, book, store, context }, flags, sources.length > 1);
      if (!flags.json && "loads" in outcome) context.write(textOf(outcome, name));
      outcomes.push(outcome);
    }
    if (flags.json) context.write(`${JSON.stringify({ sources: outcomes })}\n`);
    if (outcomes.some(outcome => "error" in outcome)) {
      context.exit(outcomes.every(outcome => "error" in outcome) ? 1 : 3);
    }
  });
}

type Named = [name: string, config: NamedSourceConfig | PropReportsConfig];

function chosen({ config }: Book, names: readonly string[]): Named[] {
  const all = Object.entries(config.sources).filter((entry): entry is Named => entry[1] !== undefined);
  const unknown = names.find(name => !all.some(([known]) => known === name));
  if (unknown === undefined && all.length > 0) {
    return names.length === 0 ? all : all.filter(([name]) => names.includes(name));
  }
  const listed =
    all.length === 0 ? "It names none; docs/sources.md says how." : `It has: ${all.map(([name]) => name).join(", ")}.`;
  const what = unknown === undefined ? "no source" : `no source "${unknown}"`;
  throw new RiskbookError("NO_SOURCE", `riskbook.yaml names ${what}. ${listed}`, { exitCode: 2 });
}

interface Work {
  readonly name: string;
  readonly config: Named[1];
  readonly book: Book;
  readonly store: Store;
  readonly context: Context;
}

/** One of several that fails is told, and the others go on. */
async function collectOne(work: Work, { feed, ...flags }: Flags, isOneOfSeveral: boolean): Promise<Outcome> {
  const { name, config, book, store, context } = work;
  const wanted = { ...flags, ...(feed === undefined ? {} : { feeds: namesIn(feed) }) };
  try {
    if (!("kind" in config)) {
      const { summary, unreconciled } = await collectPropReports(config, store, wanted, context);
      return { ...summary, unreconciled };
    }
    return await runCollection(openSource(name, config, book, context), config, store, wanted, context);
  } catch (error) {
    if (!isOneOfSeveral || !(error instanceof RiskbookError)) throw error;
    context.progress.line(`${name}: ${error.message}`);
    return { source: name, error: messageOf(error) };
  }
}

function textOf(outcome: Exclude<Outcome, { error: string }>, name: string): string {
  return collectText(outcome, name === "propreports" ? "account" : "query", outcome.unreconciled ?? null);
}
