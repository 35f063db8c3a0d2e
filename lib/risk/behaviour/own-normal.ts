import { lowerBound, normalCdf, quantile } from "../../numeric/index.js";
import { tooFew } from "../figure.js";
import type { BehaviourFigure } from "./history.js";

/** Normal values that a trader's normal is the median of: the latest so many before the trip, and the least of them. */
export const NORMAL_WINDOW = 50;
const LEAST_NORMAL = 10;

/** Trips after which a habit can be spoken of. */
const LEAST_EVENTS = 10;

/** How the measures that use {@link ratiosToNormal} describe it. */
export const NORMAL_WORDS: string = `median of the latest ${NORMAL_WINDOW} (at least ${LEAST_NORMAL})`;

/**
 * Each value over what was normal for the trader until then: the median of the latest normal values before it. What comes
 * later never changes an earlier ratio, and a trader who grows is measured against the size of the time.
 * @param isNormal which values are normal ones
 * @returns NaN where too few normal values came before, where the value is NaN, or where the normal is not above 0
 */
export function ratiosToNormal(values: Float64Array, isNormal: (index: number) => boolean): Float64Array {
  const ratios = new Float64Array(values.length);
  const recent = new Float64Array(NORMAL_WINDOW);
  const ascending = new Float64Array(NORMAL_WINDOW);
  let seen = 0;
  for (let i = 0; i < values.length; i++) {
    const held = Math.min(seen, NORMAL_WINDOW);
    const normal = held < LEAST_NORMAL ? Number.NaN : medianOfSorted(ascending, held);
    ratios[i] = normal > 0 ? values[i]! / normal : Number.NaN;
    if (Number.isNaN(values[i]) || !isNormal(i)) continue;
    const leaves = recent[seen % NORMAL_WINDOW]!;
    const left = held === NORMAL_WINDOW ? removed(ascending, held, leaves) : held;
    inserted(ascending, left, values[i]!);
    recent[seen++ % NORMAL_WINDOW] = values[i]!;
  }
  return ratios;
}

/**
 * The median ratio of the events, with a warning where it could be chance: a one-sided sign test of ratios above 1 (or
 * below, where the median is below).
 * @see Conover, Practical Nonparametric Statistics, 3rd ed., section 3.4
 */
export function medianRatio(ratios: Float64Array, isEvent: (index: number) => boolean, noun: string): BehaviourFigure {
  const events = ratios.filter((ratio, i) => isEvent(i) && !Number.isNaN(ratio));
  const n = events.length;
  const few = tooFew(n, LEAST_EVENTS);
  if (few) return { n, figure: few };
  const median = quantile(events, 0.5);
  const above = events.filter(ratio => ratio > 1).length;
  const below = events.filter(ratio => ratio < 1).length;
  const side = median >= 1 ? above : below;
  const p = signTest(side, above + below);
  const word = median >= 1 ? "above" : "below";
  const warning =
    p < 0.01 ? null : `may be chance: ${side} of ${n} ${noun} are ${word} normal (sign test p = ${p.toFixed(2)})`;
  return { n, figure: median, warning };
}

/** Probability of at least `k` of `n` by tossing a coin, by the normal approximation with continuity correction. */
export function signTest(k: number, n: number): number {
  return n === 0 ? 1 : 1 - normalCdf((k - 0.5 - n / 2) / Math.sqrt(n / 4));
}

function medianOfSorted(ascending: Float64Array, n: number): number {
  const middle = n >> 1;
  return n % 2 === 1 ? ascending[middle]! : (ascending[middle - 1]! + ascending[middle]!) / 2;
}

function removed(ascending: Float64Array, n: number, value: number): number {
  const at = lowerBound(ascending, value, n);
  ascending.copyWithin(at, at + 1, n);
  return n - 1;
}

function inserted(ascending: Float64Array, n: number, value: number): void {
  const at = lowerBound(ascending, value, n);
  ascending.copyWithin(at + 1, at, n);
  ascending[at] = value;
}
