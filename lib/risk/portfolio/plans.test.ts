import { describe, expect, it } from "vitest";
import { aaplTable } from "../testing/aapl.js";
import { crowdedPairs, crowdedSymbols } from "./crowding.js";
import { describePortfolio } from "./describe-portfolio.js";
import { planLiquidation } from "./liquidation.js";
import { panelOf } from "./panel.js";
import { proposeRebalance } from "./rebalance.js";
import { sizeByEdge, sizeByVolatility } from "./sizing.js";
import { fourAssets } from "./testing/panels.js";
import { covarianceOf } from "./testing/ten-assets.js";

describe("sizing", () => {
  const terms = { capital: 1e6, price: 50 };

  it("takes the leverage that brings the volatility that is aimed at, in whole lots", () => {
    const size = sizeByVolatility({ ...terms, lot: 100 }, { target: 0.02, volatility: 0.25 });
    expect(size).toEqual({ weight: 0.08, quantity: 1600, exposure: 80_000, capped: false });
    expect(sizeByVolatility({ ...terms, lot: 1000 }, { target: 0.02, volatility: 0.25 }).quantity).toBe(1000);
  });

  it("takes half Kelly of an edge, is short of a loss, and stops at the cap", () => {
    const size = sizeByEdge(terms, { edge: 0.0004, volatility: 0.02 });
    expect(size).toMatchObject({ weight: 0.5, quantity: 10_000, capped: false });
    expect(sizeByEdge({ ...terms, cap: 0.1 }, { edge: -0.0004, volatility: 0.02 })).toEqual({
      weight: -0.1,
      quantity: -2000,
      exposure: -100_000,
      capped: true,
    });
  });

  it.each([
    [() => sizeByVolatility(terms, { target: 0.02, volatility: 0 }), /volatility was 0/],
    [() => sizeByEdge(terms, { edge: Number.NaN, volatility: 0.02 }), /edge was NaN/],
    [() => sizeByEdge(terms, { edge: 0.1, volatility: 0.02, fraction: 2 }), /more than 1 loses growth/],
    [() => sizeByVolatility({ ...terms, price: -37.63 }, { target: 0.02, volatility: 1 }), /price was -37.63/],
  ])("refuses what it cannot size by", (size, message) => {
    expect(size).toThrow(message);
  });
});

describe("rebalancing", () => {
  const holdings = [
    { id: "A", quantity: 500, price: 100, lot: 10, costRate: 0.001 },
    { id: "B", quantity: -20, price: 50, multiplier: 10, costRate: 0.0005 },
    { id: "C", quantity: 1000, price: 40 },
  ];

  it("proposes whole lots, their turnover and their cost", () => {
    const found = proposeRebalance(holdings, [0.255, 0.1, 0.41], { capital: 100_000, band: 0.02 });
    expect(found.trades.map(({ quantity }) => quantity)).toEqual([-240, 40, 0]);
    expect(found.trades[0]).toMatchObject({ value: -24_000, cost: 24, weightBefore: 0.5, weightAfter: 0.26 });
    expect(found.turnover).toBeCloseTo((24_000 + 20_000) / 2 / 100_000, 14);
    expect(found.cost).toBeCloseTo(24 + 10, 12);
    expect(found.furthest).toBeCloseTo(0.01, 12);
  });

  it("refuses a price that is not above zero, and targets that are not there", () => {
    expect(() => proposeRebalance([{ id: "WTI", quantity: 1, price: -37.63 }], [1], { capital: 1 })).toThrow(
      /WTI: .*-37.63/,
    );
    expect(() => proposeRebalance(holdings, [1], { capital: 1e5 })).toThrow(/1 weights for 3 assets/);
    expect(() => proposeRebalance(holdings, [0, 0, 0], { capital: 0 })).toThrow(/capital was 0/);
  });
});

describe("a liquidation plan", () => {
  const covariance = covarianceOf([[0.0004], [0.0003, 0.0009], [0, 0, 0.0001]]);
  const positions = [
    { id: "liquid", exposure: 1e6, dailyVolume: 1e8, halfSpread: 0.0001 },
    { id: "thin", exposure: 1e6, dailyVolume: 2e6, halfSpread: 0.002 },
    { id: "hedge", exposure: -5e5, dailyVolume: 1e8, halfSpread: 0.0001 },
  ];

  it("takes days by share of volume and costs by spread and square-root impact", () => {
    const plan = planLiquidation(positions, covariance, { participation: 0.2 });
    const thin = plan.rows.find(({ id }) => id === "thin")!;
    expect(thin).toMatchObject({ days: 3, reason: null });
    const impact = 8e5 * Math.sqrt(0.2) + 2e5 * Math.sqrt(0.1);
    expect(thin.cost).toBeCloseTo(1e6 * 0.002 + impact * 0.03, 6);
    expect(plan.days).toBe(3);
    expect(plan.schedule.map(({ gross }) => gross)).toEqual(
      [2.5e6, 6e5, 2e5, 0].map(value => expect.closeTo(value, 3)),
    );
    expect(plan.schedule.at(-1)).toMatchObject({ volatility: 0 });
    expect(plan.cost).toBeCloseTo(
      plan.rows.reduce((sum, { cost }) => sum + cost!, 0),
      6,
    );
  });

  it("closes first what takes most risk away per cost, where a day's money is limited", () => {
    const plan = planLiquidation(positions, covariance, { participation: 0.2, perDay: 2.5e5 });
    expect(plan.rows[0]!.contribution).toBeGreaterThan(0);
    const volatilities = plan.schedule.map(({ volatility }) => volatility);
    expect(volatilities.every((value, day) => day === 0 || value <= volatilities[day - 1]! + 1e-9)).toBe(true);
    const slower = planLiquidation(
      [...positions].reverse(),
      covarianceOf([[0.0001], [0, 0.0009], [0, 0.0003, 0.0004]]),
      { participation: 0.2, perDay: 2.5e5 },
    );
    expect(slower.schedule.map(({ volatility }) => volatility)).toEqual(
      volatilities.map(value => expect.closeTo(value, 6)),
    );
  });

  it("says which position cannot be planned, and never calls the book closed", () => {
    const plan = planLiquidation(
      positions.map(position => (position.id === "thin" ? { ...position, dailyVolume: null } : position)),
      covariance,
    );
    expect(plan.rows.find(({ id }) => id === "thin")).toMatchObject({
      days: null,
      reason: "its daily volume is not known",
    });
    expect(plan.days).toBeNull();
    expect(plan.schedule.at(-1)!.gross).toBe(1e6);
    expect(() => planLiquidation(positions, covariance, { participation: 20 })).toThrow(/share of volume was 20/);
  });
});

describe("crowding", () => {
  const { returns } = aaplTable();
  const members = [
    {
      id: "Ann",
      exposures: new Map([
        ["X", 100],
        ["Y", -50],
      ]),
      pnl: returns.slice(0, 100),
    },
    {
      id: "Bob",
      exposures: new Map([
        ["X", 40],
        ["Y", 60],
      ]),
      pnl: returns.slice(0, 100).map(value => 3 * value),
    },
    { id: "Cem", exposures: new Map<string, number>(), pnl: new Float64Array(0) },
  ];

  it("finds what two hold together and against each other", () => {
    const [pair, flat] = crowdedPairs(members);
    expect(pair).toEqual({
      first: "Ann",
      second: "Bob",
      overlap: 0.4,
      opposed: 0.5,
      shared: 40,
      correlation: expect.closeTo(1, 12),
    });
    expect(flat).toMatchObject({ overlap: null, correlation: null });
  });

  it("finds the symbols that several hold on one side", () => {
    expect(crowdedSymbols(members)).toEqual([
      { symbol: "X", side: "long", holders: ["Ann", "Bob"], exposure: 140, share: 140 / 250 },
    ]);
  });
});

describe("describePortfolio", () => {
  it("keeps what is proposed of fractions fully invested, and of P&L at the same sum of risks", () => {
    const invested = describePortfolio(fourAssets(), { weights: [0.25, 0.25, 0.25, 0.25] });
    expect(invested.proposals.map(({ id }) => id)).toEqual([
      "minimum-variance",
      "risk-parity",
      "maximum-diversification",
    ]);
    for (const { weights, turnover } of invested.proposals) {
      expect(weights!.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
      expect(turnover).toBeLessThanOrEqual(1);
    }
    expect(invested.proposals[0]!.volatility!).toBeLessThan(invested.volatility);
    const book = describePortfolio(fourAssets());
    expect(book.proposals.map(({ id }) => id)).toEqual(["risk-parity", "maximum-diversification"]);
    const risks = (weights: ArrayLike<number>): number =>
      book.parts.reduce((sum, { volatility }, i) => sum + volatility * weights[i]!, 0);
    for (const { weights } of book.proposals) expect(risks(weights!)).toBeCloseTo(risks([1, 1, 1, 1]), 12);
    expect(book.parts.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 12);
  });

  it("proposes nothing, with the reason, for perfectly correlated assets, and describes the rest", () => {
    const { returns } = aaplTable();
    const twins = panelOf([
      { id: "AAPL", values: returns },
      { id: "twin", values: returns.slice() },
    ]);
    const found = describePortfolio(twins, { weights: [0.5, 0.5], covariance: "sample" });
    expect(found.proposals[0]).toMatchObject({
      weights: null,
      reason: expect.stringContaining("perfectly correlated"),
    });
    expect(found.proposals[1]!.weights![0]).toBeCloseTo(0.5, 12);
    expect(found.diversificationRatio).toBeCloseTo(1, 12);
    expect(() => describePortfolio(twins, { weights: [0.5, 0.6] })).toThrow(/add up to 1.1; they must add up to 1/);
  });
});
