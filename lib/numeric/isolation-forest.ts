import type { RandomStream } from "../core/index.js";

/** Points as columns: element i of every column belongs to point i; all values are finite. */
export type Points = readonly Float64Array[];

export interface ForestOptions {
  /** 100 unless given, as in the paper. */
  readonly trees?: number;
  /** Points that each tree is grown from; 256 unless given, at most all of them. */
  readonly sample?: number;
  readonly random: RandomStream;
}

/** Trees that part points by random cuts until each stands alone; few cuts are needed for what is unlike the others. */
export interface IsolationForest {
  readonly sample: number;
  readonly trees: readonly IsolationTree[];
}

/** One tree, its nodes as columns; node 0 is the root. */
interface IsolationTree {
  /** Which column a node cuts; −1 for a leaf. */
  readonly column: Int16Array;
  /** Where it cuts; at a leaf the path's expected length below it. */
  readonly value: Float64Array;
  /** The node of what is smaller; that of the rest is the next one. */
  readonly left: Int32Array;
}

const EULER = 0.5772156649;

/**
 * c(n): the average length of an unsuccessful search in a binary search tree of n points, by which path lengths are
 * scaled.
 * @see Liu, Ting & Zhou (2008), Isolation Forest, ICDM, equation 1; 0 for one point, 1 for two as in their 2012 paper
 */
export function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}

/**
 * Grows an isolation forest.
 * @see Liu, Ting & Zhou (2008), Isolation Forest, ICDM, algorithms 1 and 2
 */
export function isolationForest(points: Points, { trees = 100, sample = 256, random }: ForestOptions): IsolationForest {
  const n = points[0]?.length ?? 0;
  const size = Math.min(sample, n);
  const order = Uint32Array.from({ length: n }, (_, index) => index);
  return {
    sample: size,
    trees: Array.from({ length: n < 2 || points.length === 0 ? 0 : trees }, () => {
      drawInPlace(order, size, random);
      return growTree(points, order.slice(0, size), random);
    }),
  };
}

/**
 * Anomaly scores s = 2^(−E(h) ∕ c(sample)): near 1 for what stands alone, well below 0.5 for what is like the rest, 0.5
 * everywhere where nothing stands out.
 * @returns NaN for every point where there are too few points for a forest
 * @see Liu, Ting & Zhou (2008), equation 2
 */
export function isolationScores(forest: IsolationForest, points: Points): Float64Array {
  const scores = new Float64Array(points[0]?.length ?? 0).fill(Number.NaN);
  if (forest.trees.length === 0) return scores;
  const scale = averagePathLength(forest.sample);
  for (let i = 0; i < scores.length; i++) {
    let total = 0;
    for (const tree of forest.trees) total += pathLength(tree, points, i);
    scores[i] = 2 ** (-total / forest.trees.length / scale);
  }
  return scores;
}

/** Moves `size` randomly drawn elements to the front (Fisher and Yates). */
function drawInPlace(order: Uint32Array, size: number, random: RandomStream): void {
  for (let i = 0; i < size; i++) {
    const j = i + random.integer(order.length - i);
    const taken = order[j]!;
    order[j] = order[i]!;
    order[i] = taken;
  }
}

function growTree(points: Points, members: Uint32Array, random: RandomStream): IsolationTree {
  const limit = Math.ceil(Math.log2(members.length));
  const most = 2 ** (limit + 1);
  const tree = { column: new Int16Array(most).fill(-1), value: new Float64Array(most), left: new Int32Array(most) };
  let nodes = 1;
  const grow = (node: number, part: Uint32Array, depth: number): void => {
    const column = depth < limit ? drawColumn(points, part, random) : -1;
    if (column < 0) {
      tree.value[node] = averagePathLength(part.length);
      return;
    }
    const values = points[column]!;
    const [low, high] = range(values, part);
    const cut = low + (high - low) * (1 - random.uniform()); // above low, so that both sides have a point
    tree.column[node] = column;
    tree.value[node] = cut;
    tree.left[node] = nodes;
    nodes += 2;
    grow(
      tree.left[node]!,
      part.filter(i => values[i]! < cut),
      depth + 1,
    );
    grow(
      tree.left[node]! + 1,
      part.filter(i => values[i]! >= cut),
      depth + 1,
    );
  };
  grow(0, members, 0);
  return tree;
}

/** A column, drawn from those in which a node's points differ; −1 where they differ in none. */
function drawColumn(points: Points, part: Uint32Array, random: RandomStream): number {
  const different: number[] = [];
  points.forEach((values, column) => {
    const [low, high] = range(values, part);
    if (low < high) different.push(column);
  });
  return different.length === 0 ? -1 : different[random.integer(different.length)]!;
}

function range(values: Float64Array, part: Uint32Array): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const i of part) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return [low, high];
}

function pathLength({ column, value, left }: IsolationTree, points: Points, i: number): number {
  let node = 0;
  let edges = 0;
  while (column[node]! >= 0) {
    node = left[node]! + (points[column[node]!]![i]! < value[node]! ? 0 : 1);
    edges++;
  }
  return edges + value[node]!;
}
