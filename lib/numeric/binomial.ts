import { incompleteBeta } from "./beta.js";

/** Probability of `count` or more of `n` independent events that each have the same probability. */
export function binomialAtLeast(count: number, n: number, probability: number): number {
  if (count <= 0) return 1;
  return count > n ? 0 : incompleteBeta(probability, count, n - count + 1);
}
