import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined, mapFigure, tooFew, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import type { VolatilityModel } from "../volatility/fit.js";
import { brownianDrawdownProbability, type DrawdownQuestion, requireQuestion } from "./brownian.js";
import { compound } from "./path.js";
import { bootstrapDrawdowns, garchDrawdowns, hitProbability } from "./simulated.js";

/** Ways to say how likely a drawdown is. */
export const DRAWDOWN_METHODS = ["brownian", "bootstrap", "garch"] as const;
export type DrawdownMethod = (typeof DRAWDOWN_METHODS)[number];

export interface DrawdownProbabilityOptions extends DrawdownQuestion {
  /** Simulated paths, 2,000 by default. */
  readonly paths?: number;
  readonly seed?: string;
  /** The model of the volatility that `garch` simulates, `gjr` by default. */
  readonly model?: VolatilityModel;
}

/**
 * Probability that wealth falls by a depth from its running peak within a horizon, looked at once a period.
 * `brownian`: closed form, log returns normal with the past's mean and deviation; `bootstrap`: past returns in blocks; `garch`:
 * from today's volatility on, with the fit's own residuals.
 * @param returns past returns by period, in time order
 * @returns undefined where a method has too few returns or its fit does not converge
 * @throws `BAD_DRAWDOWN`, `NOT_FINITE`
 */
export function drawdownProbability(
  returns: Series,
  method: DrawdownMethod,
  options: DrawdownProbabilityOptions,
): Figure {
  requireQuestion(options);
  const { model = "gjr", ...question } = options;
  if ((question.from ?? 0) >= question.depth) return 1;
  if (method === "brownian") return brownianOf(returns, question);
  const paths =
    method === "bootstrap" ? bootstrapDrawdowns(returns, question) : garchDrawdowns(returns, { ...question, model });
  return mapFigure(paths, found => hitProbability(found, question).probability);
}

function brownianOf(returns: Series, question: DrawdownQuestion): Figure {
  const sample = sampleOf(returns, "returns");
  const few = tooFew(sample.n, 20);
  if (few) return few;
  const logs = sampleOf(sample.values.map(value => Math.log1p(Math.max(value, -0.999_999))));
  return brownianDrawdownProbability({ drift: logs.mean, deviation: logs.deviation }, question);
}

/** A method's forecasts over history, and what came. */
export interface DrawdownScore {
  readonly method: DrawdownMethod;
  /** First periods of the windows that were foretold, as indices. */
  readonly origins: Int32Array;
  readonly forecasts: Float64Array;
  /** 1 where the drawdown came. */
  readonly outcomes: Uint8Array;
  /** Mean of (forecast − outcome)²: 0 is perfect. */
  readonly brier: number;
  /** 1 − Brier score over that of always saying how often it came: above 0 the method knows something. */
  readonly skill: Figure;
}

/**
 * Scores a method without look-ahead: at the end of each window of past returns it foretells the drawdown of the next
 * `horizon` periods, from a fresh peak; windows foretold do not overlap.
 * @param options.window periods that each forecast looks back on, 1,000 by default
 * @returns undefined where no window has a past and a future
 * @see Brier (1950), Monthly Weather Review 78, 1–3; Murphy (1973), Journal of Applied Meteorology 12, 595–600
 */
export function scoreDrawdowns(
  returns: Series,
  method: DrawdownMethod,
  options: DrawdownProbabilityOptions & { window?: number },
): Figure<DrawdownScore> {
  requireQuestion(options);
  const { values } = sampleOf(returns, "returns");
  const { window = 1000, horizon, depth } = options;
  const few = tooFew(values.length, window + horizon);
  if (few) return few;
  const [origins, forecasts, outcomes]: [number[], number[], number[]] = [[], [], []];
  let missing = new Undefined("no window was foretold");
  for (let at = window; at + horizon <= values.length; at += horizon) {
    const forecast = drawdownProbability(values.subarray(at - window, at), method, options);
    if (!isDefined(forecast)) {
      missing = forecast;
      continue;
    }
    origins.push(at);
    forecasts.push(forecast);
    outcomes.push(-compound(values.subarray(at, at + horizon)).deepest >= depth ? 1 : 0);
  }
  if (origins.length === 0) return missing;
  return scored(method, origins, forecasts, outcomes);
}

function scored(
  method: DrawdownMethod,
  origins: readonly number[],
  forecasts: readonly number[],
  outcomes: readonly number[],
): DrawdownScore {
  const n = outcomes.length;
  const often = outcomes.reduce((total, outcome) => total + outcome, 0) / n;
  const against = (of: (i: number) => number): number =>
    outcomes.reduce((total, outcome, i) => total + (of(i) - outcome) ** 2, 0) / n;
  const brier = against(i => forecasts[i]!);
  return {
    method,
    origins: Int32Array.from(origins),
    forecasts: Float64Array.from(forecasts),
    outcomes: Uint8Array.from(outcomes),
    brier,
    skill:
      often === 0 || often === 1
        ? new Undefined(`the drawdown came in ${often === 0 ? "none" : "each"} of ${n} windows`)
        : 1 - brier / (often * (1 - often)),
  };
}

/** What the catalogue says of the probability of a drawdown. */
export const drawdownProbabilityEntries: readonly CatalogueEntry[] = [
  {
    id: "drawdown_probability_brownian",
    label: "Drawdown probability, closed form",
    unit: "probability",
    definition:
      "that a Brownian motion with the past’s mean and deviation of log returns falls by a depth from its peak within a horizon; observed daily",
    source:
      "Magdon-Ismail, Atiya, Pratap & Abu-Mostafa (2004), Journal of Applied Probability 41, 147–161; Taylor (1975), Annals of Probability 3, 234–246",
    recommended: true,
  },
  {
    id: "drawdown_probability_bootstrap",
    label: "Drawdown probability, bootstrap",
    unit: "probability",
    definition:
      "share of paths of past returns, drawn in blocks of random length, that fall by a depth within a horizon",
    source: "Politis & Romano (1994), Journal of the American Statistical Association 89, 1303–1313",
    recommended: true,
  },
  {
    id: "drawdown_probability_garch",
    label: "Drawdown probability, GARCH",
    unit: "probability",
    definition:
      "share of paths from today’s volatility on, by a fitted model with its own residuals, that fall by a depth within a horizon",
    source: "Barone-Adesi, Giannopoulos & Vosper (1999), Journal of Futures Markets 19(5), 583–602",
    recommended: true,
  },
  {
    id: "drawdown_brier",
    label: "Brier score of drawdown forecasts",
    unit: "ratio",
    definition:
      "mean of (forecast − outcome)² over windows that do not overlap, each foretold from its past; skill against the share that came",
    source: "Brier (1950), Monthly Weather Review 78, 1–3; Murphy (1973), Journal of Applied Meteorology 12, 595–600",
    recommended: true,
  },
];
