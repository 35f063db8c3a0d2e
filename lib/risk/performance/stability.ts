import { correlation } from "../../numeric/index.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, isDefined, tooFew, Undefined } from "../figure.js";
import { growth } from "../growth.js";
import { type Series, sampleOf } from "../sample.js";

/**
 * R² of the straight line through cumulative log returns against time: 1 is steady growth or steady decline.
 * @returns undefined for fewer than three observations, for a flat path, and after a loss of everything
 */
export function stability(returns: Series): Figure {
  const sample = sampleOf(returns, "returns");
  const path = growth(sample);
  if (!isDefined(path)) return path;
  if (path.wealth === 0) return new Undefined("everything was lost: nothing is left to take the logarithm of");
  const r = correlation(...logWealth(sample.values));
  return tooFew(sample.n, 3) ?? (Number.isNaN(r) ? new Undefined("the cumulative return does not move") : r * r);
}

/** Time 0, 1, 2, … and the logarithm of wealth at each. */
function logWealth(returns: Float64Array): [Float64Array, Float64Array] {
  const path = new Float64Array(returns.length);
  let total = 0;
  for (let i = 0; i < returns.length; i++) {
    total += Math.log1p(returns[i]!);
    path[i] = total;
  }
  return [Float64Array.from(path, (_, i) => i), path];
}

export const stabilityMeasure: ReturnMeasure = {
  id: "stability_r2",
  label: "Stability",
  group: "performance",
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
  definition: "R² of the regression of cumulative log returns on time",
  source: "Greene, Econometric Analysis, 7th ed., section 3.5 (coefficient of determination)",
  recommended: true,
  compute: ({ returns }) => stability(returns),
};
