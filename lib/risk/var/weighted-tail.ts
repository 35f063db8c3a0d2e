import { sortedOrder } from "../../numeric/index.js";
import type { TailForecast } from "./model.js";

/**
 * VaR and ES of observations with weights: the smallest loss that at least α of the weight reaches, and the mean of the
 * worst α of the weight, the observation at the quantile with what is left of it.
 * @param values P&L; @param weights positive, adding up to 1; @param alpha probability of the tail
 */
export function weightedTail(values: Float64Array, weights: Float64Array, alpha: number): TailForecast {
  const order = sortedOrder(values);
  let weight = 0;
  let total = 0;
  for (const index of order) {
    const value = values[index]!;
    const next = weight + weights[index]!;
    // A weight that adds up to α but for rounding is α.
    if (next >= alpha * (1 - 1e-12)) return { var: 0 - value, es: 0 - (total + (alpha - weight) * value) / alpha };
    total += weights[index]! * value;
    weight = next;
  }
  const worst = values[order[0]!]!;
  return { var: 0 - worst, es: 0 - worst };
}
