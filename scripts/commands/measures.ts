import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import {
  catalogueSections,
  describePnl,
  describeReturns,
  type Measure,
  measureCatalogue,
  type PnlKind,
} from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { cataloguePage } from "../measures-page.js";
import { catalogueText, measuresText } from "../measures-text.js";
import { positiveNumber, usage } from "../options.js";

interface Flags {
  returns?: string;
  pnl?: string;
  column?: string;
  benchmarkColumn?: string;
  dateColumn?: string;
  periodsPerYear?: number;
  riskFree?: number;
  kind?: PnlKind;
  currency?: string;
  capitalBase?: number;
  annualiseUnderYear?: boolean;
  list?: boolean;
  markdown?: boolean;
  json?: boolean;
}

/** `riskbook measures`: every measure of a series of returns, or of P&L in money, each with its definition. */
export function register(program: Command, context: Context): void {
  program
    .command("measures")
    .description("measure a series of returns, or of P&L in money; every figure with its definition")
    .option("--returns <file>", "a CSV file with returns as fractions, in time order")
    .option("--pnl <file>", "in place of --returns: a CSV file with P&L in money")
    .option("--column <name>", "the column with the returns or the P&L")
    .option("--benchmark-column <name>", "the column with the benchmark's returns on the same days")
    .option("--date-column <name>", "the column with the dates (the one called date otherwise)")
    .option("--periods-per-year <count>", "252 for trading days, 52 for weeks, 12 for months", positiveNumber)
    .option("--risk-free <rate>", "annual, as a fraction; adds the Sharpe ratios over it", rate)
    .addOption(
      new Option("--kind <kind>", "which P&L it is; printed with VaR and ES").choices([
        "realised",
        "actual",
        "hypothetical",
      ]),
    )
    .option("--currency <code>", "of the P&L")
    .option("--capital-base <money>", "that ratios of the P&L are taken of", positiveNumber)
    .option("--annualise-under-year", "annualise returns of under a year too")
    .option("--list", "print the catalogue of measures, models and tests instead")
    .option("--markdown", "with --list: as the page docs/measures.md")
    .option("--json", "print JSON")
    .action((flags: Flags) => (flags.list ? list(flags, context) : run(flags, context)));
}

function list({ json, markdown }: Flags, context: Context): void {
  const sections = catalogueSections();
  if (json) context.write(`${JSON.stringify({ measures: measureCatalogue(), sections })}\n`);
  else context.write(markdown ? cataloguePage(sections) : catalogueText(sections));
}

async function run(flags: Flags, context: Context): Promise<void> {
  const file = given(flags.returns ?? flags.pnl, "--returns FILE, or --pnl FILE for money");
  refuseMixed(flags);
  const column = given(flags.column, "--column NAME");
  const periodsPerYear = given(flags.periodsPerYear, "--periods-per-year 252 (or 52, or 12)");
  const { benchmarkColumn } = flags;
  // The data room brings its database along, which a mistyped option should not wait for.
  const { readSeries } = await import("../../lib/data/index.js");
  const table = await readSeries(resolve(context.cwd, file), {
    columns: benchmarkColumn === undefined ? [column] : [column, benchmarkColumn],
    ...(flags.dateColumn === undefined ? {} : { dateColumn: flags.dateColumn }),
  });
  const common = {
    periodsPerYear,
    annualiseUnderYear: flags.annualiseUnderYear ?? false,
    ...(table.dates === null ? {} : { dates: table.dates }),
  };
  const values = table.columns[column]!;
  const measures: Measure[] =
    flags.pnl === undefined
      ? describeReturns(values, {
          ...common,
          riskFree: flags.riskFree ?? 0,
          ...(flags.kind === undefined ? {} : { pnlKind: flags.kind }),
          ...(benchmarkColumn === undefined ? {} : { benchmark: table.columns[benchmarkColumn]! }),
        })
      : describePnl(values, {
          ...common,
          kind: given(flags.kind, "--kind realised, actual or hypothetical"),
          currency: given(flags.currency, "--currency CODE"),
          ...(flags.capitalBase === undefined ? {} : { capitalBase: flags.capitalBase }),
        });
  const result = { n: table.n, from: table.dates?.[0] ?? null, to: table.dates?.at(-1) ?? null, measures };
  context.write(flags.json ? `${JSON.stringify(result)}\n` : measuresText(`${basename(file)}, ${column}`, result));
}

/** An option that would have no effect is refused, because its absence from the figures would not show. */
function refuseMixed(flags: Flags): void {
  if (flags.markdown) throw usage("--markdown goes with --list.");
  if (flags.returns !== undefined && flags.pnl !== undefined) throw usage("Give --returns or --pnl, not both.");
  if (flags.pnl !== undefined && (flags.benchmarkColumn ?? flags.riskFree) !== undefined) {
    throw usage("--benchmark-column and --risk-free go with --returns; P&L in money has neither.");
  }
  if (flags.returns !== undefined && (flags.currency ?? flags.capitalBase) !== undefined) {
    throw usage("--currency and --capital-base go with --pnl; returns are fractions.");
  }
}

function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw usage(`measures needs ${what}; see riskbook measures --help.`);
  return value;
}

function rate(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > -1 && value < 1) return value;
  throw usage(`The risk-free rate was "${text}"; give it a year as a fraction, 0.02 for 2%.`);
}
