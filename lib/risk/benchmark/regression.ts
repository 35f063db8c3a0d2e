import { correlationOf, lineOf } from "../../numeric/index.js";
import { type Annualisation, notAnnualised } from "../annualisation.js";
import type { ReturnContext, ReturnMeasure } from "../definition.js";
import { type Figure, mapFigure, tooFew, Undefined } from "../figure.js";
import type { Pair } from "../pair.js";

/** Slope of the returns on the benchmark's, cov/var, risk-free 0. Undefined against a constant benchmark. */
export function beta(pair: Pair): Figure {
  const { n, isConstant } = pair.benchmark;
  const few = tooFew(n, 2);
  if (few) return few;
  return isConstant ? new Undefined("the benchmark does not move") : lineOf(pair.cross).slope;
}

/** Mean return that the benchmark does not explain, times P: (mean(r) − β·mean(b))·P. Undefined where beta is. */
export function alpha(pair: Pair, options: Annualisation): Figure {
  return mapFigure(beta(pair), slope => {
    const perPeriod = pair.returns.mean - slope * pair.benchmark.mean;
    return notAnnualised(pair.returns.n, options) ?? perPeriod * options.periodsPerYear;
  });
}

/** Pearson's correlation with the benchmark. Undefined where either is constant. */
export function benchmarkCorrelation(pair: Pair): Figure {
  const { returns, benchmark } = pair;
  const few = tooFew(returns.n, 2);
  if (few) return few;
  if (returns.isConstant) return new Undefined("the returns do not move");
  return benchmark.isConstant ? new Undefined("the benchmark does not move") : correlationOf(pair.cross);
}

/** Computes a measure of returns beside their benchmark; undefined where no benchmark was given. */
export function withBenchmark(compute: (pair: Pair, context: ReturnContext) => Figure): ReturnMeasure["compute"] {
  return context =>
    context.benchmark === null ? new Undefined("needs a benchmark") : compute(context.benchmark, context);
}

const benchmark = { group: "benchmark", needs: "benchmark", recommended: true } as const;

export const regressionMeasures: readonly ReturnMeasure[] = [
  {
    ...benchmark,
    id: "beta",
    label: "Beta",
    unit: "ratio",
    format: { kind: "ratio", digits: 2 },
    definition: "cov(r, b)/var(b), risk-free rate 0",
    source: "Sharpe (1964), Journal of Finance 19(3), 425–442",
    compute: withBenchmark(beta),
  },
  {
    ...benchmark,
    id: "alpha_ann_arith",
    label: "Alpha",
    unit: "fraction",
    format: { kind: "percent", digits: 2 },
    definition: "(mean(r) − beta·mean(b))·P, arithmetic, risk-free rate 0; under a year only on request",
    source: "Jensen (1968), Journal of Finance 23(2), 389–416",
    compute: withBenchmark(alpha),
  },
  {
    ...benchmark,
    id: "correlation",
    label: "Correlation",
    unit: "ratio",
    format: { kind: "ratio", digits: 2 },
    definition: "Pearson correlation of returns and benchmark",
    source: "Pearson (1895), Proceedings of the Royal Society of London 58, 240–242",
    compute: withBenchmark(benchmarkCorrelation),
  },
];
