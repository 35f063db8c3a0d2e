import type { SquareMatrix } from "./matrix.js";

/** How the distance of two clusters is made of that of their members. */
export type Linkage = "single" | "complete" | "average" | "ward";

/** Two clusters that became one. Leaves are numbered 0 to n − 1, the cluster of join k is n + k. */
export interface Join {
  /** The one that holds the smaller leaf first. */
  readonly left: number;
  readonly right: number;
  /** Distance at which they joined. */
  readonly height: number;
  /** Leaves of the new cluster. */
  readonly size: number;
}

/**
 * Agglomerative clustering: the n − 1 joins of n points, lowest first. Chains of nearest neighbours find them in O(n²),
 * and the formulas of Lance and Williams update the distances.
 * @param distances symmetric, zero on the diagonal; Euclidean where the linkage is Ward's
 * @see Müllner (2011), Modern hierarchical, agglomerative clustering algorithms, arXiv:1109.2378; Lance & Williams (1967),
 *   Computer Journal 9, 373–380; Ward (1963), Journal of the American Statistical Association 58, 236–244
 */
export function joinNearest(distances: SquareMatrix, linkage: Linkage): Join[] {
  const n = distances.size;
  const d = distances.values.slice();
  const sizes = new Array<number>(n).fill(1);
  const chain: number[] = [];
  const found: { a: number; b: number; height: number }[] = [];
  while (found.length < n - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex(size => size > 0));
    const tip = chain.at(-1)!;
    const nearest = nearestTo(tip, chain.at(-2), d, sizes);
    if (nearest !== chain.at(-2)) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [a, b] = [Math.min(tip, nearest), Math.max(tip, nearest)];
    found.push({ a, b, height: d[a * n + b]! });
    update(d, sizes, a, b, linkage);
  }
  return numbered(found, n);
}

/** The nearest cluster; of equally near ones the one before it in the chain, so that the chain ends. */
function nearestTo(tip: number, before: number | undefined, d: Float64Array, sizes: readonly number[]): number {
  const n = sizes.length;
  let nearest = before ?? -1;
  for (let other = 0; other < n; other++) {
    if (other === tip || sizes[other] === 0) continue;
    if (nearest < 0 || d[tip * n + other]! < d[tip * n + nearest]!) nearest = other;
  }
  return nearest;
}

/** Distances from the union of a and b, which stands in a's place from now on. */
function update(d: Float64Array, sizes: number[], a: number, b: number, linkage: Linkage): void {
  const n = sizes.length;
  const [na, nb, between] = [sizes[a]!, sizes[b]!, d[a * n + b]!];
  for (let k = 0; k < n; k++) {
    if (k === a || k === b || sizes[k] === 0) continue;
    const joined = unionDistance(linkage, { toA: d[k * n + a]!, toB: d[k * n + b]!, between, na, nb, nk: sizes[k]! });
    d[k * n + a] = d[a * n + k] = joined;
  }
  sizes[a] = na + nb;
  sizes[b] = 0;
}

interface Triangle {
  readonly toA: number;
  readonly toB: number;
  readonly between: number;
  readonly na: number;
  readonly nb: number;
  readonly nk: number;
}

function unionDistance(linkage: Linkage, { toA, toB, between, na, nb, nk }: Triangle): number {
  if (linkage === "single") return Math.min(toA, toB);
  if (linkage === "complete") return Math.max(toA, toB);
  if (linkage === "average") return (na * toA + nb * toB) / (na + nb);
  const square = (na + nk) * toA ** 2 + (nb + nk) * toB ** 2 - nk * between ** 2;
  return Math.sqrt(Math.max(0, square) / (na + nb + nk));
}

/** Joins in the order of their heights, with the numbers of the clusters that they join. */
function numbered(found: readonly { a: number; b: number; height: number }[], n: number): Join[] {
  const standing = Array.from({ length: n }, (_, leaf) => ({ cluster: leaf, size: 1, first: leaf }));
  return [...found]
    .sort((x, y) => x.height - y.height)
    .map(({ a, b, height }, k) => {
      const [left, right] = [standing[a]!, standing[b]!].sort((x, y) => x.first - y.first) as [
        (typeof standing)[number],
        (typeof standing)[number],
      ];
      const size = left.size + right.size;
      standing[a] = { cluster: n + k, size, first: left.first };
      return { left: left.cluster, right: right.cluster, height, size };
    });
}

/**
 * The order of the leaves that the tree allows in which neighbours are nearest to each other: the least sum of distances
 * of neighbours, in O(n³).
 * @see Bar-Joseph, Gifford & Jaakkola (2001), Bioinformatics 17 (suppl. 1), S22–S29
 */
export function orderLeaves(joins: readonly Join[], distances: SquareMatrix): number[] {
  const n = joins.length + 1;
  const d = distances.values;
  const leaves: number[][] = Array.from({ length: n }, (_, leaf) => [leaf]);
  // best[i·n + j]: the least length of a path from leaf i to leaf j over all leaves of the smallest cluster of both.
  const best = new Float64Array(n * n);
  const reach = new Float64Array(n);
  for (const { left, right } of joins) {
    const [first, second] = [leaves[left]!, leaves[right]!];
    leaves.push([...first, ...second]);
    for (const i of first) {
      const ends = farEnds(joins, leaves, left, i);
      for (const m of second) reach[m] = Math.min(...ends.map(k => best[i * n + k]! + d[k * n + m]!));
      for (const j of second) {
        const starts = farEnds(joins, leaves, right, j);
        let least = Number.POSITIVE_INFINITY;
        for (const m of starts) least = Math.min(least, reach[m]! + best[m * n + j]!);
        best[i * n + j] = best[j * n + i] = least;
      }
    }
  }
  return trace(joins, leaves, best, d);
}

/** Where a path over a cluster that begins at leaf i can end: on the other side of its last join. */
function farEnds(joins: readonly Join[], leaves: readonly number[][], cluster: number, i: number): readonly number[] {
  const join = joins[cluster - joins.length - 1];
  if (join === undefined) return [i];
  return leaves[join.left]!.includes(i) ? leaves[join.right]! : leaves[join.left]!;
}

function trace(joins: readonly Join[], leaves: readonly number[][], best: Float64Array, d: Float64Array): number[] {
  const n = joins.length + 1;
  const path = (cluster: number, i: number, j: number): number[] => {
    const join = joins[cluster - n];
    if (join === undefined) return [i];
    const forward = leaves[join.left]!.includes(i);
    const [from, to] = forward ? [join.left, join.right] : [join.right, join.left];
    let [least, last, first] = [Number.POSITIVE_INFINITY, i, j];
    for (const k of farEnds(joins, leaves, from, i)) {
      for (const m of farEnds(joins, leaves, to, j)) {
        const length = best[i * n + k]! + d[k * n + m]! + best[m * n + j]!;
        if (length < least) [least, last, first] = [length, k, m];
      }
    }
    return [...path(from, i, last), ...path(to, first, j)];
  };
  const top = joins.at(-1);
  if (top === undefined) return [0];
  let [least, from, to] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const i of leaves[top.left]!) {
    for (const j of leaves[top.right]!) if (best[i * n + j]! < least) [least, from, to] = [best[i * n + j]!, i, j];
  }
  return path(2 * n - 2, from, to);
}
