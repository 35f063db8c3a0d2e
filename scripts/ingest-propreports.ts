import type { Command } from "commander";
import { openBook, type PropReportsConfig, RiskbookError } from "../lib/core/index.js";
import { addCollectFlags, type CollectFlags, namesIn } from "./collect/flags.js";
import { collectPropReports } from "./collect/propreports.js";
import { collectText } from "./collect/text.js";
import type { Context } from "./context.js";
import { storeOf } from "./store-of.js";

interface Flags extends CollectFlags {
  account?: string;
}

/** `riskbook ingest propreports`: fetches what is new at the firm's PropReports and loads it. */
export function addPropReports(ingest: Command, context: Context): void {
  const command = ingest
    .command("propreports")
    .description("fetch what is new from PropReports, as sources.propreports in riskbook.yaml says, and load it")
    .option("--account <accounts>", "only these accounts, by name or id, with commas between them");
  addCollectFlags(command).action(async (_own: unknown, command: Command) => {
    // ingest has read the options that it has too before it found its subcommand
    const { account, ...flags } = command.optsWithGlobals<Flags>();
    const feeds = account === undefined ? {} : { feeds: namesIn(account) };
    const store = storeOf(flags.store, context);
    const { summary, unreconciled } = await collectPropReports(
      settingsOf(context),
      store,
      { ...flags, ...feeds },
      context,
    );
    const text = flags.json
      ? `${JSON.stringify({ ...summary, unreconciled })}\n`
      : collectText(summary, "account", unreconciled);
    context.write(text);
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
