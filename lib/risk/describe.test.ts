import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RiskbookError } from "../core/index.js";
import { measureCatalogue, measureDescription } from "./catalogue.js";
import { describeReturns } from "./describe.js";
import type { Measure } from "./measure.js";

const daily = { periodsPerYear: 252 } as const;

function measured(returns: readonly number[], options: Partial<Parameters<typeof describeReturns>[1]> = {}) {
  const measures = describeReturns(returns, { ...daily, ...options });
  return (id: string): Measure => measures.find(measure => measure.id === id)!;
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof RiskbookError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("every measure", () => {
  const value = fc.oneof(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(0, -1, 1, 0.01, -0.01, Number.MIN_VALUE, -1e-300),
  );

  it("has a value or a reason, never both or neither, and never NaN or Infinity", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 30 }), fc.boolean(), (days, annualiseUnderYear) => {
        const benchmark = days.map(([, b]) => b);
        const options = { ...daily, benchmark, riskFree: 0.02, annualiseUnderYear };
        for (const measure of describeReturns(
          days.map(([r]) => r),
          options,
        )) {
          expect(measure.value === null, measure.id).toBe(measure.reason !== null);
          if (typeof measure.value === "number") expect(Number.isFinite(measure.value), measure.id).toBe(true);
        }
      }),
    );
  });

  it("is described at levels that the catalogue does not list", () => {
    expect(measureDescription("es_hist_999")?.label).toBe("ES 99.9%");
    expect(measureDescription("var_normal_90_sample_sd")?.label).toBe("VaR 90% (normal)");
    expect(measureDescription("max_drawdown")?.label).toBe("Maximum drawdown");
    expect(measureDescription("var_of_mars_99")).toBeUndefined();
  });

  it("stands in the catalogue once, with label, definition and source", () => {
    const catalogue = measureCatalogue();
    const ids = new Set(catalogue.map(({ id }) => id));
    expect(ids.size).toBe(catalogue.length);
    for (const { label, definition, source } of catalogue) {
      expect(label.length * definition.length * source.length).toBeGreaterThan(0);
    }
    const measures = describeReturns([0.01], { ...daily, benchmark: [0.02], riskFree: 0.02 });
    expect(measures.filter(({ id }) => !ids.has(id))).toEqual([]);
  });
});

describe("a series that leaves ratios undefined", () => {
  it("has no Sharpe ratio when constant, where others print 3.6e16", () => {
    const get = measured(Array<number>(20).fill(0.001));
    for (const id of ["sharpe_rf0", "sharpe_se_lo", "psr_0", "kelly_continuous", "skewness_population"]) {
      expect(get(id)).toMatchObject({ value: null, reason: "all 20 observations are the same: the deviation is zero" });
    }
    expect(get("ann_vol").value).toBe(0);
    expect(get("var_normal_99_sample_sd").value).toBe(-0.001);
  });

  it("has no volatility when constant, although the mean is off by a rounding", () => {
    for (const value of [0.1, 1 / 3, -0.0123]) {
      for (let n = 2; n < 60; n++) expect(measured(Array<number>(n).fill(value))("ann_vol").value).toBe(0);
    }
  });

  it("has no Sortino, Omega, profit factor or Calmar ratio without losses", () => {
    const get = measured([0.01, 0.02, 0, 0.01]);
    for (const id of ["sortino", "omega_0", "profit_factor_days", "gain_to_pain", "payoff_ratio"]) {
      expect(get(id)).toMatchObject({ value: null, reason: "no losing observation in 4" });
    }
    expect(get("calmar_full").reason).toBe("no drawdown in 4 observations");
    expect(get("win_rate_nonzero")).toMatchObject({ value: 1, n: 3 });
  });

  it("has a win rate of 0 and no payoff ratio when all is lost day by day", () => {
    const get = measured(Array<number>(5).fill(-0.01));
    expect(get("win_rate_nonzero").value).toBe(0);
    expect(get("payoff_ratio").reason).toBe("no winning observation in 5");
  });

  it("ends at −100% with a total, an annual return and a drawdown of −1", () => {
    const get = measured([0.1, -1, 0.2]);
    for (const id of ["total_return", "cagr_periods", "max_drawdown"]) expect(get(id).value).toBe(-1);
    expect(get("stability_r2").reason).toBe("everything was lost: nothing is left to take the logarithm of");
  });

  it("of one value or none says how many it needs", () => {
    expect(measured([0.01])("sharpe_rf0").reason).toBe("needs 2 observations, has 1");
    expect(measured([])("total_return").reason).toBe("no observation");
  });
});

describe("annualising", () => {
  it("is left undone for returns of under a year, unless asked for", () => {
    const quarter = Array.from({ length: 63 }, (_, i) => (i % 2 === 0 ? 0.02 : -0.01));
    expect(measured(quarter)("cagr_periods").reason).toBe(
      "n = 63 is under a year of 252; returns are annualised then only on request",
    );
    expect(measured(quarter, { annualiseUnderYear: true })("cagr_periods").value).toBeCloseTo(
      (1.02 ** 32 * 0.99 ** 31) ** 4 - 1,
      10,
    );
    expect(measured(quarter)("ann_vol").warning).toBe("scaled to a year, but n = 63 is under a year of 252");
  });

  it("names the risk-free rate of 2% as the reference does, and no other", () => {
    const ids = (riskFree: number): string[] =>
      describeReturns([0.01, 0.02], { ...daily, riskFree }).flatMap(({ id }) => (id.startsWith("sharpe_") ? [id] : []));
    expect(ids(0)).toEqual(["sharpe_rf0", "sharpe_se_lo", "sharpe_se_mertens"]);
    expect(ids(0.02)).toContain("sharpe_rf2pct_geometric");
    expect(ids(0.03)).toContain("sharpe_excess_simple");
  });
});

describe("bad input", () => {
  it("is refused with the index of a NaN", () => {
    expect(messageOf(() => measured([0.01, Number.NaN, 0.02]))).toMatch(
      /returns has NaN at index 1 of 3; a gap is refused/,
    );
    expect(messageOf(() => measured([0.01, 0.02], { benchmark: [0, Number.NaN] }))).toMatch(
      /benchmark has NaN at index 1/,
    );
  });

  it("is refused when the benchmark is shorter", () => {
    expect(messageOf(() => measured([0.01, 0.02], { benchmark: [0.01] }))).toBe(
      "The benchmark has 1 observations and the returns have 2; join both by date first.",
    );
  });

  it("is refused when prices or percent come as returns, and questioned when single values are large", () => {
    expect(messageOf(() => measured([100, 101, 99]))).toMatch(/3 of 3 values lie beyond ±1.*look like prices/);
    const get = measured([1.5, ...Array<number>(19).fill(0.01)]);
    expect(get("total_return").warning).toBe("beyond ±100% lie 1 of 20 returns: check their source and their unit");
  });

  it("is refused when the year has no periods", () => {
    expect(messageOf(() => describeReturns([0.01], { periodsPerYear: 0 }))).toMatch(/252 for trading days/);
  });
});

describe("the benchmark's measures", () => {
  it("are undefined for a fund that is its benchmark less a fee, where the active deviation is rounding", () => {
    const benchmark = Array.from({ length: 300 }, (_, i) => Math.sin(i) / 50);
    const get = measured(
      benchmark.map(value => value - 0.0001),
      { benchmark },
    );
    expect(get("information_ratio_arith").reason).toBe("the returns follow the benchmark exactly: no active risk");
    expect(get("tracking_error_ann").value).toBe(0);
    expect(get("beta").value).toBeCloseTo(1, 12);
  });

  it("are not there without one", () => {
    expect(describeReturns([0.01], daily).some(({ id }) => id === "beta")).toBe(false);
  });
});
