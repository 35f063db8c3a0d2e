import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import { type IsoDate, RiskbookError } from "../../lib/core/index.js";
import type { Allocation } from "../../lib/risk/index.js";
import { bookAttribution, PART_DIMENSIONS, type PartDimension } from "../attribution/book.js";
import { attributionText, factorText } from "../attribution/text.js";
import type { Context } from "../context.js";
import { confidenceOption, positiveInteger, usage } from "../options.js";

interface Flags {
  by: PartDimension;
  asOf?: IsoDate;
  snapshot?: string;
  window: number;
  confidence: number;
  allocation: Allocation;
  returns?: string;
  column?: string;
  factors?: string;
  json?: boolean;
}

/** `riskbook attribution`: what P&L, VaR and ES are made of; or what given factors make of a series. */
export function register(program: Command, context: Context): void {
  program
    .command("attribution")
    .description("split the book's P&L, VaR and ES among its parts; or a series among given factors")
    .addOption(new Option("--by <part>", "what the parts are").choices(PART_DIMENSIONS).default("trader"))
    .option("--as-of <date>", "nothing after this day is looked at")
    .option("--snapshot <name>", "latest, a label, a number or the beginning of an id")
    .option("--window <sessions>", "that are looked back on", positiveInteger, 250)
    .option("--confidence <level>", "of VaR and ES", confidenceOption(0.975), 0.975)
    .addOption(
      new Option("--allocation <rule>", "how VaR and ES are measured and split")
        .choices(["historical", "normal"])
        .default("historical"),
    )
    .option("--returns <file>", "in place of the book: a CSV file with a series and its factors")
    .option("--column <name>", "with --returns: the column of the series")
    .option("--factors <list>", "with --returns: the columns of the factors, with commas")
    .option("--json", "print JSON")
    .action((flags: Flags) =>
      flags.returns === undefined ? ofBook(flags, context) : ofFile(flags, flags.returns, context),
    );
}

async function ofBook(flags: Flags, context: Context): Promise<void> {
  if ((flags.column ?? flags.factors) !== undefined) throw usage("--column and --factors go with --returns FILE.");
  const found = await bookAttribution(flags, context);
  context.write(flags.json ? `${JSON.stringify(found)}\n` : attributionText(found));
}

async function ofFile(flags: Flags, file: string, context: Context): Promise<void> {
  const { column, factors } = flags;
  if (column === undefined || factors === undefined)
    throw usage("attribution --returns FILE needs --column NAME and --factors A,B.");
  const names = factors.split(",").map(name => name.trim());
  const { readSeries } = await import("../../lib/data/index.js");
  const { factorAttribution, isDefined } = await import("../../lib/risk/index.js");
  const table = await readSeries(resolve(context.cwd, file), { columns: [column, ...names] });
  const found = factorAttribution(
    table.columns[column]!,
    names.map(id => ({ id, returns: table.columns[id]! })),
  );
  if (!isDefined(found)) throw new RiskbookError("NO_ATTRIBUTION", `${basename(file)}: ${found.reason}.`);
  context.write(
    flags.json
      ? `${JSON.stringify({ source: basename(file), column, ...found })}\n`
      : factorText(`${basename(file)}, ${column}`, found),
  );
}
