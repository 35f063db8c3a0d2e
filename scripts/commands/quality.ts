import { type Command, Option } from "commander";
import { openBook } from "../../lib/core/index.js";
import { judgeQuality, openSnapshot, qualityOf, TABLES, type TableName } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { qualityText } from "../quality-text.js";
import { storeOf } from "../store-of.js";
import { resolveSubject } from "../subject.js";

interface Flags {
  asOf?: string;
  table?: TableName;
  snapshot?: string;
  all?: boolean;
  json?: boolean;
}

/** `riskbook quality`: a verdict on every table, and what is wrong in sentences; ends with 3 when a table is held. */
export function register(program: Command, context: Context): void {
  program
    .command("quality")
    .description("judge the data: a verdict for each table, findings in sentences; ends with 3 when one is held")
    .option(
      "--as-of <date>",
      "the day that feeds must reach, and after which nothing is seen; the data's newest day otherwise",
    )
    .addOption(new Option("--table <table>", "judge this table only").choices(TABLES))
    .option("--snapshot <name>", "latest, a label, a number or the beginning of an id")
    .option("--all", "print every finding that is kept")
    .option("--json", "print JSON")
    .action((flags: Flags) => quality(flags, context));
}

async function quality(flags: Flags, context: Context): Promise<void> {
  const book = openBook(context.cwd);
  const asOf = flags.asOf ?? (await resolveSubject(book, { snapshot: flags.snapshot }, context.now)).asOf;
  const snapshot = await openSnapshot(storeOf(undefined, context), flags.snapshot);
  try {
    const judged = await judgeQuality(snapshot, {
      ...qualityOf(book.config),
      asOf,
      progress: context.progress,
      ...(flags.table && { tables: [flags.table] }),
    });
    context.write(flags.json ? `${JSON.stringify(judged)}\n` : qualityText(judged, { all: flags.all === true }));
    if (judged.tables.some(({ verdict }) => verdict === "hold")) context.exit(3);
  } finally {
    snapshot.close();
  }
}
