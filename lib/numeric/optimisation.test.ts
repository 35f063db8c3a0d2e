import { describe, expect, it } from "vitest";
import { leastSquares } from "./least-squares.js";
import { cholesky, choleskyInverse, choleskySolve } from "./matrix.js";
import { minimiseSmooth } from "./quasi-newton.js";

describe("minimiseSmooth", () => {
  it("finds Rosenbrock's valley floor", () => {
    const { argument, converged, iterations } = minimiseSmooth(
      (x, gradient) => {
        const [a, b] = [x[0]!, x[1]!];
        gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
        gradient[1] = 200 * (b - a * a);
        return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
      },
      Float64Array.of(-1.2, 1),
    );
    expect(converged).toBe(true);
    expect(iterations).toBeLessThan(60);
    expect(argument[0]).toBeCloseTo(1, 8);
    expect(argument[1]).toBeCloseTo(1, 8);
  });

  it("stays inside a domain whose outside is infinite", () => {
    const { argument, converged } = minimiseSmooth((x, gradient) => {
      gradient[0] = 1 - 0.01 / x[0]!;
      return x[0]! > 0 ? x[0]! - 0.01 * Math.log(x[0]!) : Number.POSITIVE_INFINITY;
    }, Float64Array.of(5));
    expect(converged).toBe(true);
    expect(argument[0]).toBeCloseTo(0.01, 8);
  });

  it("says when it did not converge", () => {
    const valley = (x: Float64Array, gradient: Float64Array): number => {
      gradient[0] = -Math.exp(-x[0]!);
      return Math.exp(-x[0]!);
    };
    expect(minimiseSmooth(valley, Float64Array.of(0), { iterations: 3 }).converged).toBe(false);
  });
});

describe("a symmetric matrix", () => {
  const matrix = { size: 3, values: Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98) };

  it("has the Cholesky triangle of the textbook, and its inverse", () => {
    const lower = cholesky(matrix)!;
    expect([...lower.values]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
    expect([...choleskySolve(lower, Float64Array.of(1, 2, 3))].map(x => Math.round(x * 1e9) / 1e9)).toEqual([
      28.583333333, -7.666666667, 1.333333333,
    ]);
    expect(choleskyInverse(lower).values[0]).toBeCloseTo(49.361111111, 8);
  });

  it("has none where it is not positive definite", () => {
    expect(cholesky({ size: 2, values: Float64Array.of(1, 2, 2, 1) })).toBeNull();
    expect(cholesky({ size: 2, values: Float64Array.of(1, 1, 1, 1) })).toBeNull();
  });
});

describe("least squares", () => {
  it("recovers a plane and refuses dependent columns", () => {
    const one = new Float64Array(5).fill(1);
    const a = Float64Array.of(1, 2, 3, 4, 6);
    const b = Float64Array.of(2, 1, 4, 3, 5);
    const y = a.map((value, i) => 3 + 2 * value - b[i]!);
    const fit = leastSquares([one, a, b], y)!;
    expect([...fit.coefficients].map(x => Math.round(x * 1e9) / 1e9)).toEqual([3, 2, -1]);
    expect(fit.rSquared).toBeCloseTo(1, 12);
    expect(leastSquares([one, a, a.map(value => 2 * value)], y)).toBeNull();
  });
});
