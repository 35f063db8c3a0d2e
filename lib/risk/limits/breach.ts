import { RiskbookError } from "../../core/index.js";
import { passes } from "./limit.js";

/** When a bound was first passed, and what went on afterwards. */
export interface Breach {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly value: number;
  /** Actions after that moment, to the end of the period. */
  readonly actionsAfter: number;
  /** Milliseconds from the breach to the last of them; null without any. */
  readonly wentOnFor: number | null;
}

/**
 * The first time that a value passes a bound, and whether trading went on.
 * @param path values at times in ascending order (ms); @param bound a floor where negative, else a cap
 * @param actions times of fills, in ascending order (ms)
 * @returns null where it is never passed
 * @throws `LENGTH_MISMATCH`
 */
export function firstBreach(
  path: { readonly times: ArrayLike<number>; readonly values: ArrayLike<number> },
  bound: number,
  actions: ArrayLike<number>,
): Breach | null {
  const { times, values } = path;
  if (times.length !== values.length) {
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `There are ${times.length} times for ${values.length} values; give one for each.`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (passes(values[i]!, bound)) return { time: times[i]!, value: values[i]!, ...after(times[i]!, actions) };
  }
  return null;
}

/** How many actions came after a time, and for how long. */
export function after(time: number, actions: ArrayLike<number>): Pick<Breach, "actionsAfter" | "wentOnFor"> {
  let actionsAfter = 0;
  for (let i = actions.length - 1; i >= 0 && actions[i]! > time; i--) actionsAfter++;
  return { actionsAfter, wentOnFor: actionsAfter === 0 ? null : actions[actions.length - 1]! - time };
}
