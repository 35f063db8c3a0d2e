import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { RiskbookError } from "../../lib/core/index.js";
import { type IngestSummary, ingestExecutions, ingestTable, outcomeOf, type Store } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { correctionPolicy } from "../correction-policy.js";
import { describeFormats, mapForFiles } from "../detect-map.js";
import { addPropReports } from "../ingest-propreports.js";
import { summaryText } from "../ingest-text.js";
import { positiveNumber } from "../options.js";
import { storeOf } from "../store-of.js";
import { type Watch, watchFolder } from "../watch-folder.js";

interface Flags {
  map?: string;
  store?: string;
  symbol?: string;
  delimiter?: string;
  simulated?: boolean;
  keepStored?: boolean;
  acceptCorrections?: boolean;
  detect?: boolean;
  watch?: string;
  every: number;
  account?: string;
  zone?: string;
  date?: string;
  json?: boolean;
}

const KEYED = ["prices", "accounts", "instruments", "daily"] as const;

/** `riskbook ingest`: loads files into the store as one new snapshot. */
export function register(program: Command, context: Context): void {
  const ingest = program
    .command("ingest")
    .description(`load executions by a column map, or one file of ${KEYED.join(", ")}`)
    .argument(
      "[file...]",
      `executions as CSV, JSON lines, Parquet, xlsx or XML; or one of ${KEYED.join(", ")} and a file`,
    )
    .option("--map <map>", "a map's file, or its name in data/maps: how columns are read; else the one map that fits")
    .option("--detect", "only say which format each file has")
    .option("--watch <folder>", "take executions from a folder as they are dropped there, until SIGTERM or Ctrl-C")
    .option("--every <seconds>", "how often to look there; what did not change since is taken", positiveNumber, 5)
    .option("--account <account>", "of executions that name none")
    .option("--zone <zone>", "of times that name none, such as America/Chicago")
    .option("--date <date>", "of executions that have only a time of day")
    .option("--symbol <symbol>", "of a price file without a symbol column")
    .option("--delimiter <character>", "of a file of prices, accounts, instruments or daily figures", ",")
    .option("--simulated", "mark what comes in as made up")
    .addOption(
      new Option(
        "--accept-corrections",
        "where a file disagrees with the store, correct the store's fill and load the rest of the day",
      ).conflicts("keepStored"),
    )
    .option(
      "--keep-stored",
      "where a file disagrees with the store, keep the store's fill and load the rest of the day",
    )
    .option("--store <folder>", "a store other than the book's")
    .option("--json", "print JSON")
    .action(async (files: string[], flags: Flags) => {
      requireFiles(files, flags);
      if (flags.detect) return describeFormats(paths(files, context), flags.json === true, context);
      const store = storeOf(flags.store, context);
      if (flags.watch !== undefined) return watchFolder(watchOf(flags.watch, flags, store, context), context);
      const [first, file, ...more] = files;
      const table = KEYED.find(name => name === first);
      const summary =
        table === undefined
          ? await executions(files, flags, store, context)
          : await keyed(table, [file, ...more], flags, store, context);
      context.write(flags.json ? `${JSON.stringify(summary)}\n` : summaryText(summary));
      context.exit(outcomeOf(summary));
    });
  addPropReports(ingest, context);
}

function requireFiles(files: readonly string[], { watch }: Flags): void {
  if ((files.length === 0) === (watch !== undefined)) return;
  throw new RiskbookError("USAGE", "ingest takes files, or --watch and a folder.", { exitCode: 2 });
}

function watchOf(folder: string, flags: Flags, store: Store, context: Context): Watch {
  return {
    folder: resolve(context.cwd, folder),
    every: flags.every,
    json: flags.json === true,
    ingest: file => executions([file], flags, store, context),
  };
}

async function executions(
  files: readonly string[],
  flags: Flags,
  store: Store,
  context: Context,
): Promise<IngestSummary> {
  const named = paths(files, context);
  return ingestExecutions({
    store,
    files: named,
    map: await mapForFiles(named, flags.map, context),
    statements: {
      ...(flags.account === undefined ? {} : { account: flags.account }),
      ...(flags.zone === undefined ? {} : { zone: flags.zone }),
      ...(flags.date === undefined ? {} : { date: flags.date }),
    },
    now: context.now,
    progress: context.progress,
    simulated: flags.simulated === true,
    corrections: correctionPolicy(flags),
  });
}

function paths(files: readonly string[], context: Context): string[] {
  return files.map(file => resolve(context.cwd, file));
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
    files: [resolve(context.cwd, file)],
    statements: flags.symbol === undefined ? {} : { symbol: flags.symbol },
    now: context.now,
    progress: context.progress,
    simulated: flags.simulated === true,
    ...(flags.delimiter === undefined ? {} : { delimiter: flags.delimiter }),
  });
}
