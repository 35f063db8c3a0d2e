import { RiskbookError } from "../lib/core/index.js";
import {
  type Format,
  type IngestSummary,
  ingestExecutions,
  ingestTable,
  type KeyedTableName,
  type Statements,
  type Store,
  type TableStatements,
} from "../lib/data/index.js";
import type { Context } from "./context.js";
import { correctionPolicy } from "./correction-policy.js";
import { formatForFiles } from "./detect-format.js";
import { ingestIfReport } from "./ingest-reports.js";

/** What a command says of the files that it loads. */
export interface FileFlags {
  map?: string;
  sheet?: string;
  account?: string;
  symbol?: string;
  date?: string;
  currency?: string;
  zone?: string;
  delimiter?: string;
  simulated?: boolean;
  keepStored?: boolean;
  acceptCorrections?: boolean;
  /** What is said counts only where a file leaves it open, as for a folder of files of several formats. */
  whereOpen?: boolean;
}

/**
 * Loads files, whatever they hold, as one new snapshot.
 * @param table the keyed table that they are of; undefined for executions, or for what a map or their header says
 * @throws RiskbookError `USAGE` for a flag that means nothing for these files
 */
export async function ingestFiles(
  files: readonly string[],
  table: KeyedTableName | undefined,
  flags: FileFlags,
  store: Store,
  context: Context,
): Promise<IngestSummary> {
  if (table === undefined && flags.map === undefined) {
    const report = await ingestIfReport(files, flags, store, context);
    if (report !== null) return report;
  }
  const format = await formatForFiles(files, table, flags.map, context);
  if (flags.whereOpen !== true) refuseMeaningless(format, flags);
  const whereOpen = flags.whereOpen === true;
  const shared = {
    store,
    files,
    now: context.now,
    progress: context.progress,
    simulated: flags.simulated === true,
  };
  if (format.table === "fills") {
    const statements: Statements = { ...stated(flags, ["account", "zone", "date", "sheet"]), whereOpen };
    return ingestExecutions({ ...shared, map: format.map, statements, corrections: correctionPolicy(flags) });
  }
  const names = ["account", "symbol", "date", "currency", "zone", "sheet"] as const;
  const statements: TableStatements = { ...stated(flags, names), whereOpen };
  const read = flags.delimiter === undefined ? {} : { delimiter: flags.delimiter };
  return ingestTable({ ...shared, ...read, ...format, statements });
}

function stated<K extends keyof FileFlags>(flags: FileFlags, names: readonly K[]): Partial<Record<K, string>> {
  const said = names.flatMap(name => (typeof flags[name] === "string" ? [[name, flags[name]]] : []));
  return Object.fromEntries(said) as Partial<Record<K, string>>;
}

function refuseMeaningless({ table, map }: Format, flags: FileFlags): void {
  const of = table === "fills" ? "executions" : table;
  const meaningless =
    table === "fills"
      ? ([
          ["symbol", flags.symbol],
          ["currency", flags.currency],
        ] as const)
      : ([
          ["keep-stored", flags.keepStored],
          ["accept-corrections", flags.acceptCorrections],
        ] as const);
  for (const [name, value] of meaningless) {
    if (value !== undefined) refuse(`--${name} says nothing of ${of}: leave it out.`);
  }
  if (flags.delimiter !== undefined && map !== undefined) {
    refuse(`The delimiter stands in ${map.path}: leave --delimiter out, or change it in a copy of the map.`);
  }
}

function refuse(sentence: string): never {
  throw new RiskbookError("USAGE", sentence, { exitCode: 2 });
}
