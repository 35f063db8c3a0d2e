import { type Annualisation, notAnnualised } from "../annualisation.js";
import type { ReturnMeasure } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import type { Pair } from "../pair.js";
import { withBenchmark } from "./regression.js";

/**
 * Annualised geometric return on the periods in which the benchmark rose (or fell), over the benchmark's own there.
 * @returns undefined where there is no such period, or the returns there cannot be compounded
 * @see Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4
 */
export function captureRatio(pair: Pair, options: Annualisation & { side: "up" | "down" }): Figure {
  const sign = options.side === "up" ? 1 : -1;
  const [returns, benchmark] = [pair.returns.values, pair.benchmark.values];
  let [own, other, count] = [1, 1, 0];
  for (let i = 0; i < returns.length; i++) {
    if (benchmark[i]! * sign <= 0) continue;
    if (returns[i]! < -1 || benchmark[i]! < -1) {
      return new Undefined(`a return below −100% at index ${i} cannot be compounded`);
    }
    own *= 1 + returns[i]!;
    other *= 1 + benchmark[i]!;
    count++;
  }
  if (count === 0) return new Undefined(`no period in which the benchmark went ${options.side}`);
  const exponent = options.periodsPerYear / count;
  return notAnnualised(returns.length, options) ?? (own ** exponent - 1) / (other ** exponent - 1);
}

const ratio = {
  group: "benchmark",
  needs: "benchmark",
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
  source: "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4",
  recommended: true,
} as const;

export const captureMeasures: readonly ReturnMeasure[] = [
  {
    ...ratio,
    id: "up_capture_geom",
    label: "Up capture",
    definition: "annualised geometric return of r on periods with b > 0, over that of b; under a year only on request",
    compute: withBenchmark((pair, context) => captureRatio(pair, { ...context, side: "up" })),
    restsOn: ({ benchmark }) => benchmark?.benchmark.tally.wins ?? 0,
  },
  {
    ...ratio,
    id: "down_capture_geom",
    label: "Down capture",
    definition: "annualised geometric return of r on periods with b < 0, over that of b; under a year only on request",
    compute: withBenchmark((pair, context) => captureRatio(pair, { ...context, side: "down" })),
    restsOn: ({ benchmark }) => benchmark?.benchmark.tally.defeats ?? 0,
  },
];
