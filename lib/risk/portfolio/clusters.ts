import { type Join, joinNearest, orderLeaves, type SquareMatrix } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import type { Correlations } from "./correlation.js";

export interface ClusterOptions {
  /** How the distance of two clusters is made of that of their members. */
  readonly linkage?: "average" | "ward";
  /** Mean correlation from which a branch of the tree is a cluster; 0.5 unless given. */
  readonly together?: number;
  /** How many clusters, in place of that. */
  readonly count?: number;
}

/** Which ids move together. */
export interface Clusters {
  /** Indices of the ids so that those that move together stand together; clusters are runs of it. */
  readonly order: readonly number[];
  /** Ids by cluster, in that order. */
  readonly groups: readonly (readonly string[])[];
  /** Mean silhouette of the clusters, from −1 to 1; null where there is one. Under 0.25 there is hardly any structure. */
  readonly silhouette: number | null;
  readonly joins: readonly Join[];
}

/**
 * Clusters by correlation: distance √((1 − ρ)/2), which is 0 for ρ = 1, 0.71 for ρ = 0 and 1 for ρ = −1, hierarchical by
 * average linkage or Ward's, in the order of leaves that has the nearest neighbours. A cluster is a branch of the tree whose
 * members have a mean correlation of 0.5 or more; what belongs to none is a cluster of its own.
 * @see Mantegna (1999), European Physical Journal B 11, 193–197; López de Prado (2016), Journal of Portfolio Management 42(4);
 *   Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, 53–65
 */
export function clustersOf(correlations: Correlations, options: ClusterOptions = {}): Clusters {
  const { linkage = "average" } = options;
  const { ids } = correlations;
  const distances = correlationDistances(correlations.matrix);
  const joins = joinNearest(distances, linkage);
  const order = orderLeaves(joins, distances);
  const labels =
    options.count === undefined
      ? branches(joins, correlations.matrix, options.together ?? 0.5)
      : cutAt(joins, ids.length, options.count);
  const groups = new Map<number, string[]>();
  for (const leaf of order) groups.set(labels[leaf]!, [...(groups.get(labels[leaf]!) ?? []), ids[leaf]!]);
  return {
    order,
    groups: [...groups.values()],
    silhouette: groups.size > 1 ? meanSilhouette(labels, distances) : null,
    joins,
  };
}

/** Correlations in the order of the clusters, as `correlationHeatmap` draws them. */
export function inClusterOrder(
  { ids, matrix }: Correlations,
  { order, groups }: Clusters,
): { labels: string[]; values: number[]; clusters: number[] } {
  return {
    labels: order.map(at => ids[at]!),
    values: order.flatMap(row => order.map(column => matrix.values[row * ids.length + column]!)),
    clusters: groups.map(group => group.length),
  };
}

/** √((1 − ρ)/2) of each pair. */
export function correlationDistances({ size, values }: SquareMatrix): SquareMatrix {
  return {
    size,
    values: values.map((value, at) => (at % (size + 1) === 0 ? 0 : Math.sqrt(Math.max(0, (1 - value) / 2)))),
  };
}

/** The cluster of each leaf: the largest branch around it whose members are as correlated as asked, on average. */
function branches(joins: readonly Join[], { size, values }: SquareMatrix, together: number): number[] {
  const members: number[][] = Array.from({ length: size }, (_, leaf) => [leaf]);
  const sums = new Array<number>(size).fill(0);
  const labels = Array.from({ length: size }, (_, leaf) => leaf);
  joins.forEach(({ left, right }, k) => {
    const [first, second] = [members[left]!, members[right]!];
    let sum = sums[left]! + sums[right]!;
    for (const i of first) for (const j of second) sum += values[i * size + j]!;
    const all = [...first, ...second];
    members.push(all);
    sums.push(sum);
    if (sum / ((all.length * (all.length - 1)) / 2) >= together) for (const leaf of all) labels[leaf] = size + k;
  });
  return labels;
}

function cutAt(joins: readonly Join[], size: number, asked: number): number[] {
  const count = Math.max(1, Math.min(size, Math.round(asked)));
  const parent = Array.from({ length: size + joins.length }, (_, at) => at);
  joins.slice(0, size - count).forEach(({ left, right }, k) => {
    parent[left] = parent[right] = size + k;
  });
  const rootOf = (at: number): number => (parent[at] === at ? at : rootOf(parent[at]!));
  return Array.from({ length: size }, (_, leaf) => rootOf(leaf));
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

/** What the catalogue says of them. */
export const clusterEntries: readonly CatalogueEntry[] = [
  {
    id: "correlation_cluster",
    label: "Cluster",
    unit: "names",
    definition:
      "branch of the tree of distances √((1−ρ)/2), average linkage or Ward, whose members have a mean correlation of 0.5 or more",
    source: "Mantegna (1999), European Physical Journal B 11, 193–197",
    recommended: true,
  },
];
