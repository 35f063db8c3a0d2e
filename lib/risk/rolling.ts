import { RiskbookError } from "../core/index.js";
import { requireWindow } from "./backtest/window.js";
import { returnMeasures } from "./catalogue.js";
import type { ReturnContext, ReturnMeasure } from "./definition.js";
import { contextOf, type DescribeOptions } from "./describe.js";
import { isDefined } from "./figure.js";
import { Pair } from "./pair.js";
import { Sample, type Series, sampleOf } from "./sample.js";

export interface RollingOptions extends DescribeOptions {
  /** Observations that each figure looks back on, its own among them. */
  readonly window: number;
}

/** A measure over a moving window. Element i of `values` is that of the window which ends with observation `start` + i. */
export interface RollingMeasure {
  readonly id: string;
  readonly start: number;
  /** Null where the measure is undefined in that window. */
  readonly values: readonly (number | null)[];
  /** Why the first null is one, or why there are no values at all; null where every window has a figure. */
  readonly reason: string | null;
}

/**
 * Any measure of the catalogue whose value is a number, over a moving window of returns.
 * @throws `UNKNOWN_MEASURE`, `BAD_WINDOW`, and what `describeReturns` does
 */
export function rollingMeasure(id: string, returns: Series, options: RollingOptions): RollingMeasure {
  const { window } = options;
  requireWindow(window);
  const measure = measureOf(id, options.riskFree ?? 0);
  const context = contextOf(returns, options);
  const { values } = sampleOf(returns, "returns");
  const start = window - 1;
  if (values.length < window) {
    return {
      id,
      start,
      values: [],
      reason: `a window of ${window} needs as many observations; there are ${values.length}`,
    };
  }
  if (measure.needs === "benchmark" && context.benchmark === null) {
    throw new RiskbookError("NO_BENCHMARK", `The measure ${id} needs a benchmark; give one with the returns.`, {
      exitCode: 2,
    });
  }
  const benchmark = options.benchmark === undefined ? null : sampleOf(options.benchmark, "benchmark").values;
  let reason: string | null = null;
  const figures = Array.from({ length: values.length - start }, (_, from) => {
    const figure = measure.compute(contextAt(context, values, benchmark, from, window));
    if (typeof figure === "number" && Number.isFinite(figure)) return figure;
    reason ??= isDefined(figure) ? "the measure is not a single number" : figure.reason;
    return null;
  });
  return { id, start, values: figures, reason };
}

function contextAt(
  context: ReturnContext,
  values: Float64Array,
  benchmark: Float64Array | null,
  from: number,
  window: number,
): ReturnContext {
  const returns = new Sample(values.subarray(from, from + window), "returns");
  return {
    ...context,
    returns,
    dates: context.dates?.slice(from, from + window) ?? null,
    benchmark: benchmark === null ? null : new Pair(returns, benchmark.subarray(from, from + window)),
  };
}

function measureOf(id: string, riskFree: number): ReturnMeasure {
  const measures = returnMeasures(riskFree);
  const found = measures.find(measure => measure.id === id);
  if (found !== undefined) return found;
  const known = measures.map(measure => measure.id).join(", ");
  throw new RiskbookError("UNKNOWN_MEASURE", `There is no measure "${id}" of returns; there are ${known}.`, {
    exitCode: 2,
  });
}
