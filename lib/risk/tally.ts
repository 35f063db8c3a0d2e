/** Sums, counts and extremes by sign of one series. The extremes of an empty series are infinite. */
export interface Tally {
  readonly sum: number;
  /** Sum of the positive values. */
  readonly gains: number;
  /** Sum of the negative values, as a positive number. */
  readonly losses: number;
  /** Sum of the squares of the negative values. */
  readonly lossSquares: number;
  readonly wins: number;
  readonly defeats: number;
  readonly largest: number;
  readonly smallest: number;
}

/** Everything that one pass over the values yields, with the sum compensated (Neumaier 1974). */
export function tally(values: Float64Array): Tally {
  let [sum, lost, gains, losses, lossSquares] = [0, 0, 0, 0, 0];
  let [wins, defeats] = [0, 0];
  let [largest, smallest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    if (value > 0) {
      gains += value;
      wins++;
    } else if (value < 0) {
      losses -= value;
      lossSquares += value * value;
      defeats++;
    }
    if (value > largest) largest = value;
    if (value < smallest) smallest = value;
  }
  return { sum: sum + lost, gains, losses, lossSquares, wins, defeats, largest, smallest };
}
