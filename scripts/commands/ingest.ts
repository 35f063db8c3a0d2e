import { resolve } from "node:path";
import type { Command } from "commander";
import { RiskbookError } from "../../lib/core/index.js";
import { type IngestSummary, ingestExecutions, ingestTable, outcomeOf, type Store } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { mapOf, shippedMaps } from "../map-of.js";
import { storeOf } from "../store-of.js";

interface Flags {
  map?: string;
  store?: string;
  symbol?: string;
  delimiter?: string;
  simulated?: boolean;
  keepStored?: boolean;
  json?: boolean;
}

const KEYED = ["prices", "accounts", "instruments", "daily"] as const;

/** `riskbook ingest`: loads files into the store as one new snapshot. */
export function register(program: Command, context: Context): void {
  program
    .command("ingest")
    .description(`load executions by a column map, or one file of ${KEYED.join(", ")}`)
    .argument("<file...>", `CSV files of executions, also gzipped; or one of ${KEYED.join(", ")} and a file`)
    .option("--map <map>", "a map's file, or its name in data/maps: how columns of executions are read")
    .option("--symbol <symbol>", "of a price file without a symbol column")
    .option("--delimiter <character>", "of a file of prices, accounts, instruments or daily figures", ",")
    .option("--simulated", "mark what comes in as made up")
    .option(
      "--keep-stored",
      "where a file disagrees with the store, keep the store's fill and load the rest of the day",
    )
    .option("--store <folder>", "a store other than the book's")
    .option("--json", "print JSON")
    .action(async (files: string[], flags: Flags) => {
      const store = storeOf(flags.store, context);
      const [first, file, ...more] = files;
      const table = KEYED.find(name => name === first);
      const summary =
        table === undefined
          ? await executions(files, flags, store, context)
          : await keyed(table, [file, ...more], flags, store, context);
      context.write(flags.json ? `${JSON.stringify(summary)}\n` : summaryText(summary));
      context.exit(outcomeOf(summary));
    });
}

function executions(files: readonly string[], flags: Flags, store: Store, context: Context): Promise<IngestSummary> {
  if (flags.map === undefined) {
    throw new RiskbookError(
      "USAGE",
      `ingest needs --map MAP, which says how the columns are read: a file, or the name of one in ${shippedMaps()}.`,
      { exitCode: 2 },
    );
  }
  return ingestExecutions({
    store,
    files: files.map(file => resolve(context.cwd, file)),
    map: mapOf(flags.map, context),
    now: context.now,
    progress: context.progress,
    simulated: flags.simulated === true,
    keepStored: flags.keepStored === true,
  });
}

function keyed(
  table: (typeof KEYED)[number],
  files: readonly (string | undefined)[],
  flags: Flags,
  store: Store,
  context: Context,
): Promise<IngestSummary> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) {
    throw new RiskbookError("USAGE", `ingest ${table} takes one file.`, { exitCode: 2 });
  }
  return ingestTable({
    store,
    table,
    file: resolve(context.cwd, file),
    now: context.now,
    progress: context.progress,
    simulated: flags.simulated === true,
    ...(flags.delimiter === undefined ? {} : { delimiter: flags.delimiter }),
    ...(flags.symbol === undefined ? {} : { symbol: flags.symbol }),
  });
}

function summaryText(summary: IngestSummary): string {
  const { read, loaded, alreadyKnown, rejected } = summary;
  const lines = [
    `${summary.table}: ${read} read = ${loaded} loaded + ${alreadyKnown} already known + ${rejected} rejected`,
    ...(summary.replaced > 0 ? [`${summary.replaced} of them replace an earlier row of the same key`] : []),
    ...(summary.addedAccounts > 0 ? [`${summary.addedAccounts} new accounts, without a capital base`] : []),
    ...(summary.addedInstruments > 0 ? [`${summary.addedInstruments} new instruments`] : []),
    ...summary.firstRejects.map(sentence => `  ${sentence}`),
    ...(rejected > summary.firstRejects.length ? [`  … and ${rejected - summary.firstRejects.length} more`] : []),
    ...(summary.rejectsFile === null ? [] : [`All rejected rows: ${summary.rejectsFile}`]),
    ...summary.held.map(
      ({ account, date, disagreements }) =>
        `Held: account ${account} on ${date} (${disagreements} disagreements). Someone has to decide.`,
    ),
    summary.snapshot === null
      ? "Nothing changed: no new snapshot."
      : `Snapshot ${summary.snapshot.number} (${summary.snapshot.id.slice(0, 12)})`,
  ];
  return `${lines.join("\n")}\n`;
}
