export { autocovariances } from "./autocovariance.js";
export { incompleteBeta } from "./beta.js";
export { binomialAtLeast } from "./binomial.js";
export { chiSquaredOneTail, chiSquaredTail } from "./chi-squared.js";
export { type Join, joinNearest, type Linkage, orderLeaves } from "./clustering.js";
export { type CrossMoments, correlation, correlationOf, crossMoments } from "./correlation.js";
export { erfc } from "./erfc.js";
export { firstNonFinite, float64 } from "./finite.js";
export { digamma, logGamma, upperGamma } from "./gamma.js";
export {
  averagePathLength,
  type ForestOptions,
  type IsolationForest,
  isolationForest,
  isolationScores,
  type Points,
} from "./isolation-forest.js";
export { type LeastSquares, leastSquares } from "./least-squares.js";
export { cholesky, choleskyInverse, choleskySolve, multiply, type SquareMatrix } from "./matrix.js";
export { minimise } from "./minimise.js";
export { type CentralMoments, centralMoments, isRoundingNoise, mean, standardDeviation, variance } from "./moments.js";
export { normalCdf, normalPdf, normalQuantile } from "./normal.js";
export {
  kktResidual,
  type LinearConstraint,
  type QuadraticProgram,
  type QuadraticSolution,
  solveQuadratic,
} from "./quadratic-program.js";
export { type QuantileType, quantile, quantileSorted } from "./quantile.js";
export { type Differentiable, type Minimum, minimiseSmooth } from "./quasi-newton.js";
export { expectedCount, orderRank, tailProbability } from "./rank.js";
export { averageRanks, kendallCorrelation, spearmanCorrelation } from "./rank-correlation.js";
export { type Line, linearRegression, lineOf } from "./regression.js";
export { median, type RobustScale, robustScale, robustScore } from "./robust.js";
export { selectInPlace } from "./select.js";
export { lowerBound, sorted, sortedOrder } from "./sort.js";
export { logStudentPdf, studentCdf, studentQuantile } from "./student-t.js";
export { cumulativeSum, sum } from "./sum.js";
export { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.js";
export { dot, largestMagnitude } from "./vector.js";
