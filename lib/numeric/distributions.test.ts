import { describe, expect, it } from "vitest";
import { incompleteBeta } from "./beta.js";
import { chiSquaredOneTail, chiSquaredTail } from "./chi-squared.js";
import { logGamma, upperGamma } from "./gamma.js";
import { logStudentPdf, studentCdf, studentQuantile } from "./student-t.js";

const relative = (value: number, expected: number): number => Math.abs(value / expected - 1);

// Values of scipy 1.10; three quantiles by inverting its distribution function, whose own inverse is off by 1e-10.
describe("special functions meet scipy", () => {
  it.each([
    [0.1, 2.252712651734206],
    [3.3, 0.9870985778947343],
    [100.5, 361.43554046777757],
    [1e6, 12815504.569147611],
  ])("log gamma of %s", (x, expected) => expect(relative(logGamma(x), expected)).toBeLessThan(2e-14));

  it.each([
    [0.5, 0.1, 0.6547208460185768],
    [2, 5, 0.04042768199451279],
    [10, 3, 0.9988975118698845],
    [30, 60, 6.876264968732136e-6],
    [0.5, 40, 3.744097384202887e-19],
  ])("upper gamma of shape %s at %s", (a, x, expected) => {
    expect(relative(upperGamma(a, x), expected)).toBeLessThan(1e-12);
  });

  it.each([
    [0.2, 0.5, 3, 0.7334302966199312],
    [0.9, 12, 2, 0.6213449802582001],
    [1e-6, 0.5, 5, 0.002460934218752953],
  ])("incomplete beta at %s of %s and %s", (x, a, b, expected) => {
    expect(relative(incompleteBeta(x, a, b), expected)).toBeLessThan(1e-12);
  });

  it.each([
    [3.84, 1, 0.05004352124870519],
    [9.21, 2, 0.01000170200470548],
    [15, 6, 0.020256715056664387],
  ])("χ² beyond %s with %s degrees of freedom", (x, freedom, expected) => {
    expect(relative(chiSquaredTail(x, freedom), expected)).toBeLessThan(1e-12);
    if (freedom === 1) expect(relative(chiSquaredOneTail(x), expected)).toBeLessThan(1e-13);
  });
});

describe("Student's t", () => {
  it.each([
    [0.01, 3, -4.540702858568133],
    [0.025, 2.1, -4.11215275817388],
    [0.001, 5.5, -5.504714867160981],
    [0.995, 30, 2.7499956535670305],
    [1e-8, 4, -131.59473694062396],
    [0.01, 1, -31.820515953757607],
  ])("has the quantile %s with %s degrees of freedom", (p, freedom, expected) => {
    expect(relative(studentQuantile(p, freedom), expected)).toBeLessThan(1e-11);
  });

  it.each([
    [-2.3, 4, 0.04146951855619119],
    [-40, 3, 1.719034039457927e-5],
    [0.2, 9, 0.5770366803427476],
    [1.5, 2, 0.8638034375544996],
  ])("is at most %s with %s degrees of freedom", (x, freedom, expected) => {
    expect(relative(studentCdf(x, freedom), expected)).toBeLessThan(1e-12);
  });

  it("is Cauchy's with one degree of freedom", () => {
    expect(relative(Math.exp(logStudentPdf(2, 1)), 1 / (5 * Math.PI))).toBeLessThan(1e-14);
    expect(studentQuantile(0.25, 1)).toBeCloseTo(-1, 13);
    expect(studentQuantile(0.5, 4)).toBe(0);
    expect(studentQuantile(0, 4)).toBeNaN();
  });
});
