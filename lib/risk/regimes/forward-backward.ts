import { logDensity, type RegimeModel } from "./regime-model.js";

/**
 * The passes of Baum's algorithm over one series, scaled by day so that nothing underflows, with room for them that is used
 * again at every step of a fit. Arrays hold day after day, the states of a day beside each other.
 * @see Rabiner (1989), Proceedings of the IEEE 77(2), 257–286, section V.A
 */
export class ForwardBackward {
  /** Probability of each state given the days up to and with this one. */
  readonly filtered: Float64Array;
  /** Probability of each state given all days. */
  readonly smoothed: Float64Array;
  /** Expected number of moves between states. */
  readonly moves: Float64Array;
  readonly #values: Float64Array;
  readonly #states: number;
  readonly #densities: Float64Array;
  readonly #scales: Float64Array;

  constructor(values: Float64Array, states: number) {
    this.#values = values;
    this.#states = states;
    this.filtered = new Float64Array(values.length * states);
    this.smoothed = new Float64Array(values.length * states);
    this.moves = new Float64Array(states * states);
    this.#densities = new Float64Array(values.length * states);
    this.#scales = new Float64Array(values.length);
  }

  /** The forward pass: fills `filtered` and returns the log likelihood; −Infinity where a day is impossible. */
  forward(model: RegimeModel): number {
    const [states, densities, filtered] = [this.#states, this.#densities, this.filtered];
    let logLikelihood = this.#density(model);
    for (let day = 0, at = 0; day < this.#values.length; day++, at += states) {
      let scale = 0;
      for (let state = 0; state < states; state++) {
        let prior = day === 0 ? model.initial[state]! : 0;
        if (day > 0)
          for (let from = 0; from < states; from++)
            prior += filtered[at - states + from]! * model.transition[from * states + state]!;
        filtered[at + state] = prior * densities[at + state]!;
        scale += filtered[at + state]!;
      }
      if (!(scale > 0)) return Number.NEGATIVE_INFINITY;
      for (let state = 0; state < states; state++) filtered[at + state]! /= scale;
      this.#scales[day] = scale;
      logLikelihood += Math.log(scale);
    }
    return logLikelihood;
  }

  /** The backward pass after `forward`: fills `smoothed` and `moves`. */
  backward({ transition }: RegimeModel): void {
    const [states, filtered, smoothed, moves] = [this.#states, this.filtered, this.smoothed, this.moves];
    const last = (this.#values.length - 1) * states;
    const [after, before] = [new Float64Array(states).fill(1), new Float64Array(states)];
    moves.fill(0);
    for (let state = 0; state < states; state++) smoothed[last + state] = filtered[last + state]!;
    for (let at = last - states; at >= 0; at -= states) {
      const scale = this.#scales[at / states + 1]!;
      for (let from = 0; from < states; from++) {
        before[from] = 0;
        for (let to = 0; to < states; to++) {
          const weight = (transition[from * states + to]! * this.#densities[at + states + to]! * after[to]!) / scale;
          moves[from * states + to]! += filtered[at + from]! * weight;
          before[from]! += weight;
        }
      }
      for (let state = 0; state < states; state++) smoothed[at + state] = filtered[at + state]! * before[state]!;
      after.set(before);
    }
  }

  /** Densities relative to the likeliest state of each day; returns the sum of the logarithms left out. */
  #density(model: RegimeModel): number {
    const [states, densities] = [this.#states, this.#densities];
    let left = 0;
    this.#values.forEach((value, day) => {
      let most = Number.NEGATIVE_INFINITY;
      for (let state = 0; state < states; state++) {
        const log = logDensity(model, state, value);
        densities[day * states + state] = log;
        if (log > most) most = log;
      }
      for (let at = day * states; at < (day + 1) * states; at++) densities[at] = Math.exp(densities[at]! - most);
      left += most;
    });
    return left;
  }
}
