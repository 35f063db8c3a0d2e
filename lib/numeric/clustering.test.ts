import { describe, expect, it } from "vitest";
import { joinNearest, type Linkage, orderLeaves } from "./clustering.js";
import type { SquareMatrix } from "./matrix.js";

/** Eight points of the plane, and how far they are from each other. */
function distances(): SquareMatrix {
  const points = Array.from({ length: 8 }, (_, k) => {
    const i = k + 1;
    return [((i * i * 37) % 101) / 101, ((i * i * i * 11) % 103) / 103] as const;
  });
  const values = points.flatMap(([x, y]) => points.map(([u, v]) => Math.hypot(x - u, y - v)));
  return { size: 8, values: Float64Array.from(values) };
}

const SCIPY: Readonly<Record<Linkage, readonly (readonly number[])[]>> = {
  single: [
    [1, 2, 0.170818301555, 2],
    [7, 8, 0.175875597727, 3],
    [0, 5, 0.18239996013, 2],
    [3, 6, 0.222505904625, 2],
    [4, 10, 0.283115846258, 3],
    [9, 11, 0.396515329172, 5],
    [12, 13, 0.437500839829, 8],
  ],
  complete: [
    [1, 2, 0.170818301555, 2],
    [0, 5, 0.18239996013, 2],
    [3, 6, 0.222505904625, 2],
    [7, 8, 0.252240244022, 3],
    [4, 9, 0.319598654721, 3],
    [10, 11, 0.700525832913, 5],
    [12, 13, 1.020569938875, 8],
  ],
  average: [
    [1, 2, 0.170818301555, 2],
    [0, 5, 0.18239996013, 2],
    [7, 8, 0.214057920874, 3],
    [3, 6, 0.222505904625, 2],
    [4, 9, 0.30135725049, 3],
    [10, 11, 0.524789996768, 5],
    [12, 13, 0.756073626416, 8],
  ],
  ward: [
    [1, 2, 0.170818301555, 2],
    [0, 5, 0.18239996013, 2],
    [3, 6, 0.222505904625, 2],
    [7, 8, 0.230893800274, 3],
    [4, 9, 0.332328160884, 3],
    [10, 11, 0.787827378352, 5],
    [12, 13, 1.364555417482, 8],
  ],
};

describe("joinNearest", () => {
  it.each(Object.entries(SCIPY))("joins as scipy 1.10 does, linkage %s", (linkage, expected) => {
    const joins = joinNearest(distances(), linkage as Linkage);
    const found = joins.map(({ left, right, height, size }) => [
      Math.min(left, right),
      Math.max(left, right),
      height,
      size,
    ]);
    found.forEach((join, k) => {
      expect(join).toEqual(expected[k]!.map((value, at) => (at === 2 ? expect.closeTo(value, 11) : value)));
    });
  });

  it("joins equally distant points without going in circles", () => {
    const size = 6;
    const values = Float64Array.from({ length: 36 }, (_, at) => (at % 7 === 0 ? 0 : 1));
    expect(joinNearest({ size, values }, "average").map(({ height }) => height)).toEqual([1, 1, 1, 1, 1]);
    expect(joinNearest({ size: 1, values: Float64Array.of(0) }, "ward")).toEqual([]);
  });
});

describe("orderLeaves", () => {
  const length = (order: readonly number[]): number =>
    order.slice(1).reduce((sum, leaf, i) => sum + distances().values[order[i]! * 8 + leaf]!, 0);

  it.each(["average", "ward"] as const)(
    "finds the shortest of all 128 orders that a tree allows, linkage %s",
    linkage => {
      const joins = joinNearest(distances(), linkage);
      const orders = (cluster: number): number[][] => {
        const join = joins[cluster - 8];
        if (join === undefined) return [[cluster]];
        return orders(join.left).flatMap(a =>
          orders(join.right).flatMap(b => [
            [...a, ...b],
            [...b, ...a],
          ]),
        );
      };
      const all = orders(14).map(length);
      expect(all).toHaveLength(128);
      const order = orderLeaves(joins, distances());
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(length(order)).toBeCloseTo(Math.min(...all), 12);
    },
  );

  it("takes one leaf and two", () => {
    expect(orderLeaves([], { size: 1, values: Float64Array.of(0) })).toEqual([0]);
    const two = { size: 2, values: Float64Array.of(0, 1, 1, 0) };
    expect(orderLeaves(joinNearest(two, "average"), two)).toEqual([0, 1]);
  });
});
