import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/index.js";
import { isDefined } from "../figure.js";
import { aaplTable } from "../testing/aapl.js";
import { brinsonAttribution, linkAttributions, type Segment } from "./brinson.js";
import { factorAttribution } from "./factor-attribution.js";
import { alignParts, type PartDay } from "./parts.js";

const segment = (
  id: string,
  [weight, benchmarkWeight, ret, benchmarkReturn]: [number, number, number, number],
): Segment => ({
  id,
  weight,
  return: ret,
  benchmarkWeight,
  benchmarkReturn,
});

describe("Brinson and Fachler's attribution", () => {
  // Bacon, Practical Portfolio Performance Measurement and Attribution, tables 5.1 and 5.6: 8.3% against 6.4%.
  const period = [
    segment("UK", [0.4, 0.4, 0.2, 0.1]),
    segment("Japan", [0.3, 0.2, -0.05, -0.04]),
    segment("US", [0.3, 0.4, 0.06, 0.08]),
  ];

  it("meets Bacon's example", () => {
    const { portfolioReturn, benchmarkReturn, activeReturn, segments } = brinsonAttribution(period);
    expect(portfolioReturn).toBeCloseTo(0.083, 12);
    expect(benchmarkReturn).toBeCloseTo(0.064, 12);
    expect(activeReturn).toBeCloseTo(0.019, 12);
    const [uk, japan, us] = segments;
    expect(uk).toMatchObject({ allocation: expect.closeTo(0, 12), selection: expect.closeTo(0.04, 12) });
    expect(japan).toMatchObject({ allocation: expect.closeTo(-0.0104, 12), selection: expect.closeTo(-0.002, 12) });
    expect(us).toMatchObject({ allocation: expect.closeTo(-0.0016, 12), interaction: expect.closeTo(0.002, 12) });
  });

  it("adds up over several periods too", () => {
    const next = [
      segment("UK", [0.5, 0.4, -0.1, 0.02]),
      segment("Japan", [0.2, 0.2, 0.1, 0.03]),
      segment("US", [0.3, 0.4, 0.04, -0.01]),
    ];
    const linked = linkAttributions([period, next, period].map(brinsonAttribution));
    const total = linked.segments.reduce((sum, s) => sum + s.allocation + s.selection + s.interaction, 0);
    expect(total).toBeCloseTo(linked.activeReturn, 12);
    expect(linked.portfolioReturn).toBeCloseTo(1.083 * 0.982 * 1.083 - 1, 12);
  });

  it("refuses weights that are not whole, and returns that cannot be linked", () => {
    expect(() => brinsonAttribution(period.slice(1))).toThrow(/portfolio add up to 0\.6/);
    expect(() => linkAttributions([])).toThrow(/no period/);
    expect(() => linkAttributions([{ ...brinsonAttribution(period), portfolioReturn: -1 }])).toThrow(/−100%/);
  });
});

describe("attribution to factors", () => {
  const { returns, benchmark } = aaplTable();
  const wave = benchmark.map((_, t) => 0.01 * Math.sin(t));

  it("adds up to the sum of the series, and finds what was put in", () => {
    const made = benchmark.map((value, t) => 0.0005 + 1.5 * value - 0.7 * wave[t]!);
    const found = factorAttribution(made, [
      { id: "market", returns: benchmark },
      { id: "wave", returns: wave },
    ]);
    if (!isDefined(found)) throw new Error(found.reason);
    expect(found.factors.map(({ beta }) => beta)).toEqual([expect.closeTo(1.5, 9), expect.closeTo(-0.7, 9)]);
    expect(found.alpha).toBeCloseTo(0.0005, 9);
  });

  it("splits Apple between the S&P 500 and its own", () => {
    const found = factorAttribution(returns, [{ id: "market", returns: benchmark }]);
    if (!isDefined(found)) throw new Error(found.reason);
    const market = found.factors[0]!;
    expect(found.alphaContribution + market.contribution).toBeCloseTo(
      returns.reduce((a, b) => a + b, 0),
      10,
    );
    expect(market.varianceShare).toBeCloseTo(found.rSquared, 10);
    expect(market.tStatistic!).toBeGreaterThan(10);
  });

  it("says when it cannot", () => {
    const twice = factorAttribution(returns, [
      { id: "market", returns: benchmark },
      { id: "again", returns: benchmark.map(value => 2 * value) },
    ]);
    expect(twice).toMatchObject({ reason: "a factor repeats the others" });
    const still = { id: "cash", returns: new Float64Array(returns.length).fill(0.001) };
    expect(factorAttribution(returns, [still])).toMatchObject({
      reason: expect.stringContaining("factor cash is the"),
    });
    const itself = factorAttribution(returns, [{ id: "itself", returns }]);
    expect(itself).toMatchObject({ alphaTStatistic: null, factors: [{ standardError: null, pValue: null }] });
    expect(() => factorAttribution(returns, [{ id: "short", returns: benchmark.subarray(5) }])).toThrow(/factor short/);
  });
});

describe("attribution of whatever comes", () => {
  const seeds = fc.integer({ min: 0, max: 1e6 });
  const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

  it("to factors adds up to the series, in any order of periods and factors", () => {
    fc.assert(
      fc.property(seeds, seed => {
        const random = randomStream(`factors ${seed}`);
        const noise = (): Float64Array => Float64Array.from({ length: 60 }, () => random.normal());
        const [series, one, two] = [noise(), noise(), noise()];
        const factors = [
          { id: "one", returns: one },
          { id: "two", returns: two },
        ];
        const turned = factors.toReversed().map(({ id, returns }) => ({ id, returns: returns.toReversed() }));
        const [found, again] = [factorAttribution(series, factors), factorAttribution(series.toReversed(), turned)];
        if (!(isDefined(found) && isDefined(again))) throw new Error("undefined");
        expect(found.alphaContribution + sum(found.factors.map(f => f.contribution))).toBeCloseTo(sum(series), 9);
        expect(again.factors[1]!.contribution).toBeCloseTo(found.factors[0]!.contribution, 9);
      }),
      { numRuns: 30 },
    );
  });

  it("to parts by day leaves nothing out, in any order of rows", () => {
    const row = fc.record({
      part: fc.constantFrom("a", "b", "c"),
      day: fc.constantFrom("2020-01-02", "2020-01-03", "2020-01-06"),
      pnl: fc.integer({ min: -1000, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows: PartDay[]) => {
        const [laid, turned] = [alignParts(rows), alignParts(rows.toReversed())];
        expect(sum(laid.parts.map(({ pnl }) => sum(pnl)))).toBe(sum(rows.map(({ pnl }) => pnl)));
        expect(turned.days).toEqual(laid.days);
        const byId = (parts: typeof laid.parts) => parts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(turned.parts)).toEqual(byId(laid.parts));
      }),
    );
  });
});
