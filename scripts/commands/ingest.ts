import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { RiskbookError } from "../../lib/core/index.js";
import { KEYED_TABLE_NAMES, type KeyedTableName, outcomeOf, type Store } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { describeFormats } from "../detect-format.js";
import { ingestCorrectionsFile } from "../ingest-corrections.js";
import { type FileFlags, ingestFiles } from "../ingest-files.js";
import { addPropReports } from "../ingest-propreports.js";
import { summaryText } from "../ingest-text.js";
import { positiveNumber } from "../options.js";
import { storeOf } from "../store-of.js";
import { columnsJson, columnsText } from "../table-columns.js";
import { type Watch, watchFolder } from "../watch-folder.js";

interface Flags extends FileFlags {
  store?: string;
  detect?: boolean;
  columns?: KeyedTableName;
  watch?: string;
  every: number;
  json?: boolean;
}

/** Before a file of corrections. */
const CORRECTIONS = "corrections" as const;

/** `riskbook ingest`: loads files into the store as one new snapshot. */
export function register(program: Command, context: Context): void {
  const ingest = program
    .command("ingest")
    .description(
      `load files of executions, or of a table: ${KEYED_TABLE_NAMES.join(", ")}; or ${CORRECTIONS} of stored fills`,
    )
    .argument(
      "[file...]",
      "CSV, JSON lines, Parquet, xlsx, xls, XML or YAML; with a table's name before them, files of that table",
    )
    .option("--map <map>", "a map's file, or its name in data/maps: how columns are read; else the one map that fits")
    .option("--detect", "only say which format each file has")
    .addOption(new Option("--columns <table>", "only list the columns of a table").choices(KEYED_TABLE_NAMES))
    .option("--watch <folder>", "take files from a folder as they are dropped there, until SIGTERM or Ctrl-C")
    .option("--every <seconds>", "how often to look there; what did not change since is taken", positiveNumber, 5)
    .option("--sheet <sheet>", "of a workbook with several sheets that fit")
    .option("--account <account>", "of files that name none")
    .option("--symbol <symbol>", "of prices or bars that name none")
    .option("--currency <currency>", "of a table's files that name none")
    .option("--zone <zone>", "of times that name none, such as America/Chicago")
    .option("--date <date>", "of files that have none, or only times of day")
    .option("--delimiter <character>", "of a table's file that is read without a map; a comma unless given")
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
      if (flags.columns !== undefined) return listColumns(flags.columns, flags, context);
      requireFiles(files, flags);
      if (flags.detect) return describeFormats(paths(files, context), flags.json === true, context);
      const store = storeOf(flags.store, context);
      if (flags.watch !== undefined) return watchFolder(watchOf(flags.watch, flags, store, context), context);
      const table = [...KEYED_TABLE_NAMES, CORRECTIONS].find(name => name === files[0]);
      const named = paths(table === undefined ? files : files.slice(1), context);
      if (named.length === 0) throw new RiskbookError("USAGE", `Name a file of ${table}.`, { exitCode: 2 });
      const summary =
        table === CORRECTIONS
          ? await ingestCorrectionsFile(named, flags, store, context)
          : await ingestFiles(named, table, flags, store, context);
      context.write(flags.json ? `${JSON.stringify(summary)}\n` : summaryText(summary));
      context.exit(outcomeOf(summary));
    });
  addPropReports(ingest, context);
}

function requireFiles(files: readonly string[], { watch }: Flags): void {
  if ((files.length === 0) === (watch !== undefined)) return;
  throw new RiskbookError("USAGE", "ingest takes files, or --watch and a folder.", { exitCode: 2 });
}

function listColumns(table: KeyedTableName, { json }: Flags, context: Context): void {
  context.write(json ? `${JSON.stringify(columnsJson(table))}\n` : columnsText(table));
}

function watchOf(folder: string, flags: Flags, store: Store, context: Context): Watch {
  return {
    folder: resolve(context.cwd, folder),
    every: flags.every,
    json: flags.json === true,
    ingest: file => ingestFiles([file], undefined, { ...flags, whereOpen: true }, store, context),
  };
}

function paths(files: readonly string[], context: Context): string[] {
  return files.map(file => resolve(context.cwd, file));
}
