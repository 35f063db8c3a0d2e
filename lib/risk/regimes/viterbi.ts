import { logDensity, type RegimeModel } from "./regime-model.js";

/**
 * The sequence of states that is likeliest as a whole, in logarithms.
 * @see Viterbi (1967), IEEE Transactions on Information Theory 13(2), 260–269; Rabiner (1989), section III.B
 */
export function likeliestPath(values: Float64Array, model: RegimeModel): Uint8Array {
  const { states, initial, transition } = model;
  const n = values.length;
  const from = new Uint8Array(n * states);
  const logs = transition.map(Math.log);
  let best = Float64Array.from(initial, (share, state) => Math.log(share) + logDensity(model, state, values[0]!));
  for (let day = 1; day < n; day++) {
    const next = new Float64Array(states);
    for (let state = 0; state < states; state++) {
      let before = 0;
      for (let other = 1; other < states; other++)
        if (best[other]! + logs[other * states + state]! > best[before]! + logs[before * states + state]!)
          before = other;
      from[day * states + state] = before;
      next[state] = best[before]! + logs[before * states + state]! + logDensity(model, state, values[day]!);
    }
    best = next;
  }
  const path = new Uint8Array(n);
  path[n - 1] = best.indexOf(Math.max(...best));
  for (let day = n - 1; day > 0; day--) path[day - 1] = from[day * states + path[day]!]!;
  return path;
}
