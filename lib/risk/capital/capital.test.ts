import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMeasure } from "../measure.js";
import { blackScholesGreeks, blackScholesPrice } from "../options/black-scholes.js";
import type { StressPosition } from "../scenarios/position.js";
import { addBalanceSheet, type BalanceSheetLine, imbalance } from "./balance-sheet.js";
import { bookCharges, bookHaircuts } from "./book-capital.js";
import { liquidAssetStock, liquidityCoverageRatio } from "./liquidity-coverage.js";
import { describeMarketRisk, simplifiedMarketRisk } from "./market-risk.js";
import { equityHaircut, optionHaircut, treasuryHaircut } from "./net-capital.js";
import { describeCapitalRatios } from "./ratios.js";
import { commodityCharge, deltaPlusCharge, equityCharge, foreignExchangeCharge } from "./risk-class-charges.js";
import { ruleSource } from "./rule.js";
import { CAPITAL_RULES, NET_CAPITAL_OPTIONS } from "./rules.js";

const line = (
  item: string,
  kind: BalanceSheetLine["kind"],
  amount: number,
  term: BalanceSheetLine["term"] = "current",
): BalanceSheetLine => ({ item, kind, term, amount });

const sheet = [
  line("cash", "asset", 40),
  line("due_from_broker", "asset", 150),
  line("inventory", "asset", 10),
  line("equipment", "asset", 50, "long"),
  line("accounts_payable", "liability", 60),
  line("short_term_debt", "liability", 40),
  line("long_term_debt", "liability", 50, "long"),
  line("share_capital", "equity", 100, "long"),
];

const ratios = (lines: readonly BalanceSheetLine[], more = {}) =>
  describeCapitalRatios(lines, { currency: "USD", ...more });

describe("ratios of a balance sheet", () => {
  it("tell three leverages apart", () => {
    const found = ratios(sheet, { grossExposure: 300 });
    expect(findMeasure(found, "debt_to_equity").value).toBeCloseTo(0.9, 12);
    expect(findMeasure(found, "basel_leverage_ratio").value).toBeCloseTo(0.4, 12);
    expect(findMeasure(found, "gross_exposure_to_equity").value).toBeCloseTo(3, 12);
  });

  it("take slower assets away step by step", () => {
    const found = ratios(sheet, { margin: { inUse: 30, equity: 120 } });
    expect(
      ["current_ratio", "quick_ratio", "cash_ratio", "margin_use"].map(id => findMeasure(found, id).value),
    ).toEqual([2, 1.9, 0.4, 0.25]);
  });

  it("say what stands in for Tier 1 and the exposure measure, and take memo lines where there are some", () => {
    expect(findMeasure(ratios(sheet), "basel_leverage_ratio").warning).toMatch(
      /book equity .* stands in .*; total assets/,
    );
    const stated = [...sheet, line("tier1_capital", "memo", 9), line("leverage_exposure", "memo", 300)];
    expect(findMeasure(ratios(stated), "basel_leverage_ratio")).toMatchObject({ value: 0.03, warning: null });
  });

  it("name the difference where lines do not add up", () => {
    const wrong = [...sheet.slice(0, -1), line("share_capital", "equity", 97.5, "long")];
    expect(addBalanceSheet(wrong).difference).toBe(2.5);
    expect(findMeasure(ratios(wrong), "current_ratio")).toMatchObject({
      value: 2,
      warning: expect.stringMatching(/does not add up: assets of 250 are 2.5 USD more than/) as string,
    });
    expect(imbalance(addBalanceSheet(sheet), "USD")).toBeNull();
  });

  it("are undefined with the reason where there is nothing to divide by", () => {
    const noDebt = sheet.filter(({ kind }) => kind !== "liability");
    expect(findMeasure(ratios(noDebt), "cash_ratio").reason).toBe("the sum of current liabilities is zero");
    expect(findMeasure(ratios(sheet), "liquidity_coverage_ratio").reason).toMatch(/no memo line hqla_level1/);
    expect(findMeasure(ratios([]), "current_ratio").reason).toBe("no balance sheet");
  });

  it("refuse a line that stands twice", () => {
    expect(() => addBalanceSheet([...sheet, sheet[0]!])).toThrow(/"cash" stands twice/);
  });
});

describe("the liquidity coverage ratio", () => {
  const none = { level1: 0, level2a: 0, level2b: 0, outflows: 100, inflows: 0 };

  it("counts inflows up to three quarters of outflows", () => {
    expect(liquidityCoverageRatio({ ...none, level1: 50, inflows: 500 })).toBe(2);
  });

  it("keeps level 2 within 40% and level 2B within 15% of the stock", () => {
    const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, (level1, level2a, level2b) => {
        const stock = liquidAssetStock({ ...none, level1, level2a, level2b });
        const withoutB = liquidAssetStock({ ...none, level1, level2a });
        expect(stock - level1).toBeLessThanOrEqual(0.4 * stock + 1e-6);
        expect(stock - withoutB).toBeLessThanOrEqual(0.15 * stock + 1e-6);
      }),
    );
    expect(liquidAssetStock({ ...none, level1: 85, level2b: 1000 })).toBeCloseTo(100, 9);
    expect(liquidAssetStock({ ...none, level1: 60, level2a: 1000 })).toBeCloseTo(100, 9);
  });
});

describe("market risk by the simplified standardised approach", () => {
  it("scales each class and multiplies by 12.5", () => {
    const { capital, riskWeightedAssets } = simplifiedMarketRisk({
      interestRate: 10,
      equity: 100,
      commodity: 10,
      foreignExchange: 10,
    });
    expect(capital).toBeCloseTo(13 + 350 + 19 + 12, 9);
    expect(riskWeightedAssets).toBeCloseTo(12.5 * 394, 9);
  });

  it("is as unverified as the charges that it is made of", () => {
    const none = { interestRate: 0, equity: 0, commodity: 0, foreignExchange: 0 };
    expect(describeMarketRisk(none, 0, "USD")[0]!.warning).toBeNull();
    expect(describeMarketRisk({ ...none, equity: 1 }, 1, "USD")[1]!.warning).toMatch(
      /^unverified against the text: the 8%/,
    );
  });

  it("nets shares of one issuer, and longs with shorts of one market in general risk only", () => {
    const share = (issuer: string, marketValue: number) =>
      ({ issuer, market: "US", marketValue, diversifiedIndex: false }) as const;
    const { specific, general } = equityCharge([share("A", 100), share("A", -40), share("B", -50)]);
    expect(specific).toBeCloseTo(0.08 * 110, 12);
    expect(general).toBeCloseTo(0.08 * 10, 12);
    expect(equityCharge([{ ...share("SPX", -100), diversifiedIndex: true }]).specific).toBeCloseTo(2, 12);
  });

  it("charges short gamma, and vega of either sign", () => {
    const option = { underlying: "A", spot: 100, gamma: -2, vega: -40, volatility: 0.2 };
    expect(deltaPlusCharge([option])).toEqual({ gamma: 64, vega: 2 });
    expect(deltaPlusCharge([{ ...option, gamma: 2, vega: 40 }])).toEqual({ gamma: 0, vega: 2 });
  });

  it("takes the greater side of currencies, and net and gross of commodities", () => {
    expect(foreignExchangeCharge([100, -30, -20])).toBeCloseTo(8, 12);
    expect(commodityCharge([{ long: 100, short: 40 }])).toBeCloseTo(9 + 4.2, 12);
  });
});

describe("US net capital", () => {
  it("deducts 15% of the greater side, and of a hedge beyond a quarter of it", () => {
    expect(equityHaircut([100])).toBeCloseTo(15, 12);
    expect(equityHaircut([60, 40, -25])).toBeCloseTo(15, 12);
    expect(equityHaircut([100, -65])).toBeCloseTo(15 + 6, 12);
  });

  it("deducts on government securities by maturity, with half of the lesser side of a category", () => {
    expect(treasuryHaircut([{ years: 7, marketValue: 1000 }])).toBeCloseTo(40, 12);
    expect(treasuryHaircut([{ years: 0.1, marketValue: 1000 }])).toBe(0);
    expect(
      treasuryHaircut([
        { years: 4, marketValue: 1000 },
        { years: 7, marketValue: -500 },
      ]),
    ).toBeCloseTo(30 - 20 + 10, 12);
  });

  it("deducts the largest loss of ten theoretical prices, at least a quarter of a point", () => {
    const straddle = (move: number): number => -Math.abs(move) * 1000 + 50;
    expect(optionHaircut(straddle, { underlying: "share", contracts: 100 })).toBeCloseTo(100, 9);
    expect(optionHaircut(() => 5, { underlying: "index", contracts: 100 })).toBe(25);
  });
});

describe("rules", () => {
  it("carry article, dates and whom they bind, and print as unverified where they are", () => {
    for (const rule of CAPITAL_RULES) {
      expect(rule.article).toMatch(/\d/);
      expect(rule.applicability).toMatch(/not bound/);
      expect(rule.effectiveFrom).toMatch(/^\d{4}-\d\d-\d\d$/);
      if (!rule.verified) expect(rule.note).not.toBeNull();
    }
    expect(ruleSource(NET_CAPITAL_OPTIONS)).toMatch(/; unverified$/);
  });
});

describe("capital of a book", () => {
  const market = { rate: 0, dividend: 0 };
  const share: StressPosition = {
    account: "A",
    trader: "Ann",
    desk: "Shares",
    symbol: "ABC",
    kind: "equity",
    underlying: null,
    sector: null,
    units: 100,
    marketValue: 10_000,
    beta: 1,
    relativeVolatility: null,
    option: null,
  };
  const inputs = { right: "call", spot: 100, strike: 100, years: 0.5, rate: 0, dividend: 0, volatility: 0.3 } as const;
  const greeks = blackScholesGreeks(inputs);
  const call: StressPosition = {
    ...share,
    symbol: "ABC C100",
    kind: "option",
    underlying: { symbol: "ABC", kind: "equity" },
    units: -100,
    marketValue: -100 * greeks.price,
    option: {
      right: "call",
      underlying: "ABC",
      onFuture: false,
      strike: 100,
      years: 0.5,
      spot: 100,
      mark: greeks.price,
    },
  };

  it("nets an option's delta with its share, and adds what short gamma and vega cost", () => {
    const { equity, charges, leftOut } = bookCharges([share, call], market);
    expect(equity.specific).toBeCloseTo(0.08 * 10_000 * (1 - greeks.delta), 6);
    expect(equity.gamma).toBeCloseTo(0.5 * 100 * greeks.gamma * 64, 6);
    expect(equity.vega).toBeCloseTo(100 * greeks.vega * 0.075, 6);
    expect(charges.equity).toBeCloseTo(equity.specific + equity.general + equity.gamma + equity.vega, 9);
    expect(leftOut).toEqual([]);
  });

  it("charges index futures less, commodity futures by their own rule, and lists what has no charge", () => {
    const future = { ...share, kind: "future", symbol: "ESM", underlying: { symbol: "SPX", kind: "index" } };
    const oil = { ...future, symbol: "CLM", beta: null, underlying: { symbol: "CL", kind: "future" } };
    const { equity, charges, leftOut } = bookCharges([future, oil, { ...share, kind: "crypto" }], market);
    expect(equity).toMatchObject({ specific: 200, general: 800 });
    expect(charges.commodity).toBeCloseTo(1800, 9);
    expect(leftOut[0]!.reason).toMatch(/no charge for crypto/);
  });

  it("deducts by theoretical prices what is on an option's underlying, and by the table what is not", () => {
    const other = { ...share, symbol: "XYZ", marketValue: -2000 };
    const { shares, options, leftOut } = bookHaircuts(
      [share, call, other, { ...share, kind: "future", symbol: "F" }],
      market,
    );
    expect(shares).toBeCloseTo(300, 9);
    const down = blackScholesPrice({ ...inputs, spot: 85 });
    expect(options).toBeCloseTo(1500 + 100 * (down - greeks.price), 6);
    expect(leftOut.map(({ position }) => position.symbol)).toEqual(["F"]);
  });
});
