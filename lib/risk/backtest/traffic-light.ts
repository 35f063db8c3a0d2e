import { RiskbookError } from "../../core/index.js";
import { incompleteBeta } from "../../numeric/index.js";
import { tailOf } from "../tail/level.js";

export type Zone = "green" | "yellow" | "red";

export interface TrafficLight {
  readonly zone: Zone;
  /** Probability of at most as many exceptions under a right model. */
  readonly cumulative: number;
  /** What is added to the capital multiplier of 3 (of 1.5 under MAR33); null where n is not 250 or the level not 99%. */
  readonly addOn: number | null;
}

const YELLOW_FROM = 0.95;
const RED_FROM = 0.9999;
/** BCBS 22, table 2: exceptions 5 to 9 of 250 at 99%. */
const ADD_ONS = [0.4, 0.5, 0.65, 0.75, 0.85];
const RED_ADD_ON = 1;

/**
 * The Basel Committee's zone: yellow from the count whose cumulative binomial probability reaches 95%, red from 99.99%.
 * @throws `BAD_BACKTEST` unless 0 ≤ exceptions ≤ observations, both whole
 * @see Basel Committee (1996), Supervisory Framework for the Use of "Backtesting" (BCBS 22), table 2
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
  const cumulative =
    exceptions === observations ? 1 : 1 - incompleteBeta(alpha, exceptions + 1, observations - exceptions);
  const zone = cumulative < YELLOW_FROM ? "green" : cumulative < RED_FROM ? "yellow" : "red";
  const table = observations === 250 && Math.abs(alpha - 0.01) < 1e-12;
  const addOn = zone === "green" ? 0 : zone === "red" ? RED_ADD_ON : (ADD_ONS[exceptions - 5] ?? null);
  return { zone, cumulative, addOn: table ? addOn : null };
}
