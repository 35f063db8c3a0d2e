import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RandomStream, randomStream } from "../../core/index.js";
import { isDefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { bootstrapBands, orderStatisticBand } from "./bands.js";
import { VAR_MODELS, varModel } from "./catalogue.js";
import { decompose, diversificationBenefit, sumOf } from "./contribution.js";
import { explainVarChange } from "./explanation.js";
import { overHorizon } from "./horizon.js";
import { stressedTail } from "./stressed.js";

const { returns } = aaplTable();
const seeds = fc.integer({ min: 0, max: 1e6 });
const levels = fc.constantFrom(0.95, 0.975, 0.99);
const heavy = (random: RandomStream): number => random.normal() / Math.sqrt(random.uniform() + 0.05);
const noise = (seed: number, n = 260): Float64Array => {
  const random = randomStream(`pnl ${seed}`);
  return Float64Array.from({ length: n }, () => heavy(random));
};
const whole = <T>(figure: T): Exclude<T, { reason: string }> => {
  if (!isDefined(figure)) throw new Error((figure as { reason: string }).reason);
  return figure as Exclude<T, { reason: string }>;
};

describe.each(VAR_MODELS.map(model => [model.id, model] as const))("%s", (_, model) => {
  it.runIf(model.coherentTail)("has an ES of at least its VaR", () => {
    fc.assert(
      fc.property(seeds, levels, (seed, confidence) => {
        const forecast = model.forecast(noise(seed), confidence);
        if (isDefined(forecast)) expect(forecast.es).toBeGreaterThanOrEqual(forecast.var - 1e-9);
      }),
      { numRuns: 25 },
    );
  });

  it("scales with the position", () => {
    fc.assert(
      fc.property(seeds, seed => {
        const pnl = noise(seed);
        const [one, thousand] = [
          model.forecast(pnl, 0.99),
          model.forecast(
            pnl.map(x => 1000 * x),
            0.99,
          ),
        ];
        if (!(isDefined(one) && isDefined(thousand))) return;
        expect(thousand.var / one.var / 1000).toBeCloseTo(1, 4);
        expect(thousand.es / one.es / 1000).toBeCloseTo(1, 4);
      }),
      { numRuns: 10 },
    );
  });
});

// The others weigh or scale days by their age, or take the mean for zero: adding a sum for certain is then not neutral.
it.each(["historical", "historical_type7", "normal", "student_t", "cornish_fisher", "evt"])(
  "%s falls by what is added for certain, and does not look at the order of the days",
  id => {
    const model = varModel(id);
    const moved = whole(
      model.forecast(
        returns.map(x => x + 0.01),
        0.99,
      ),
    );
    const reversed = whole(model.forecast(returns.slice().reverse(), 0.99));
    const plain = whole(model.forecast(returns, 0.99));
    expect(moved.var).toBeCloseTo(plain.var - 0.01, 6);
    expect(moved.es).toBeCloseTo(plain.es - 0.01, 6);
    expect(reversed.var).toBeCloseTo(plain.var, 9);
  },
);

describe("a decomposition", () => {
  const parts = ["a", "b", "c"].map((id, i) => ({ id, pnl: noise(i, 500) }));

  it.each(["historical", "normal"] as const)("by %s has components that add up to VaR and ES", allocation => {
    const { total, parts: split } = whole(decompose(parts, { confidence: 0.975, allocation }));
    const sum = (measure: "var" | "es"): number => split.reduce((all, { component }) => all + component[measure], 0);
    expect(sum("var")).toBeCloseTo(total.var, 10);
    expect(sum("es")).toBeCloseTo(total.es, 10);
  });

  it.each(["historical", "normal"] as const)(
    "by %s adds up whatever comes, in any order of days and parts",
    allocation => {
      fc.assert(
        fc.property(seeds, levels, fc.integer({ min: 1, max: 5 }), (seed, confidence, count) => {
          const book = Array.from({ length: count }, (_, i) => ({ id: `${i}`, pnl: noise(seed + i, 120) }));
          const turned = book.toReversed().map(({ id, pnl }) => ({ id, pnl: pnl.toReversed() }));
          const [found, again] = [book, turned].map(parts => whole(decompose(parts, { confidence, allocation })));
          const sum = found!.parts.reduce((all, { component }) => all + component.es, 0);
          expect(sum).toBeCloseTo(found!.total.es, 9);
          expect(again!.parts.at(-1)!.component.es).toBeCloseTo(found!.parts[0]!.component.es, 9);
        }),
        { numRuns: 25 },
      );
    },
  );

  it("has Euler's derivative as the normal component", () => {
    const [first, ...rest] = parts as [(typeof parts)[0], ...typeof parts];
    const valueAt = (size: number): number =>
      whole(varModel("normal").forecast(sumOf([{ id: "a", pnl: first.pnl.map(x => size * x) }, ...rest]), 0.99)).var;
    const { parts: split } = whole(decompose(parts, { confidence: 0.99, allocation: "normal" }));
    expect(split[0]!.component.var).toBeCloseTo((valueAt(1.0001) - valueAt(0.9999)) / 0.0002, 5);
  });

  it("takes a part away for the incremental figure and shows what parts cancel", () => {
    const hedge = [parts[0]!, { id: "hedge", pnl: parts[0]!.pnl.map(x => -0.5 * x) }];
    const found = whole(decompose(hedge, { confidence: 0.99, allocation: "normal" }));
    expect(found.parts[1]!.component.var).toBeLessThan(0);
    expect(whole(found.parts[1]!.incremental).var).toBeLessThan(0);
    expect(whole(diversificationBenefit(found))).toBeGreaterThan(0.6);
    expect(() => decompose([], { confidence: 0.99 })).toThrow(/no part/);
    expect(() => decompose([parts[0]!, { id: "short", pnl: noise(1, 10) }], { confidence: 0.99 })).toThrow(
      /P&L of short has 10/,
    );
  });
});

describe("a horizon", () => {
  const model = varModel("historical");
  const pnl = Float64Array.from({ length: 40 }, (_, i) => i - 20);

  it("is √h, or sums of neighbours, or of separate periods, and says which", () => {
    const over = (method: "square_root" | "overlapping" | "separate") =>
      whole(overHorizon(model, pnl, { confidence: 0.9, horizon: 4, method })).var;
    expect(over("square_root")).toBe(2 * whole(model.forecast(pnl, 0.9)).var);
    expect(over("overlapping")).toBe(62);
    expect(over("separate")).toBe(74);
    expect(() => overHorizon(model, pnl, { confidence: 0.9, horizon: 0, method: "separate" })).toThrow(/horizon was 0/);
    expect(overHorizon(model, pnl, { confidence: 0.9, horizon: 41, method: "overlapping" })).toMatchObject({
      reason: /41/,
    });
  });
});

describe("stress and certainty", () => {
  it("the worst window is found", () => {
    const pnl = noise(3, 600).map((x, i) => (i >= 200 && i < 260 ? 4 * x : x));
    const worst = whole(stressedTail(varModel("historical"), pnl, { confidence: 0.95, window: 60 }));
    expect(worst.from).toBeGreaterThan(150);
    expect(worst.to).toBeLessThan(310);
    expect(worst.to - worst.from).toBe(59);
  });

  // 10,000 days at 95%: ranks 458 and 544 enclose the quantile with 95% (binomial with n = 10,000 and p = 0.05).
  it("bands enclose the figure, and the ranks are the binomial's", () => {
    const ranked = Float64Array.from({ length: 10_000 }, (_, i) => i - 10_000);
    const band = whole(orderStatisticBand(ranked, { confidence: 0.95 }));
    expect(band.coverage).toBeGreaterThan(0.949);
    expect(10_000 - band.high + 1).toBeCloseTo(458, -1);
    expect(10_000 - band.low + 1).toBeCloseTo(544, -1);
    const { var: value, es } = whole(
      bootstrapBands(varModel("historical"), returns, { confidence: 0.99, bootstrap: { resamples: 200 } }),
    );
    const plain = whole(varModel("historical").forecast(returns, 0.99));
    expect(value.low).toBeLessThanOrEqual(plain.var);
    expect(value.high).toBeGreaterThanOrEqual(plain.var);
    expect(es.high).toBeGreaterThan(es.low);
  });

  it("a change since yesterday is explained without a rest", () => {
    fc.assert(
      fc.property(seeds, seed => {
        const [before, after] = [noise(seed), noise(seed + 1)];
        const change = whole(
          explainVarChange(
            {
              before,
              corrected: before.map((x, i) => (i === 7 ? x - 1 : x)),
              market: before.map((x, i) => (i < 20 ? x : 1.1 * x)),
              after,
              modelBefore: varModel("historical"),
              modelAfter: varModel("ewma"),
            },
            0.99,
          ),
        );
        const sum = change.steps.reduce((total, step) => total + step.change.var, 0);
        expect(sum).toBeCloseTo(change.after.var - change.before.var, 10);
      }),
      { numRuns: 20 },
    );
  });
});
