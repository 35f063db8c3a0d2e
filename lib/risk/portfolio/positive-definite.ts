import { RiskbookError } from "../../core/index.js";
import { cholesky, type SquareMatrix, symmetricEigen } from "../../numeric/index.js";
import { type Covariance, correlationOfCovariance, deviations } from "./covariance.js";

/** Smallest eigenvalue of the correlations that an optimiser can work with. */
const SMALLEST = 1e-10;
/** From here two assets are one. */
const SAME = 1 - 1e-9;

/**
 * Refuses a covariance on which weights would be arbitrary: one that is not positive definite. It is not mended in silence.
 * @throws `NOT_POSITIVE_DEFINITE` with the smallest eigenvalue of the correlations, and the pair of assets that are one
 */
export function requirePositiveDefinite(covariance: Covariance): void {
  const { ids, n, method } = covariance;
  const still = ids[deviations(covariance).findIndex(deviation => !(deviation > 0))];
  if (still !== undefined) {
    throw new RiskbookError("NO_DEVIATION", `${still} has no variance in ${n} observations; leave it out.`);
  }
  const correlations = correlationOfCovariance(covariance);
  const lowered = correlations.values.map((value, at) => (at % (ids.length + 1) === 0 ? value - SMALLEST : value));
  if (cholesky({ size: ids.length, values: lowered }) !== null) return;
  const smallest = symmetricEigen(correlations).values.at(-1)!;
  const pair = samePair(correlations);
  const names = pair?.map(at => ids[at]!);
  const why =
    names !== undefined
      ? `${names[0]} and ${names[1]} are perfectly correlated; leave one of them out`
      : n <= ids.length && method === "sample"
        ? `${n} observations cannot tell ${ids.length} assets apart; take a longer window, or shrink it (Ledoit–Wolf)`
        : "some asset is a mixture of the others; shrink it (Ledoit–Wolf), or take the nearest that is";
  throw new RiskbookError(
    "NOT_POSITIVE_DEFINITE",
    `The covariance of ${ids.length} assets is not positive definite: the smallest eigenvalue of its correlations is ${smallest.toExponential(2)}. ${why}.`,
    { details: { smallestEigenvalue: smallest, ...(names && { pair: names }) } },
  );
}

function samePair({ size, values }: SquareMatrix): [number, number] | undefined {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) if (Math.abs(values[i * size + j]!) > SAME) return [j, i];
  }
  return undefined;
}

/**
 * The covariance with the same variances whose correlations are nearest (in squares) to those given among all with no
 * eigenvalue below `floor`: alternating projections with Dykstra's correction. For matrices put together by hand or from
 * windows that differ; say so where its figures are shown.
 * @param options.floor smallest eigenvalue of the correlations
 * @see Higham (2002), IMA Journal of Numerical Analysis 22(3), 329–343
 */
export function nearestPositiveDefinite(covariance: Covariance, options: { floor?: number } = {}): Covariance {
  const { floor = 1e-8 } = options;
  const deviation = deviations(covariance);
  const { size, values } = correlationOfCovariance(covariance);
  let here = values;
  let correction: Float64Array = new Float64Array(size * size);
  for (let iteration = 0; iteration < 1000; iteration++) {
    const from = here.map((value, at) => value - correction[at]!);
    const raised = withFloor({ size, values: from }, floor);
    correction = raised.map((value, at) => value - from[at]!);
    const next = raised.map((value, at) => (at % (size + 1) === 0 ? 1 : value));
    const moved = next.reduce((most, value, at) => Math.max(most, Math.abs(value - here[at]!)), 0);
    here = next;
    if (moved < 1e-12) break;
  }
  // The last projection set the diagonal to 1, which may have taken a little from the smallest eigenvalue again.
  const smallest = symmetricEigen({ size, values: here }).values.at(-1)!;
  const blend = smallest < floor / 2 ? (floor - smallest) / (1 - smallest) : 0;
  const scaled = here.map((value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return (i === j ? 1 : (1 - blend) * value) * deviation[i]! * deviation[j]!;
  });
  return { ...covariance, matrix: { size, values: scaled } };
}

function withFloor(matrix: SquareMatrix, floor: number): Float64Array {
  const { size } = matrix;
  const { values, vectors } = symmetricEigen(matrix);
  const raised = new Float64Array(size * size);
  vectors.forEach((vector, k) => {
    const value = Math.max(floor, values[k]!);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) raised[i * size + j]! += value * vector[i]! * vector[j]!;
    }
  });
  return raised;
}
