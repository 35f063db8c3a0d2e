import { type Command, Option } from "commander";
import type { IsoDate } from "../../lib/core/index.js";
import {
  CORRELATION_METHODS,
  COVARIANCE_METHODS,
  type CorrelationMethod,
  type CovarianceMethod,
} from "../../lib/risk/index.js";
import { PART_DIMENSIONS, type PartDimension } from "../attribution/book.js";
import type { Context } from "../context.js";
import { positiveInteger, usage } from "../options.js";
import { bookPortfolio, filePortfolio } from "../portfolio/read.js";
import { portfolioJson } from "../portfolio/result.js";
import { portfolioText } from "../portfolio/text.js";

interface Flags {
  by: PartDimension;
  asOf?: IsoDate;
  snapshot?: string;
  window?: number;
  returns?: string;
  columns?: string;
  weights?: string;
  covariance: CovarianceMethod;
  correlation: CorrelationMethod;
  linkage: "average" | "ward";
  clusters?: number;
  json?: boolean;
}

const SESSIONS = 250;

/** `riskbook portfolio`: correlations, clusters, diversification, contributions and proposals, of the book or of a file. */
export function register(program: Command, context: Context): void {
  program
    .command("portfolio")
    .description("who moves with whom, who carries the risk, and what other sizes would do")
    .addOption(new Option("--by <part>", "of the book: what the parts are").choices(PART_DIMENSIONS).default("trader"))
    .option("--as-of <date>", "of the book: nothing after this day is looked at")
    .option("--snapshot <name>", "of the book: latest, a label, a number or the beginning of an id")
    .option(
      "--window <count>",
      `sessions that are looked back on; ${SESSIONS} of the book, all of a file`,
      positiveInteger,
    )
    .option("--returns <file>", "in place of the book: a CSV file with returns as fractions, in time order")
    .option("--columns <list>", "with --returns: the columns of the assets, with commas")
    .option("--weights <list>", "with --returns: what is held of each, adding up to 1; equal unless given")
    .addOption(
      new Option("--covariance <method>", "how it is estimated")
        .choices(COVARIANCE_METHODS)
        .default("constant-correlation"),
    )
    .addOption(new Option("--correlation <method>", "how they are").choices(CORRELATION_METHODS).default("pearson"))
    .addOption(new Option("--linkage <rule>", "of clusters").choices(["average", "ward"]).default("average"))
    .option("--clusters <count>", "how many; otherwise those with a mean correlation of 0.5", positiveInteger)
    .option("--json", "print JSON")
    .action((flags: Flags) => run(flags, context));
}

async function run(flags: Flags, context: Context): Promise<void> {
  const { covariance, correlation, linkage, clusters } = flags;
  const options = { covariance, correlation, linkage, ...(clusters !== undefined && { count: clusters }) };
  const result =
    flags.returns === undefined
      ? await bookPortfolio(refuseFileFlags(flags), options, context)
      : await filePortfolio(fileOf(flags, flags.returns), options, context);
  context.write(flags.json ? `${JSON.stringify(portfolioJson(result))}\n` : portfolioText(result));
}

function refuseFileFlags(flags: Flags): Flags & { window: number } {
  if ((flags.columns ?? flags.weights) === undefined) return { ...flags, window: flags.window ?? SESSIONS };
  throw usage("--columns and --weights go with --returns FILE.");
}

function fileOf({ columns, weights, window, asOf, snapshot }: Flags, file: string) {
  if (columns === undefined) throw usage("portfolio --returns FILE needs --columns A,B,C.");
  if ((asOf ?? snapshot) !== undefined) throw usage("--as-of and --snapshot are of the book; a file has neither.");
  return {
    file,
    columns: columns.split(",").map(name => name.trim()),
    window: window ?? null,
    weights: weights === undefined ? null : weights.split(",").map(numberOf),
  };
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw usage(`A weight was "${text}"; give fractions with commas, such as 0.5,0.3,0.2.`);
}
