import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kktResidual, type LinearConstraint, type QuadraticProgram, solveQuadratic } from "./quadratic-program.js";

const unit = (size: number, at: number, value = 1): Float64Array => {
  const normal = new Float64Array(size);
  normal[at] = value;
  return normal;
};

/** lower ≤ x ≤ upper and Σx = total. */
function box(size: number, lower: number, upper: number, total: number): LinearConstraint[] {
  const each = Array.from({ length: size }, (_, i) => [
    { normal: unit(size, i), bound: lower },
    { normal: unit(size, i, -1), bound: -upper },
  ]).flat();
  return [{ normal: new Float64Array(size).fill(1), bound: total, equality: true }, ...each];
}

describe("solveQuadratic", () => {
  it("solves the example of Goldfarb and Idnani (1983)", () => {
    const solution = solveQuadratic({
      quadratic: { size: 2, values: Float64Array.of(4, -2, -2, 4) },
      linear: Float64Array.of(6, 0),
      constraints: [
        { normal: Float64Array.of(1, 0), bound: 0 },
        { normal: Float64Array.of(0, 1), bound: 0 },
        { normal: Float64Array.of(1, 1), bound: 2 },
      ],
    });
    if (solution.status !== "solved") throw new Error(solution.status);
    expect([...solution.argument]).toEqual([expect.closeTo(0.5, 14), expect.closeTo(1.5, 14)]);
    expect(solution.value).toBeCloseTo(6.5, 13);
    expect([...solution.multipliers]).toEqual([0, 0, expect.closeTo(5, 13)]);
  });

  it("solves Hock and Schittkowski's problem 76", () => {
    const program: QuadraticProgram = {
      quadratic: { size: 4, values: Float64Array.of(2, 0, -1, 0, 0, 1, 0, 0, -1, 0, 2, 1, 0, 0, 1, 1) },
      linear: Float64Array.of(-1, -3, 1, -1),
      constraints: [
        { normal: Float64Array.of(-1, -2, -1, -1), bound: -5 },
        { normal: Float64Array.of(-3, -1, -2, 1), bound: -4 },
        { normal: Float64Array.of(0, 1, 4, 0), bound: 1.5 },
        ...[0, 1, 2, 3].map(i => ({ normal: unit(4, i), bound: 0 })),
      ],
    };
    const solution = solveQuadratic(program);
    if (solution.status !== "solved") throw new Error(solution.status);
    expect(solution.value).toBeCloseTo(-4.681818181818182, 12);
    expect([...solution.argument]).toEqual(
      [0.2727272727, 2.090909091, 0, 0.5454545455].map(value => expect.closeTo(value, 9)),
    );
    expect(kktResidual(program, solution.argument, solution.multipliers)).toBeLessThan(1e-12);
  });

  it("meets the Karush–Kuhn–Tucker conditions to 1e-10, whatever the covariance and the bounds", () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const problem = fc.integer({ min: 1, max: 9 }).chain(size =>
      fc.record({
        size: fc.constant(size),
        factors: fc.array(number, { minLength: size * size, maxLength: size * size }),
        linear: fc.array(number, { minLength: size, maxLength: size }),
        lower: fc.double({ min: -0.5, max: 0, noNaN: true }),
        slack: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(problem, ({ size, factors, linear, lower, slack }) => {
        const values = new Float64Array(size * size);
        for (let i = 0; i < size; i++) {
          values[i * size + i] = 0.05;
          for (let j = 0; j < size; j++) {
            for (let k = 0; k < size; k++) values[i * size + j]! += factors[i * size + k]! * factors[j * size + k]!;
          }
        }
        const constraints = box(size, lower, 1 / size + slack, 1);
        const program = { quadratic: { size, values }, linear: Float64Array.from(linear), constraints };
        const solution = solveQuadratic(program);
        if (solution.status !== "solved") throw new Error(solution.status);
        expect(kktResidual(program, solution.argument, solution.multipliers)).toBeLessThan(1e-10);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it("says when constraints contradict each other, and when the objective is not convex", () => {
    const quadratic = { size: 3, values: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) };
    const linear = new Float64Array(3);
    expect(solveQuadratic({ quadratic, linear, constraints: box(3, 0, 0.3, 1) }).status).toBe("infeasible");
    const twice = [...box(3, 0, 1, 1), { normal: Float64Array.of(2, 2, 2), bound: 2, equality: true }];
    expect(solveQuadratic({ quadratic, linear, constraints: twice }).status).toBe("solved");
    const other = [...box(3, 0, 1, 1), { normal: Float64Array.of(2, 2, 2), bound: 3, equality: true }];
    expect(solveQuadratic({ quadratic, linear, constraints: other }).status).toBe("infeasible");
    const singular = { size: 3, values: new Float64Array(9).fill(1) };
    expect(solveQuadratic({ quadratic: singular, linear, constraints: [] }).status).toBe("not positive definite");
  });
});
