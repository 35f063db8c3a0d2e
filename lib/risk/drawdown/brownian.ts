import { RiskbookError } from "../../core/index.js";
import { type Figure, Undefined } from "../figure.js";

/** Which fall is asked for, and by when. */
export interface DrawdownQuestion {
  /** Fall from the highest wealth as a share of it, such as 0.1. */
  readonly depth: number;
  /** Periods within which. */
  readonly horizon: number;
  /** How far below its highest the wealth stands now, as a share of it; 0 by default. */
  readonly from?: number;
}

/** Wealth whose logarithm moves as a Brownian motion. */
export interface BrownianWealth {
  /** Of log wealth, per period. */
  readonly drift: number;
  /** Of log wealth, per period, above 0. */
  readonly deviation: number;
  /** How often one looks: at the end of each period (the default), or always. A fall and its recovery in one period then count or not. */
  readonly observed?: "daily" | "always";
}

/** −ζ(1/2)/√(2π): by how much of a period's deviation a walk seen at its steps oversteps a line, on average. */
const OVERSHOOT = 0.5825971579390107;
/** The sum is over when its terms are below this. */
const NEGLIGIBLE = 1e-14;
const MOST_TERMS = 20_000;
/** Beyond this size the terms cancel more digits than there are. */
const MOST_SLOPE = 25;

/**
 * Probability that wealth falls by a depth from its running peak within a horizon: the fall is a Brownian motion reflected at
 * 0, and the probability 1 less its survival below D = −ln(1 − depth),
 * Σ 2e^(κ(x−D))·θ·sin(θ(1 − x/D))/(θ² + a² − a)·exp(−μ²T/2σ² − θ²σ²T/2D²) with κ = μ/σ², a = κD, x = −ln(1 − from), over the
 * positive roots of tan θ = θ/a, and for a ≥ 1 the root of tanh η = η/a. Where one looks daily, D grows by 2·0.5826σ: the peak
 * and the fall are each missed by that much on average.
 * @returns undefined where the drift is so large that the sum cancels
 * @throws `BAD_DRAWDOWN`
 * @see Magdon-Ismail, Atiya, Pratap & Abu-Mostafa (2004), Journal of Applied Probability 41, 147–161; Taylor (1975), Annals of
 *   Probability 3, 234–246; Broadie, Glasserman & Kou (1997), Mathematical Finance 7, 325–349, on the overshoot
 */
export function brownianDrawdownProbability(wealth: BrownianWealth, question: DrawdownQuestion): Figure {
  requireQuestion(question);
  const { drift, deviation, observed = "daily" } = wealth;
  const { depth, horizon, from = 0 } = question;
  if (from >= depth) return 1;
  if (!(deviation > 0)) return new Undefined("the wealth does not move at random: its deviation is zero");
  const missed = observed === "daily" ? OVERSHOOT * deviation : 0;
  const barrier = -Math.log(1 - depth) + 2 * missed;
  // Far below its peak wealth falls through the line before it could pass a peak unseen: only the line is missed.
  const fallen = -Math.log(1 - from);
  const below = fallen + Math.min(fallen, missed);
  const slope = (drift * barrier) / deviation ** 2;
  if (Math.abs(slope) > MOST_SLOPE)
    return new Undefined(`the drift is ${slope.toFixed(0)} times what the sum can bear`);
  const time = (deviation ** 2 * horizon) / (2 * barrier ** 2);
  return Math.min(1, Math.max(0, 1 - survival(slope, time, 1 - below / barrier)));
}

/** Survival in units of the barrier; `place` is 1 at the peak and 0 at the barrier. */
function survival(slope: number, time: number, place: number): number {
  const scale = 2 * Math.exp(-slope * place - slope * slope * time);
  let total = 0;
  if (Math.abs(slope - 1) < 1e-7) total += 1.5 * place;
  else if (slope > 1) {
    const root = hyperbolicRoot(slope);
    total += (root * Math.sinh(root * place) * Math.exp(root * root * time)) / (root * root - slope * slope + slope);
  }
  for (let n = slope < 1 - 1e-7 ? 0 : 1; n < MOST_TERMS; n++) {
    const root = trigonometricRoot(slope, n);
    const size = (root / (root * root + slope * slope - slope)) * Math.exp(-root * root * time);
    total += size * Math.sin(root * place);
    if (scale * size < NEGLIGIBLE) break;
  }
  return scale * total;
}

/** The root of a·sin θ = θ·cos θ in (nπ, (n + 1)π), by bisection. */
function trigonometricRoot(slope: number, n: number): number {
  const f = (root: number): number => (slope * Math.sin(root) - root * Math.cos(root)) * (n % 2 === 0 ? 1 : -1);
  return bisect(f, n === 0 ? 1e-9 : n * Math.PI, (n + 1) * Math.PI);
}

/** The positive root of a·sinh η = η·cosh η, which lies below a. */
function hyperbolicRoot(slope: number): number {
  return bisect(root => root - slope * Math.tanh(root), 1e-9, slope);
}

/** Where a function that is negative at `low` and positive at `high` is zero. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (;;) {
    const middle = (from + to) / 2;
    if (middle <= from || middle >= to) return middle;
    if (f(middle) < 0) from = middle;
    else to = middle;
  }
}

/** Throws `BAD_DRAWDOWN` unless depth and present drawdown are shares and the horizon a whole number of periods. */
export function requireQuestion({ depth, horizon, from = 0 }: DrawdownQuestion): void {
  if (depth > 0 && depth < 1 && from >= 0 && from < 1 && Number.isInteger(horizon) && horizon >= 1) return;
  throw new RiskbookError(
    "BAD_DRAWDOWN",
    `The question was of a drawdown of ${depth} within ${horizon} periods from one of ${from}; give shares of the peak such as 0.1 and a whole number of periods.`,
  );
}
