import { type RandomStream, randomStream } from "../../core/index.js";
import { quantileSorted } from "../../numeric/index.js";
import { type Figure, mapFigure, tooFew } from "../figure.js";
import { blockLength } from "../inference/block-length.js";
import { stationaryIndices } from "../inference/stationary-bootstrap.js";
import { type Series, sampleOf } from "../sample.js";
import { fitVolatility, type VolatilityOptions } from "../volatility/fit.js";
import { volatilitySimulator } from "../volatility/simulate.js";
import type { DrawdownQuestion } from "./brownian.js";

export interface PathOptions {
  /** Periods ahead. */
  readonly horizon: number;
  /** How far below its highest the wealth stands now, as a share of it; 0 by default. */
  readonly from?: number;
  /** 2,000 by default. */
  readonly paths?: number;
  /** The same seed gives the same paths. */
  readonly seed?: string;
}

/** How deep simulated wealth had fallen: path after path, the deepest fall from the running peak up to each period, as a share. */
export interface DrawdownPaths {
  readonly paths: number;
  readonly horizon: number;
  readonly deepest: Float64Array;
}

/**
 * Paths of past returns drawn in blocks of random length, as long on average as their autocorrelation asks for.
 * @see Politis & Romano (1994), Journal of the American Statistical Association 89, 1303–1313
 */
export function bootstrapDrawdowns(returns: Series, options: PathOptions): Figure<DrawdownPaths> {
  const { values, n } = sampleOf(returns, "returns");
  const few = tooFew(n, 20);
  if (few) return few;
  const block = blockLength(values);
  const indices = new Int32Array(options.horizon);
  return drawdownPaths(options, (random, path) => {
    stationaryIndices(n, block, random, indices);
    for (let day = 0; day < path.length; day++) path[day] = values[indices[day]!]!;
  });
}

/** Paths whose volatility follows a fitted model from today on, with residuals drawn from the fit. */
export function garchDrawdowns(returns: Series, options: PathOptions & VolatilityOptions): Figure<DrawdownPaths> {
  const { model = "garch", errors = "normal" } = options;
  return mapFigure(fitVolatility(returns, { model, errors }), fit => drawdownPaths(options, volatilitySimulator(fit)));
}

/** Share of the paths that fell by a depth at any time within the horizon, and its standard error. */
export function hitProbability(
  { paths, horizon, deepest }: DrawdownPaths,
  { depth }: Pick<DrawdownQuestion, "depth">,
): { readonly probability: number; readonly standardError: number } {
  let hits = 0;
  for (let path = 1; path <= paths; path++) if (deepest[path * horizon - 1]! >= depth) hits++;
  const probability = hits / paths;
  return { probability, standardError: Math.sqrt((probability * (1 - probability)) / paths) };
}

/**
 * Quantiles of the deepest fall so far, period by period: a cone that only widens.
 * @param levels probabilities that the fall is at most the quantile, such as 0.5 and 0.95
 * @returns for each level, falls as negative shares of the peak, one for each period
 */
export function coneOf({ paths, horizon, deepest }: DrawdownPaths, levels: readonly number[]): Float64Array[] {
  const cone = levels.map(() => new Float64Array(horizon));
  const column = new Float64Array(paths);
  for (let day = 0; day < horizon; day++) {
    for (let path = 0; path < paths; path++) column[path] = deepest[path * horizon + day]!;
    column.sort();
    levels.forEach((level, i) => {
      cone[i]![day] = 0 - quantileSorted(column, level);
    });
  }
  return cone;
}

function drawdownPaths(
  { horizon, from = 0, paths = 2000, seed = "drawdown" }: PathOptions,
  draw: (random: RandomStream, path: Float64Array) => void,
): DrawdownPaths {
  const random = randomStream(seed);
  const deepest = new Float64Array(paths * horizon);
  const path = new Float64Array(horizon);
  for (let at = 0; at < deepest.length; at += horizon) {
    draw(random, path);
    let [wealth, most] = [1 - from, from];
    for (let day = 0; day < horizon; day++) {
      // Wealth as a share of its peak; it cannot fall below nothing.
      wealth = Math.min(1, Math.max(0, wealth * (1 + path[day]!)));
      most = Math.max(most, 1 - wealth);
      deepest[at + day] = most;
    }
  }
  return { paths, horizon, deepest };
}
