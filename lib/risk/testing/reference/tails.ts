import { type QuantileType, quantile } from "../../../numeric/index.js";
import { describeReturns } from "../../describe.js";
import { type Figure, isDefined } from "../../figure.js";
import { cornishFisherQuantile } from "../../tail/cornish-fisher.js";
import { historicalEs, historicalVar } from "../../tail/historical.js";
import type { Comparison } from "./comparison.js";

/** A row of `quantile_conventions.json`. */
export type ConventionRow = { readonly n: number; readonly alpha: number; readonly es_acerbi: number } & Readonly<
  Record<`type${QuantileType}`, number>
>;

/** Rows of `cornish_fisher.json`. */
export interface ExpansionRow {
  readonly alpha: number;
  readonly skew: number;
  readonly exkurt: number;
  readonly h: number;
}

/** What `edge_cases.json` says is right. */
export interface EdgeCases {
  readonly ties: { readonly alpha: number; readonly var_type7: number; readonly es_right: number };
  readonly zero_vol: { readonly returns: readonly number[] };
  readonly no_losses: { readonly returns: readonly number[] };
  readonly all_losses: { readonly returns: readonly number[]; readonly win_rate_quantstats: number };
  readonly minus_100pct: {
    readonly returns: readonly number[];
    readonly total: number;
    readonly cagr: number;
    readonly mdd: number;
  };
}

const TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** VaR under Hyndman and Fan's nine types, and Acerbi and Tasche's ES, of the first n returns. */
export function quantileConventions(returns: Float64Array, rows: readonly ConventionRow[]): Comparison[] {
  return rows.flatMap(row => {
    const series = returns.subarray(0, row.n);
    const at = `n ${row.n}, α ${row.alpha}`;
    return [
      ...TYPES.map(type => ({
        of: `type ${type}, ${at}`,
        expected: row[`type${type}`],
        found: -quantile(series, row.alpha, type),
      })),
      { of: `ES, ${at}`, expected: row.es_acerbi, found: value(historicalEs(series, { confidence: 1 - row.alpha })) },
    ];
  });
}

/** The Cornish–Fisher quantile on the grid of levels and shapes. */
export function cornishFisherGrid(rows: readonly ExpansionRow[]): Comparison[] {
  return rows.map(({ alpha, skew, exkurt, h }) => ({
    of: `α ${alpha}, skewness ${skew}, kurtosis ${exkurt}`,
    expected: h,
    found: cornishFisherQuantile(alpha, { skewness: skew, excessKurtosis: exkurt }),
  }));
}

/** Ties, a constant series, no loss, no gain and a return of −100%: what is right, undefined where peers answer nonsense. */
export function edgeCases({ ties, zero_vol, no_losses, all_losses, minus_100pct }: EdgeCases): Comparison[] {
  const tied = [-0.09, ...Array<number>(10).fill(-0.05), ...Array<number>(89).fill(0.01)];
  const confidence = 1 - ties.alpha;
  const of = (returns: readonly number[], id: string, expected: number | null): Comparison => {
    const measures = describeReturns(returns, { periodsPerYear: 252, annualiseUnderYear: true });
    const found = measures.find(measure => measure.id === id);
    if (found === undefined) throw new Error(`There is no measure ${id}.`);
    return { of: id, expected, found: typeof found.value === "number" ? found.value : null };
  };
  return [
    {
      of: "ties, VaR of type 7",
      expected: ties.var_type7,
      found: value(historicalVar(tied, { confidence, quantile: "type7" })),
    },
    { of: "ties, ES", expected: ties.es_right, found: value(historicalEs(tied, { confidence })) },
    of(zero_vol.returns, "sharpe_rf0", null),
    ...["sortino", "omega_0", "profit_factor_days", "calmar_full"].map(id => of(no_losses.returns, id, null)),
    of(all_losses.returns, "win_rate_nonzero", all_losses.win_rate_quantstats),
    of(all_losses.returns, "payoff_ratio", null),
    of(minus_100pct.returns, "total_return", minus_100pct.total),
    of(minus_100pct.returns, "cagr_periods", minus_100pct.cagr),
    of(minus_100pct.returns, "max_drawdown", minus_100pct.mdd),
    of(minus_100pct.returns, "stability_r2", null),
  ];
}

function value(figure: Figure): number | null {
  return isDefined(figure) ? figure : null;
}
