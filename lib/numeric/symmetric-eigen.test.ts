import { expect, it } from "vitest";
import { multiply } from "./matrix.js";
import { symmetricEigen } from "./symmetric-eigen.js";
import { dot } from "./vector.js";

/** Hilbert's matrix: as badly conditioned as covariances get. */
function hilbert(size: number) {
  return {
    size,
    values: Float64Array.from({ length: size * size }, (_, at) => 1 / (Math.floor(at / size) + (at % size) + 1)),
  };
}

it("finds eigenvalues that are known in closed form", () => {
  const { values } = symmetricEigen({ size: 3, values: Float64Array.of(4, 1, -2, 1, 2, 0, -2, 0, 3) });
  expect([...values]).toEqual([4 + Math.sqrt(3), 4 - Math.sqrt(3), 1].map(value => expect.closeTo(value, 13)));
});

it("finds the smallest eigenvalue of Hilbert's matrix of order 6 to ten digits", () => {
  const { values } = symmetricEigen(hilbert(6));
  expect(values[0]).toBeCloseTo(1.6188998589243386, 14);
  expect(values[5]! / 1.0827994845192786e-7).toBeCloseTo(1, 9);
});

it("gives orthonormal vectors that the matrix only stretches", () => {
  const matrix = hilbert(12);
  const { values, vectors } = symmetricEigen(matrix);
  vectors.forEach((vector, k) => {
    const stretched = multiply(matrix, vector);
    expect([...stretched]).toEqual(Array.from(vector, value => expect.closeTo(values[k]! * value, 14)));
    expect(vectors.map(other => dot(vector, other))).toEqual(
      vectors.map((_, j) => expect.closeTo(j === k ? 1 : 0, 13)),
    );
  });
});

it("takes a zero matrix, a diagonal one and a negative eigenvalue", () => {
  expect([...symmetricEigen({ size: 2, values: new Float64Array(4) }).values]).toEqual([0, 0]);
  expect([...symmetricEigen({ size: 2, values: Float64Array.of(1, 0, 0, 5) }).values]).toEqual([5, 1]);
  expect([...symmetricEigen({ size: 2, values: Float64Array.of(1, 2, 2, 1) }).values]).toEqual([
    expect.closeTo(3, 14),
    expect.closeTo(-1, 14),
  ]);
});
