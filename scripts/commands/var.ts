import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { IsoDate } from "../../lib/core/index.js";
import {
  backtestVar,
  overHorizon,
  type PnlKind,
  stressedTail,
  VAR_MODELS,
  type VarModel,
  varCautions,
  varModel,
} from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { confidenceOption, positiveInteger, usage } from "../options.js";
import { storeSeries } from "../store-series.js";
import { explainVar, explanationText } from "../var-explanation.js";
import { type VarResult, type VarSeries, varJson } from "../var-result.js";
import { varText } from "../var-text.js";

interface Flags {
  pnl?: string;
  column?: string;
  dateColumn?: string;
  tradedColumn?: string;
  kind?: PnlKind;
  of?: string;
  asOf?: IsoDate;
  snapshot?: string;
  method: string;
  confidence: number;
  window: number;
  horizon: number;
  horizonMethod: "square_root" | "overlapping" | "separate";
  explain?: boolean;
  before?: string;
  stressed?: boolean;
  backtest?: boolean;
  series?: boolean;
  json?: boolean;
}

/** `riskbook var`: VaR and ES of a series of P&L by any method, back-tested without look-ahead. */
export function register(program: Command, context: Context): void {
  program
    .command("var")
    .description("value at risk and expected shortfall of daily P&L, from a file or of the book, and their back-test")
    .option("--pnl <file>", "a CSV file with P&L or returns, in time order; the book's own P&L otherwise")
    .option("--column <name>", "with --pnl: the column with the P&L")
    .option("--date-column <name>", "with --pnl: the column with the dates (the one called date otherwise)")
    .option(
      "--traded-column <name>",
      "with --pnl: 1 on days on which something was at risk, 0 on others, which are not tested",
    )
    .addOption(
      new Option(
        "--kind <kind>",
        "with --pnl: which P&L it is; of the book, hypothetical is that of its last positions over past moves",
      ).choices(["realised", "actual", "hypothetical"]),
    )
    .option("--of <name>", "of the book: one account, trader or desk; the firm otherwise")
    .option("--as-of <date>", "of the book: nothing after this day is looked at")
    .option("--snapshot <name>", "of the book: latest, a label, a number or the beginning of an id")
    .option("--method <method>", `all, or one of ${VAR_MODELS.map(({ id }) => id).join(", ")}`, "historical")
    .option("--confidence <level>", "such as 0.99", confidenceOption(0.99), 0.99)
    .option("--window <days>", "that a figure looks back on", positiveInteger, 250)
    .option("--horizon <days>", "over which the loss is looked at", positiveInteger, 1)
    .addOption(
      new Option("--horizon-method <method>", "how one day's figure becomes that of several")
        .choices(["square_root", "overlapping", "separate"])
        .default("square_root"),
    )
    .option("--explain", "of the book: why hypothetical VaR is not that of the session before")
    .option("--before <snapshot>", "with --explain: the snapshot that the session before was reported from")
    .option("--stressed", "also the worst window of the whole history, by ES")
    .option("--backtest", "test the method on every day that has a window before it")
    .option("--series", "with --backtest: each day's VaR and ES too")
    .option("--json", "print JSON")
    .action((flags: Flags) => run(flags, context));
}

async function run(flags: Flags, context: Context): Promise<void> {
  if (flags.before !== undefined && !flags.explain) throw usage("--before goes with --explain.");
  if (flags.explain) return explain(flags, context);
  if (flags.series && !flags.backtest)
    throw usage("--series goes with --backtest: it prints the figures that were tested.");
  const models = flags.method === "all" ? VAR_MODELS : [varModel(flags.method)];
  const series =
    flags.pnl === undefined ? await storeSeries(flags, context) : await fileSeries(flags, flags.pnl, context);
  const results = models.map(model => resultOf(model, series, flags, context));
  for (const sentence of series.leftOut ?? []) context.progress.line(`Left out: ${sentence}.`);
  const shown = flags.method === "all" ? results.map(varJson) : varJson(results[0]!);
  context.write(flags.json ? `${JSON.stringify(shown)}\n` : varText(series, results));
}

function resultOf(model: VarModel, series: VarSeries, flags: Flags, context: Context): VarResult {
  const { confidence, window, horizon, horizonMethod: method } = flags;
  if (flags.backtest) context.progress.line(`testing ${model.label} …`);
  const traded = series.traded === null ? {} : { traded: series.traded };
  const past = series.pnl.subarray(Math.max(0, series.pnl.length - window));
  return {
    model,
    confidence,
    window,
    observations: past.length,
    horizon,
    horizonMethod: horizon === 1 ? null : method,
    kind: series.kind,
    currency: series.currency,
    cautions: varCautions(past, confidence),
    tail: overHorizon(model, past, { confidence, horizon, method }),
    stressed: flags.stressed ? stressedTail(model, series.pnl, { confidence, window }) : null,
    backtest: flags.backtest ? backtestVar(model, series.pnl, { confidence, window, ...traded }) : null,
    dates: series.dates,
    leftOut: series.leftOut ?? [],
    withSeries: flags.series === true,
  };
}

async function fileSeries(flags: Flags, file: string, context: Context): Promise<VarSeries> {
  const { column, tradedColumn, dateColumn } = flags;
  if (column === undefined) throw usage("var --pnl FILE needs --column NAME; see riskbook var --help.");
  if ((flags.of ?? flags.asOf ?? flags.snapshot) !== undefined) {
    throw usage("--of, --as-of and --snapshot are of the book; with --pnl everything is in the file.");
  }
  const { readSeries } = await import("../../lib/data/index.js");
  const table = await readSeries(resolve(context.cwd, file), {
    columns: tradedColumn === undefined ? [column] : [column, tradedColumn],
    ...(dateColumn === undefined ? {} : { dateColumn }),
  });
  return {
    source: `${basename(file)}, ${column}`,
    pnl: table.columns[column]!,
    dates: table.dates,
    traded:
      tradedColumn === undefined ? null : Uint8Array.from(table.columns[tradedColumn]!, mark => (mark === 0 ? 0 : 1)),
    kind: flags.kind ?? null,
    currency: null,
  };
}

async function explain(flags: Flags, context: Context): Promise<void> {
  if ((flags.pnl ?? flags.of) !== undefined) throw usage("--explain is of the whole book: leave --pnl and --of out.");
  const found = await explainVar(flags, context);
  context.write(flags.json ? `${JSON.stringify(found)}\n` : explanationText(found));
}
