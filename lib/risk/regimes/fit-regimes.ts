import { type RandomStream, RiskbookError, randomStream } from "../../core/index.js";
import type { CatalogueEntry } from "../definition.js";
import { type Figure, isDefined, tooFew, Undefined } from "../figure.js";
import { type Sample, type Series, sampleOf } from "../sample.js";
import { ForwardBackward } from "./forward-backward.js";
import { inOrder, parameterCount, type RegimeModel, type StateProbabilities } from "./regime-model.js";
import { likeliestPath } from "./viterbi.js";

export interface RegimeOptions {
  /** Number of regimes, 2 by default. */
  readonly states?: number;
  /** Starts from which the search begins, 8 by default: the likelihood has several maxima. */
  readonly starts?: number;
  /** Steps after which a search that still gains is given up, 2,000 by default. */
  readonly iterations?: number;
  /** The same seed gives the same fit. */
  readonly seed?: string;
}

/** Regimes as they were found in a series, the calmest first. */
export interface RegimeFit extends RegimeModel {
  readonly n: number;
  readonly logLikelihood: number;
  /** −2·log likelihood + parameters·ln n: the smallest is the best. */
  readonly bic: number;
  readonly iterations: number;
  /** Given the days up to each one: what could be known then, the parameters apart. */
  readonly filtered: StateProbabilities;
  /** Given all days. */
  readonly smoothed: StateProbabilities;
  /** The likeliest sequence of states as a whole. */
  readonly path: Uint8Array;
}

/** Observations by regime that are needed. */
const FEWEST_BY_STATE = 50;
/** Steps of every start, before the best goes on. */
const TRIAL = 25;
/** A step that adds less to the log likelihood ends the search. */
const LEAST_GAIN = 1e-7;
/** A regime's deviation stays above this share of the whole series'; one that falls to it has shrunk onto single values. */
const LEAST_DEVIATION = 0.02;

/**
 * Fits regimes of normal returns that follow one another as a Markov chain, by expectation maximisation from several seeded
 * starts: each takes 25 steps, the best goes on until it stands still.
 * @param series returns or P&L of equal periods, in time order
 * @returns undefined for fewer than 50 observations by regime, for a constant, where the search does not converge and where a
 *   regime shrinks onto single values
 * @throws `BAD_REGIMES`, `NOT_FINITE`
 * @see Baum, Petrie, Soules & Weiss (1970), Annals of Mathematical Statistics 41, 164–171; Hamilton (1989), Econometrica 57,
 *   357–384; Biernacki, Celeux & Govaert (2003), Computational Statistics & Data Analysis 41, 561–575, on short trial runs
 */
export function fitRegimes(series: Series, options: RegimeOptions = {}): Figure<RegimeFit> {
  const { states = 2, starts = 8, iterations = 2000, seed = "regimes" } = options;
  requireSense(states, starts, iterations);
  const sample = sampleOf(series, "series");
  const few = tooFew(sample.n, states * FEWEST_BY_STATE);
  if (few) return few;
  if (sample.isConstant) return new Undefined(`all ${sample.n} observations are the same`);
  const search = new Search(sample, states);
  const random = randomStream(`${seed}/${states}`);
  const trials = Array.from({ length: starts }, (_, start) => search.run(search.start(start, random), TRIAL));
  const sound = trials.filter(({ model }) => !search.shrunk(model));
  const best = (sound.length > 0 ? sound : trials).reduce((one, other) =>
    other.logLikelihood > one.logLikelihood ? other : one,
  );
  const found = search.run(best.model, iterations);
  if (!found.converged)
    return new Undefined(`the search for ${states} regimes did not converge in ${iterations} iterations`);
  if (search.shrunk(found.model))
    return new Undefined(`one of ${states} regimes shrank onto single values: there are not so many`);
  return describe(sample, inOrder(found.model), found);
}

/**
 * Fits 1 to `most` regimes for a choice by BIC.
 * @returns the fits, and the one with the smallest BIC of those that there are
 */
export function chooseRegimes(
  series: Series,
  { most = 4, ...options }: Omit<RegimeOptions, "states"> & { most?: number } = {},
): { readonly fits: readonly Figure<RegimeFit>[]; readonly best: Figure<RegimeFit> } {
  const sample = sampleOf(series, "series");
  const fits = Array.from({ length: most }, (_, i) => fitRegimes(sample, { ...options, states: i + 1 }));
  const found = fits.filter(isDefined).sort((a, b) => a.bic - b.bic);
  return { fits, best: found[0] ?? fits[0]! };
}

function describe(
  { values, n }: Sample,
  model: RegimeModel,
  { logLikelihood, iterations }: { logLikelihood: number; iterations: number },
): RegimeFit {
  const passes = new ForwardBackward(values, model.states);
  passes.forward(model);
  passes.backward(model);
  const byState = (all: Float64Array): Float64Array[] =>
    Array.from({ length: model.states }, (_, state) =>
      Float64Array.from({ length: n }, (__, day) => all[day * model.states + state]!),
    );
  return {
    ...model,
    n,
    logLikelihood,
    bic: -2 * logLikelihood + parameterCount(model.states) * Math.log(n),
    iterations,
    filtered: byState(passes.filtered),
    smoothed: byState(passes.smoothed),
    path: likeliestPath(values, model),
  };
}

interface Found {
  readonly model: RegimeModel;
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Expectation maximisation on one series. */
class Search {
  /** The least deviation of a regime. */
  readonly #least: number;
  readonly #sample: Sample;
  readonly #states: number;
  readonly #passes: ForwardBackward;

  constructor(sample: Sample, states: number) {
    this.#sample = sample;
    this.#states = states;
    this.#passes = new ForwardBackward(sample.values, states);
    this.#least = LEAST_DEVIATION * sample.populationDeviation;
  }

  /** Whether a regime has shrunk onto single values, where the likelihood has no bound. */
  shrunk({ deviations }: RegimeModel): boolean {
    return deviations.some(deviation => deviation <= this.#least * 1.001);
  }

  /** Start 0 spreads deviations evenly from half to twice the whole's; the others at random. */
  start(index: number, random: RandomStream): RegimeModel {
    const states = this.#states;
    const deviation = this.#sample.populationDeviation;
    const place = (state: number): number => (states === 1 ? 0.5 : state / (states - 1));
    const spread = index === 0 ? 1 : 0.5 + random.uniform();
    const stay = index === 0 ? 0.95 : 0.8 + 0.19 * random.uniform();
    return {
      states,
      initial: new Float64Array(states).fill(1 / states),
      transition: Float64Array.from({ length: states * states }, (_, at) =>
        states === 1 ? 1 : at % (states + 1) === 0 ? stay : (1 - stay) / (states - 1),
      ),
      means: Float64Array.from(
        { length: states },
        () => this.#sample.mean + (index === 0 ? 0 : 0.5 * deviation * random.normal()),
      ),
      deviations: Float64Array.from(
        { length: states },
        (_, state) =>
          deviation * 4 ** (spread * (place(state) - 0.5)) * (index === 0 ? 1 : 0.7 + 0.6 * random.uniform()),
      ),
    };
  }

  /** Steps until the likelihood stands still, at most `iterations`. */
  run(start: RegimeModel, iterations: number): Found {
    let model = start;
    let logLikelihood = this.#passes.forward(model);
    for (let step = 1; step <= iterations; step++) {
      if (logLikelihood === Number.NEGATIVE_INFINITY)
        return { model, logLikelihood, iterations: step, converged: false };
      this.#passes.backward(model);
      const next = this.#maximise();
      const gained = this.#passes.forward(next);
      const still = gained - logLikelihood < LEAST_GAIN;
      [model, logLikelihood] = [next, gained];
      if (still) return { model, logLikelihood, iterations: step, converged: true };
    }
    return { model, logLikelihood, iterations, converged: false };
  }

  /** The parameters that are likeliest given the probabilities of the last passes. */
  #maximise(): RegimeModel {
    const states = this.#states;
    const { smoothed, moves } = this.#passes;
    const [means, deviations] = [new Float64Array(states), new Float64Array(states)];
    for (let state = 0; state < states; state++) {
      let [weight, total, squares] = [0, 0, 0];
      this.#sample.values.forEach((value, day) => {
        const share = smoothed[day * states + state]!;
        weight += share;
        total += share * value;
      });
      const mean = total / weight;
      this.#sample.values.forEach((value, day) => {
        squares += smoothed[day * states + state]! * (value - mean) ** 2;
      });
      means[state] = mean;
      deviations[state] = Math.max(this.#least, Math.sqrt(squares / weight));
    }
    const transition = moves.map((count, at) => {
      const from = Math.floor(at / states) * states;
      return count / moves.subarray(from, from + states).reduce((sum, value) => sum + value, 0);
    });
    return { states, initial: smoothed.slice(0, states), transition, means, deviations };
  }
}

function requireSense(states: number, starts: number, iterations: number): void {
  const whole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;
  if (whole(states, 8) && whole(starts, 1000) && whole(iterations, 1e6)) return;
  throw new RiskbookError(
    "BAD_REGIMES",
    `The search was for ${states} regimes from ${starts} starts in ${iterations} iterations; give 1 to 8 regimes, and whole numbers of at least 1.`,
  );
}

/** What the catalogue says of hidden regimes. */
export const regimeEntry: CatalogueEntry = {
  id: "hidden_regimes",
  label: "Hidden regimes",
  unit: "probability",
  definition:
    "hidden Markov chain with normal returns, by expectation maximisation from 8 seeded starts; filtered, smoothed and likeliest states; the number of states by BIC",
  source: "Hamilton (1989), Econometrica 57, 357–384; Rabiner (1989), Proceedings of the IEEE 77(2), 257–286",
  recommended: true,
};
