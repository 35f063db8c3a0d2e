import { RiskbookError } from "../../core/index.js";
import { tooFew } from "../figure.js";
import { tailOf } from "../tail/level.js";
import { defineModel, type VarModel } from "./model.js";
import { weightedTail } from "./weighted-tail.js";

/**
 * Historical simulation in which a day that is i days old weighs λⁱ⁻¹(1−λ)/(1−λⁿ).
 * @param lambda decay by day, between 0 and 1
 * @throws `BAD_DECAY`
 * @see Boudoukh, Richardson & Whitelaw (1998), Risk 11(5), 64–67
 */
export function ageWeightedModel({ lambda = 0.98 }: { lambda?: number } = {}): VarModel {
  requireDecay(lambda);
  return defineModel({
    id: "age_weighted",
    label: "Age-weighted",
    definition: `historical with weights in proportion to ${lambda}^age, newest heaviest; the smallest loss that 1 − confidence of the weight reaches`,
    source: "Boudoukh, Richardson & Whitelaw (1998), Risk 11(5), 64–67",
    coherentTail: true,
    forecast: (past, confidence) =>
      tooFew(past.length, 1) ?? weightedTail(past, ageWeights(past.length, lambda), tailOf(confidence)),
  });
}

function ageWeights(n: number, lambda: number): Float64Array {
  const total = (1 - lambda ** n) / (1 - lambda);
  return Float64Array.from({ length: n }, (_, i) => lambda ** (n - 1 - i) / total);
}

/** Throws `BAD_DECAY` unless a decay lies between 0 and 1. */
export function requireDecay(lambda: number): void {
  if (lambda > 0 && lambda < 1) return;
  throw new RiskbookError("BAD_DECAY", `The decay was ${lambda}; give a number between 0 and 1 such as 0.94.`);
}
