/**
 * A hidden Markov chain whose states each have a normal distribution. States stand in the order of their deviations, the
 * calmest first; matrices are row after row.
 */
export interface RegimeModel {
  /** Number of states. */
  readonly states: number;
  /** Probability of each state on the first day. */
  readonly initial: Float64Array;
  /** Element i·states + j: the probability that state j follows state i. */
  readonly transition: Float64Array;
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Probabilities by state and day: element s of the list holds state s's, one for each day. */
export type StateProbabilities = readonly Float64Array[];

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/** Log density of a value in a state. */
export function logDensity({ means, deviations }: RegimeModel, state: number, value: number): number {
  const deviation = deviations[state]!;
  const z = (value - means[state]!) / deviation;
  return -HALF_LOG_TWO_PI - Math.log(deviation) - (z * z) / 2;
}

/** Free parameters: the chain's, and a mean and a deviation for each state. */
export function parameterCount(states: number): number {
  return states * (states - 1) + (states - 1) + 2 * states;
}

/** The same model with its states in ascending order of their deviations. */
export function inOrder(model: RegimeModel): RegimeModel {
  const { states, initial, transition, means, deviations } = model;
  const order = Array.from(deviations.keys()).sort((a, b) => deviations[a]! - deviations[b]!);
  const by = (values: Float64Array): Float64Array => Float64Array.from(order, state => values[state]!);
  return {
    states,
    initial: by(initial),
    transition: Float64Array.from(order.flatMap(from => order.map(to => transition[from * states + to]!))),
    means: by(means),
    deviations: by(deviations),
  };
}

/** Periods that a state lasts on average: 1/(1 − the probability to stay). */
export function expectedStay({ states, transition }: RegimeModel): number[] {
  return Array.from({ length: states }, (_, state) => 1 / (1 - transition[state * states + state]!));
}
