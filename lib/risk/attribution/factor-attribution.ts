import { RiskbookError } from "../../core/index.js";
import { crossMoments, leastSquares, studentCdf } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { type Sample, type Series, sampleOf } from "../sample.js";

/** A factor's returns in the periods of the series. */
export interface Factor {
  readonly id: string;
  readonly returns: Float64Array;
}

/** One regressor: its slope, how sure that is, and what it brought over all periods. */
export interface FactorExposure {
  readonly id: string;
  readonly beta: number;
  /** Null, as what rests on it, where the factors explain the series entirely: there is then no error to judge by. */
  readonly standardError: number | null;
  readonly tStatistic: number | null;
  /** Two-sided, Student t with n − k degrees of freedom. */
  readonly pValue: number | null;
  /** beta times the sum of the factor's returns, in the unit of the series. */
  readonly contribution: number;
  /** Share of the series' variance: beta·cov(factor, series)/var(series). */
  readonly varianceShare: number;
}

export interface FactorAttribution {
  /** Per period. */
  readonly alpha: number;
  readonly alphaError: number | null;
  readonly alphaTStatistic: number | null;
  /** alpha times the number of periods. With the factors' contributions it adds up to the series' sum exactly. */
  readonly alphaContribution: number;
  readonly factors: readonly FactorExposure[];
  readonly rSquared: number;
  readonly n: number;
}

/**
 * Attribution of a series of P&L or returns to given factors by ordinary least squares with a constant. Residuals of such a
 * regression add up to zero, so alpha and the factors' contributions add up to the sum of the series. Standard errors are
 * the usual ones, for errors of equal variance.
 * @param series in time order; @param factors returns in the same periods
 * @returns undefined where there are too few periods, or the series or a factor is constant, or a factor repeats the others
 * @throws `LENGTH_MISMATCH`, `NOT_FINITE`
 * @see Sharpe (1992), Journal of Portfolio Management 18(2), 7–19; Fama & French (1993), Journal of Financial Economics 33, 3–56
 */
export function factorAttribution(series: Series, factors: readonly Factor[]): Figure<FactorAttribution> {
  const sample = sampleOf(series, "series");
  const { n, values } = sample;
  const samples = samplesOf(n, factors);
  const freedom = n - factors.length - 1;
  const few = tooFew(n, factors.length + 10);
  if (few) return few;
  if (sample.isConstant) return new Undefined(`all ${n} observations are the same`);
  const still = factors.find((_, i) => samples[i]!.isConstant);
  if (still !== undefined) return new Undefined(`the factor ${still.id} is the same in all ${n} periods`);
  const fit = leastSquares([new Float64Array(n).fill(1), ...factors.map(factor => factor.returns)], values);
  if (fit === null) return new Undefined("a factor repeats the others");
  const variance = fit.residuals.reduce((total, residual) => total + residual * residual, 0) / freedom;
  const explained = Math.sqrt(variance) <= 1e-12 * sample.deviation;
  const size = factors.length + 1;
  const errorOf = (i: number): number | null =>
    explained ? null : Math.sqrt(variance * fit.inverse.values[i * size + i]!);
  const over = (estimate: number, error: number | null): number | null => (error === null ? null : estimate / error);
  const alpha = fit.coefficients[0]!;
  return {
    alpha,
    alphaError: errorOf(0),
    alphaTStatistic: over(alpha, errorOf(0)),
    alphaContribution: alpha * n,
    factors: factors.map(({ id, returns }, i) => {
      const beta = fit.coefficients[i + 1]!;
      const standardError = errorOf(i + 1);
      const tStatistic = over(beta, standardError);
      const moments = crossMoments(returns, values);
      return {
        id,
        beta,
        standardError,
        tStatistic,
        pValue: tStatistic === null ? null : 2 * studentCdf(-Math.abs(tStatistic), freedom),
        contribution: beta * returns.reduce((total, value) => total + value, 0),
        varianceShare: (beta * moments.covariance) / moments.varianceY,
      };
    }),
    rSquared: fit.rSquared,
    n,
  };
}

function samplesOf(n: number, factors: readonly Factor[]): Sample[] {
  return factors.map(({ id, returns }) => {
    if (returns.length === n) return sampleOf(returns, `returns of ${id}`);
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `The factor ${id} has ${returns.length} periods and the series ${n}; give the same periods of each.`,
    );
  });
}

export const factorEntry: CatalogueEntry = {
  id: "factor_attribution",
  label: "Attribution to factors",
  unit: "P&L or return",
  definition: "least squares on given factors with a constant: alpha·n and betaᵢ·Σfᵢ add up to the series’ sum",
  source:
    "Sharpe (1992), Journal of Portfolio Management 18(2), 7–19; Fama & French (1993), Journal of Financial Economics 33, 3–56",
  recommended: true,
};
