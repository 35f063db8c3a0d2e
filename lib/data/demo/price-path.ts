import type { RandomStream } from "../../core/index.js";
import { FULL_SESSION, type Session } from "./sessions.js";

const STRIDE = FULL_SESSION + 1;

/** Open, high, low, close and volume of one session. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** A price at every minute of every session. */
export class PricePath {
  readonly #points: Float64Array;
  readonly #sessions: readonly Session[];

  constructor(sessions: readonly Session[]) {
    this.#sessions = sessions;
    this.#points = new Float64Array(sessions.length * STRIDE);
  }

  /** The points of one session, open to close; writing to them writes the path. */
  session(index: number): Float64Array {
    return this.#points.subarray(index * STRIDE, index * STRIDE + this.#sessions[index]!.minutes + 1);
  }

  /** The price at a minute after the open, between whole minutes on a straight line. */
  at(index: number, minute: number): number {
    const last = this.#sessions[index]!.minutes;
    const bounded = Math.max(0, Math.min(last, minute));
    const whole = Math.min(last - 1, Math.floor(bounded));
    const from = this.#points[index * STRIDE + whole]!;
    const to = this.#points[index * STRIDE + whole + 1]!;
    return from + (to - from) * (bounded - whole);
  }

  close(index: number): number {
    return this.#points[index * STRIDE + this.#sessions[index]!.minutes]!;
  }
}

/** Fills `points` with a Brownian bridge between two values; `deviation` is that of the free motion over all points. */
export function brownianBridge(
  points: Float64Array,
  from: number,
  to: number,
  deviation: number,
  random: RandomStream,
): void {
  const steps = points.length - 1;
  const step = deviation / Math.sqrt(steps);
  points[0] = 0;
  for (let i = 1; i <= steps; i++) points[i] = points[i - 1]! + step * random.normal();
  const drift = to - from - points[steps]!;
  for (let i = 0; i <= steps; i++) points[i] = from + points[i]! + (drift * i) / steps;
}

/** Stretches a path between open and close so that its highest and lowest points are exactly those of a bar. */
export function fitToRange(points: Float64Array, bar: { high: number; low: number }, random: RandomStream): void {
  const top = Math.max(points[0]!, points.at(-1)!);
  const bottom = Math.min(points[0]!, points.at(-1)!);
  let highest = 0;
  let lowest = 0;
  for (let i = 0; i < points.length; i++) {
    if (points[i]! > points[highest]!) highest = i;
    if (points[i]! < points[lowest]!) lowest = i;
  }
  const up = points[highest]! > top ? (bar.high - top) / (points[highest]! - top) : 0;
  const down = points[lowest]! < bottom ? (bottom - bar.low) / (bottom - points[lowest]!) : 0;
  for (let i = 0; i < points.length; i++) {
    if (points[i]! > top) points[i] = top + (points[i]! - top) * up;
    else if (points[i]! < bottom) points[i] = bottom - (bottom - points[i]!) * down;
  }
  // A path that never left open and close on one side gets its extreme there: the high before noon, the low after.
  const half = points.length >> 1;
  const reaches = (peak: number, extreme: number, edge: number): boolean => points[peak] !== edge || extreme === edge;
  points[reaches(highest, bar.high, top) ? highest : 1 + random.integer(half - 1)] = bar.high;
  points[reaches(lowest, bar.low, bottom) ? lowest : half + random.integer(half - 1)] = bar.low;
}

/** A session's bar, rounded outwards to the tick so that it holds every price of the path. */
export function barOf(points: Float64Array, tick: number, volume: number): Bar {
  let high = points[0]!;
  let low = points[0]!;
  for (const point of points) {
    if (point > high) high = point;
    if (point < low) low = point;
  }
  return {
    open: toTick(points[0]!, tick),
    high: toTick(high, tick, Math.ceil),
    low: toTick(low, tick, Math.floor),
    close: toTick(points.at(-1)!, tick),
    volume,
  };
}

/** A price on the exchange's grid, as the double nearest to its decimal. */
export function toTick(price: number, tick: number, round: (value: number) => number = Math.round): number {
  return Math.round(round(price / tick) * tick * 10_000) / 10_000;
}
