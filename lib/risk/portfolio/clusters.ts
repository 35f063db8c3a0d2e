import { type Join, joinNearest, orderLeaves, type SquareMatrix } from "../../numeric/index.js";
import type { Correlations } from "./correlation.js";

export interface ClusterOptions {
  /** How the distance of two clusters is made of that of their members. */
  readonly linkage?: "average" | "ward";
  /** How many clusters; without it the number with the largest mean silhouette, or one where none stands out. */
  readonly count?: number;
}

/** Which ids move together. */
export interface Clusters {
  /** Indices of the ids so that those that move together stand together; clusters are runs of it. */
  readonly order: readonly number[];
  /** Ids by cluster, in that order. */
  readonly groups: readonly (readonly string[])[];
  /** Mean silhouette of the cut, from −1 to 1; null with one cluster. Under 0.25 there is hardly any structure. */
  readonly silhouette: number | null;
  readonly joins: readonly Join[];
}

/** Under this mean silhouette the ids are one cluster (Kaufman & Rousseeuw 1990, table 4: "no substantial structure"). */
const SOME_STRUCTURE = 0.25;

/**
 * Clusters by correlation: distance √((1 − ρ)/2), which is 0 for ρ = 1, 0.71 for ρ = 0 and 1 for ρ = −1, hierarchical by
 * average linkage or Ward's, in the order of leaves that has the nearest neighbours.
 * @see Mantegna (1999), European Physical Journal B 11, 193–197; López de Prado (2016), Journal of Portfolio Management 42(4);
 *   Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, 53–65
 */
export function clustersOf(correlations: Correlations, options: ClusterOptions = {}): Clusters {
  const { linkage = "average" } = options;
  const { ids } = correlations;
  const distances = correlationDistances(correlations.matrix);
  const joins = joinNearest(distances, linkage);
  const order = orderLeaves(joins, distances);
  const { labels, silhouette } =
    options.count === undefined ? bestCut(joins, distances) : cutAt(joins, distances, options.count);
  const groups = new Map<number, string[]>();
  for (const leaf of order) groups.set(labels[leaf]!, [...(groups.get(labels[leaf]!) ?? []), ids[leaf]!]);
  return { order, groups: [...groups.values()], silhouette, joins };
}

/** √((1 − ρ)/2) of each pair. */
export function correlationDistances({ size, values }: SquareMatrix): SquareMatrix {
  return {
    size,
    values: values.map((value, at) => (at % (size + 1) === 0 ? 0 : Math.sqrt(Math.max(0, (1 - value) / 2)))),
  };
}

interface Cut {
  readonly labels: readonly number[];
  readonly silhouette: number | null;
}

function bestCut(joins: readonly Join[], distances: SquareMatrix): Cut {
  const { size } = distances;
  let best: Cut = { labels: new Array<number>(size).fill(0), silhouette: null };
  for (let count = 2; count < size; count++) {
    const cut = cutAt(joins, distances, count);
    if (cut.silhouette! > (best.silhouette ?? SOME_STRUCTURE)) best = cut;
  }
  return best;
}

function cutAt(joins: readonly Join[], distances: SquareMatrix, asked: number): Cut {
  const { size } = distances;
  const count = Math.max(1, Math.min(size, Math.round(asked)));
  const parent = Array.from({ length: size + joins.length }, (_, at) => at);
  joins.slice(0, size - count).forEach(({ left, right }, k) => {
    parent[left] = parent[right] = size + k;
  });
  const rootOf = (at: number): number => (parent[at] === at ? at : rootOf(parent[at]!));
  const labels = Array.from({ length: size }, (_, leaf) => rootOf(leaf));
  return { labels, silhouette: count === 1 ? null : meanSilhouette(labels, distances) };
}

/** How much nearer each is to its own cluster than to the next, on average; one that is alone counts 0. */
function meanSilhouette(labels: readonly number[], { size, values }: SquareMatrix): number {
  let total = 0;
  for (let i = 0; i < size; i++) {
    const sums = new Map<number, { sum: number; count: number }>();
    for (let j = 0; j < size; j++) {
      if (j === i) continue;
      const found = sums.get(labels[j]!) ?? { sum: 0, count: 0 };
      sums.set(labels[j]!, { sum: found.sum + values[i * size + j]!, count: found.count + 1 });
    }
    const own = sums.get(labels[i]!);
    if (own === undefined) continue;
    sums.delete(labels[i]!);
    const within = own.sum / own.count;
    const next = Math.min(...[...sums.values()].map(({ sum, count }) => sum / count));
    const larger = Math.max(within, next);
    if (larger > 0) total += (next - within) / larger;
  }
  return total / size;
}
