import { describe, expect, it } from "vitest";
import { Undefined } from "../figure.js";
import { cornishFisherVar } from "../tail/cornish-fisher.js";
import { clustersOf } from "./clusters.js";
import { correlationMatrix } from "./correlation.js";
import { ewmaCovariance, sampleCovariance } from "./covariance.js";
import { diversificationRatio, diversificationScore, effectiveBets } from "./diversification.js";
import { modifiedVarContributions } from "./modified-contribution.js";
import { panelOf, returnsOfPrices } from "./panel.js";
import { volatilityContributions } from "./risk-contribution.js";
import { constantCorrelation, ledoitWolf } from "./shrinkage.js";
import { fourAssets } from "./testing/panels.js";
import { covarianceOf } from "./testing/ten-assets.js";

describe("shrinkage", () => {
  it("equals scikit-learn 1.2's LedoitWolf", () => {
    const { shrinkage, matrix } = ledoitWolf(fourAssets());
    expect(shrinkage).toBeCloseTo(0.19401593083365512, 13);
    const row = [0.00044192776148777545, 0.00012839863544532648, 0.00019793356770587096, 0.00012308451381595642];
    expect([...matrix.values.subarray(0, 4)]).toEqual(row.map(value => expect.closeTo(value, 16)));
  });

  it("keeps the variances when it shrinks correlations towards their mean, and lies between the two", () => {
    const panel = fourAssets();
    const { shrinkage, matrix } = constantCorrelation(panel);
    expect(shrinkage).toBe(1);
    const population = sampleCovariance(panel).matrix.values.map(value => (value * 29) / 30);
    for (const at of [0, 5, 10, 15]) expect(matrix.values[at]).toBeCloseTo(population[at]!, 16);
  });

  it("takes the share of the mean correlation that Ledoit and Wolf's formula gives in numpy", () => {
    const panel = panelOf(
      [0, 1, 2, 3].map(k => ({
        id: `${k}`,
        values: Float64Array.from(
          { length: 200 },
          (_, t) => Math.sin(t * (k + 1) * 0.37) + (Math.cos(t * 0.9) * (k + 1)) / 3,
        ),
      })),
    );
    expect(constantCorrelation(panel).shrinkage).toBeCloseTo(0.15878245311191763, 12);
  });

  it("needs no more observations than assets, and leaves a scaled identity alone", () => {
    const panel = panelOf([0, 1, 2].map(k => ({ id: `${k}`, values: Float64Array.of(k, -k, k * k) })));
    expect(ledoitWolf(panel).shrinkage).toBeGreaterThan(0);
    expect(() => sampleCovariance(panelOf([{ id: "one", values: Float64Array.of(1) }]))).toThrow(
      /2 observations at least/,
    );
    expect(() => ewmaCovariance(panel, { lambda: 94 })).toThrow(/decay was 94/);
  });
});

describe("clusters", () => {
  /** Two families of three. */
  const families = panelOf(
    ["a", "x", "b", "y", "c", "z"].map((id, k) => ({
      id,
      values: Float64Array.from(
        { length: 200 },
        (_, t) => Math.sin(t * (k % 2 === 0 ? 1 : 2.3)) + 0.4 * Math.cos(t * (k + 3.7)),
      ),
    })),
  );

  it.each(["average", "ward"] as const)("finds families and lays them side by side, linkage %s", linkage => {
    const found = clustersOf(correlationMatrix(families), { linkage });
    expect(found.groups.map(group => [...group].sort())).toEqual(
      expect.arrayContaining([
        ["a", "b", "c"],
        ["x", "y", "z"],
      ]),
    );
    expect(found.groups.flat()).toEqual(found.order.map(at => families.ids[at]));
    expect(found.silhouette).toBeGreaterThan(0.5);
  });

  it("leaves alone what moves alone, and makes as many as are asked for", () => {
    const apart = panelOf(
      [1, 2, 3, 4].map(k => ({
        id: `${k}`,
        values: Float64Array.from({ length: 400 }, (_, t) => Math.sin(t * k * k * 0.37)),
      })),
    );
    expect(clustersOf(correlationMatrix(apart)).groups).toHaveLength(4);
    expect(clustersOf(correlationMatrix(apart), { together: -1 })).toMatchObject({
      groups: [expect.anything()],
      silhouette: null,
    });
    expect(clustersOf(correlationMatrix(apart), { count: 3 }).groups).toHaveLength(3);
    expect(clustersOf(correlationMatrix(panelOf([{ id: "one", values: Float64Array.of(1, 2, 4) }]))).groups).toEqual([
      ["one"],
    ]);
  });

  it("refuses a series that does not move, by name", () => {
    const still = panelOf([
      { id: "A", values: Float64Array.of(1, 2, 3) },
      { id: "cash", values: Float64Array.of(1, 1, 1) },
    ]);
    for (const method of ["pearson", "spearman", "kendall"] as const) {
      expect(() => correlationMatrix(still, method)).toThrow(/cash is the same in all 3/);
    }
  });
});

describe("diversification", () => {
  const uncorrelated = covarianceOf([[1], [0, 1], [0, 0, 1], [0, 0, 0, 1]]);
  const one = covarianceOf([[1], [1, 1]]);

  it("is √n and n bets of n equal uncorrelated parts, and none of perfectly correlated ones", () => {
    expect(diversificationRatio([1, 1, 1, 1], uncorrelated)).toBeCloseTo(2, 14);
    expect(diversificationScore([1, 1, 1, 1], uncorrelated)).toBeCloseTo(1, 14);
    expect(effectiveBets([1, 1, 1, 1], uncorrelated)).toBeCloseTo(4, 12);
    expect(diversificationRatio([1, 1], one)).toBeCloseTo(1, 14);
    expect(diversificationScore([1, 1], one)).toBeCloseTo(0, 14);
    expect(effectiveBets([1, 1], one)).toBeCloseTo(1, 12);
  });

  it("is above 1 where parts offset each other, and undefined where nothing is left", () => {
    expect(diversificationScore([1, -0.5], one)).toBeGreaterThan(1);
    expect(diversificationRatio([1, -1], one)).toBeInstanceOf(Undefined);
    expect(diversificationScore([1, 0], one)).toBeInstanceOf(Undefined);
    expect(volatilityContributions([1, -1], one)).toBeInstanceOf(Undefined);
  });

  it("adds up: components of volatility and of modified VaR to the whole", () => {
    const panel = fourAssets();
    const weights = [0.4, 0.3, 0.2, 0.1];
    const modified = modifiedVarContributions(weights, panel, { confidence: 0.95 });
    if (modified instanceof Undefined) throw new Error(modified.reason);
    expect(modified.component.reduce((sum, value) => sum + value, 0)).toBeCloseTo(modified.total, 14);
    const whole = Float64Array.from({ length: panel.n }, (_, t) =>
      panel.series.reduce((sum, values, i) => sum + weights[i]! * values[t]!, 0),
    );
    expect(modified.total).toBeCloseTo(cornishFisherVar(whole, { confidence: 0.95 }) as number, 14);
  });

  it("refuses weights that are not there or not finite", () => {
    expect(() => diversificationRatio([1], one)).toThrow(/1 weights for 2 assets/);
    expect(() => diversificationRatio([1, Number.NaN], one)).toThrow(/weight of X2 is NaN/);
  });
});

describe("returns of prices in a window", () => {
  const days = ["2020-01-02", "2020-01-03", "2020-01-06"];
  const prices = (...closes: (number | null)[]) =>
    new Map(days.flatMap((day, i) => (typeof closes[i] === "number" ? [[day, closes[i]!] as const] : [])));

  it("leave out, with the reason, what has a gap or a price below zero", () => {
    const { panel, dates, leftOut } = returnsOfPrices(
      [
        { id: "whole", closes: prices(100, 110, 99) },
        { id: "gap", closes: prices(100, null, 99) },
        { id: "oil", closes: prices(10, -37.63, 12) },
      ],
      days,
    );
    expect(dates).toEqual(days.slice(1));
    expect(panel!.ids).toEqual(["whole"]);
    expect([...panel!.series[0]!]).toEqual([expect.closeTo(0.1, 14), expect.closeTo(-0.1, 14)]);
    expect(leftOut).toEqual([
      { id: "gap", reason: "no price on 1 of 3 days, the first 2020-01-03" },
      { id: "oil", reason: "price -37.63 on 2020-01-03: a return needs prices above zero" },
    ]);
  });

  it("refuse a window of one day, series of different lengths, and one name twice", () => {
    expect(() => returnsOfPrices([], ["2020-01-02"])).toThrow(/has 1 days/);
    const [two, three] = [Float64Array.of(1, 2), Float64Array.of(1, 2, 3)];
    expect(() =>
      panelOf([
        { id: "A", values: two },
        { id: "B", values: three },
      ]),
    ).toThrow(/B has 3 observations and A 2/);
    expect(() =>
      panelOf([
        { id: "A", values: two },
        { id: "A", values: two },
      ]),
    ).toThrow(/A is there twice/);
    expect(() => panelOf([{ id: "A", values: Float64Array.of(1, Number.NaN) }])).toThrow(
      /series of A has NaN at index 1/,
    );
    expect(() => panelOf([])).toThrow(/no series/);
  });
});
