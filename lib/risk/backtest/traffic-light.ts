import { RiskbookError } from "../../core/index.js";
import { binomialAtLeast } from "../../numeric/index.js";
import type { CatalogueEntry } from "../definition.js";
import { tailOf } from "../tail/level.js";

export type Zone = "green" | "yellow" | "red";

export interface TrafficLight {
  readonly zone: Zone;
  /** Probability of at most as many exceptions under a right model. */
  readonly cumulative: number;
  /** Probability of at least as many exceptions under a right model. */
  readonly atLeast: number;
  /** What is added to the capital multiplier of 3 of 1996; null where n is not 250 or the level not 99%. */
  readonly addOn: number | null;
  /** What is added to the multiplier of 1.5 of MAR33, under the same conditions. */
  readonly frtbAddOn: number | null;
}

const YELLOW_FROM = 0.95;
const RED_FROM = 0.9999;
/** BCBS 22, table 2: exceptions 5 to 9 of 250 at 99%. */
const ADD_ONS = { zone: [0.4, 0.5, 0.65, 0.75, 0.85], red: 1 };
/** MAR32.9, table 1. */
const FRTB_ADD_ONS = { zone: [0.2, 0.26, 0.33, 0.38, 0.42], red: 0.5 };

/**
 * The Basel Committee's zone: yellow from the count whose cumulative binomial probability reaches 95%, red from 99.99%.
 * @throws `BAD_BACKTEST` unless 0 ≤ exceptions ≤ observations, both whole
 * @see Basel Committee (1996), Supervisory Framework for the Use of "Backtesting" (BCBS 22), table 2; Basel Framework MAR32.9
 */
export function trafficLight(outcome: { exceptions: number; observations: number; confidence: number }): TrafficLight {
  const { exceptions, observations, confidence } = outcome;
  if (
    !(Number.isInteger(exceptions) && Number.isInteger(observations) && exceptions >= 0 && exceptions <= observations)
  ) {
    throw new RiskbookError(
      "BAD_BACKTEST",
      `A zone needs 0 ≤ exceptions ≤ observations; it had ${exceptions} of ${observations}.`,
    );
  }
  const alpha = tailOf(confidence);
  const cumulative = 1 - binomialAtLeast(exceptions + 1, observations, alpha);
  const zone = cumulative < YELLOW_FROM ? "green" : cumulative < RED_FROM ? "yellow" : "red";
  const table = observations === 250 && Math.abs(alpha - 0.01) < 1e-12;
  const addOn = ({ zone: yellow, red }: typeof ADD_ONS): number | null => {
    if (!table) return null;
    return zone === "green" ? 0 : zone === "red" ? red : (yellow[exceptions - 5] ?? null);
  };
  return {
    zone,
    cumulative,
    atLeast: binomialAtLeast(exceptions, observations, alpha),
    addOn: addOn(ADD_ONS),
    frtbAddOn: addOn(FRTB_ADD_ONS),
  };
}

export const trafficLightEntry: CatalogueEntry = {
  id: "traffic_light",
  label: "Basel traffic light",
  unit: "zone, add-on",
  definition:
    "yellow where the binomial probability of at most as many exceptions is 95% or more, red from 99.99%; add-ons to the multiplier for 250 periods at 99%",
  source: "Basel Committee (1996), BCBS 22, table 2; Basel Framework MAR32.9",
  recommended: true,
};
