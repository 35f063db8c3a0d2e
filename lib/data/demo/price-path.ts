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

/** How many bridges are drawn at most until one nearly has the bar's range by itself. */
const MOST_DRAWS = 24;
/** Stretch of a bridge's peaks, up or down, that still looks like a market. */
const MOST_STRETCH = 1.6;

/**
 * Fills `points` with a path that opens, closes, and has its highest and lowest points exactly where a bar has them: a
 * Brownian bridge of which the parts beyond open and close are stretched.
 */
export function pathOfBar(
  points: Float64Array,
  bar: { open: number; high: number; low: number; close: number },
  random: RandomStream,
): void {
  const top = Math.max(bar.open, bar.close);
  const bottom = Math.min(bar.open, bar.close);
  const deviation = (bar.high - bar.low) / 1.67; // Parkinson 1980: the range of a day is 1.67 deviations
  let high = 0;
  let low = 0;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    brownianBridge(points, bar.open, bar.close, deviation, random);
    high = points.indexOf(Math.max(...points));
    low = points.indexOf(Math.min(...points));
    if (isNear(points[high]! - top, bar.high - top) && isNear(bottom - points[low]!, bottom - bar.low)) break;
  }
  const up = stretch(bar.high - top, points[high]! - top);
  const down = stretch(bottom - bar.low, bottom - points[low]!);
  for (let i = 0; i < points.length; i++) {
    if (points[i]! > top) points[i] = top + (points[i]! - top) * up;
    else if (points[i]! < bottom) points[i] = bottom - (bottom - points[i]!) * down;
  }
  // A path that never left open and close on one side gets its extreme there: the high before noon, the low after.
  const half = points.length >> 1;
  points[up > 0 || bar.high === top ? high : 1 + random.integer(half - 1)] = bar.high;
  points[down > 0 || bar.low === bottom ? low : half + random.integer(half - 1)] = bar.low;
}

function isNear(reached: number, wanted: number): boolean {
  return wanted <= MOST_STRETCH * reached && reached <= MOST_STRETCH * wanted;
}

function stretch(wanted: number, reached: number): number {
  return reached > 0 ? wanted / reached : 0;
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
