import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import { RiskbookError } from "../../lib/core/index.js";
import {
  chooseRegimes,
  type Errors,
  type Figure,
  fitRegimes,
  fitVolatility,
  isDefined,
  VOLATILITY_MODELS,
  type VolatilityModel,
} from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { positiveInteger, usage } from "../options.js";
import { regimeResult, type VolatilityResult, volatilityResult } from "../volatility-result.js";
import { volatilityText } from "../volatility-text.js";

interface Flags {
  returns: string;
  column: string;
  model: VolatilityModel | "hmm";
  errors: Errors;
  horizon: number;
  states?: number;
  json?: boolean;
}

/** `riskbook volatility`: a model of a series' changing variance, how certain it is, and what it expects. */
export function register(program: Command, context: Context): void {
  program
    .command("volatility")
    .description("fit a model of changing volatility to a series and forecast it")
    .requiredOption("--returns <file>", "a CSV file with returns or P&L, in time order")
    .requiredOption("--column <name>", "the column with them")
    .addOption(
      new Option("--model <model>", "of the variance; hmm finds hidden regimes")
        .choices([...VOLATILITY_MODELS, "hmm"])
        .default("garch"),
    )
    .addOption(
      new Option("--errors <law>", "distribution of standardised residuals").choices(["normal", "t"]).default("normal"),
    )
    .option("--horizon <days>", "that are forecast", positiveInteger, 10)
    .option(
      "--states <number>",
      "with --model hmm: how many regimes; chosen among 1 to 4 by BIC otherwise",
      positiveInteger,
    )
    .option("--json", "print JSON")
    .action((flags: Flags) => run(flags, context));
}

async function run(flags: Flags, context: Context): Promise<void> {
  const { model, errors, horizon, states } = flags;
  if (states !== undefined && model !== "hmm") throw usage("--states goes with --model hmm.");
  if (errors === "t" && model === "hmm") throw usage("Regimes have normal errors; --errors t is for the other models.");
  const { readSeries } = await import("../../lib/data/index.js");
  const table = await readSeries(resolve(context.cwd, flags.returns), { columns: [flags.column] });
  const series = table.columns[flags.column]!;
  const source = `${basename(flags.returns)}, ${flags.column}`;
  const result =
    model === "hmm"
      ? regimeResult(
          found(states === undefined ? chooseRegimes(series).best : fitRegimes(series, { states }), source),
          horizon,
        )
      : volatilityResult(series, found(fitVolatility(series, { model, errors }), source), horizon);
  context.write(flags.json ? `${JSON.stringify(json(result))}\n` : volatilityText(source, result));
}

/** The fit; throws `NO_FIT` with the reason where there is none. */
function found<T>(fit: Figure<T>, source: string): T {
  if (isDefined(fit)) return fit;
  throw new RiskbookError("NO_FIT", `No model could be fitted to ${source}: ${fit.reason}.`);
}

function json({ details, ...result }: VolatilityResult): object {
  return { ...result, ...details };
}
