import { type Figure, isDefined } from "../../figure.js";
import { sampleOf } from "../../sample.js";
import { cornishFisherQuantile } from "../../tail/cornish-fisher.js";
import { historicalEs, historicalVar } from "../../tail/historical.js";
import { normalEs, normalVar } from "../../tail/normal.js";
import { type Contribution, decompose, type Part, sumOf } from "../../var/contribution.js";
import type { Comparison } from "./comparison.js";

type Texts<Key extends string> = Readonly<Record<Key | "contribution", readonly string[]>>;

/** The part of `portfolio_5stocks.json` that is VaR and ES; PerformanceAnalytics' values are text. */
export interface PortfolioReference {
  readonly gaussian_99: { readonly var: number; readonly es: number };
  readonly PerformanceAnalytics: {
    readonly gaussian_var: Texts<"VaR">;
    readonly gaussian_es: Texts<"ES">;
    readonly modified_var: Texts<"MVaR">;
  };
  readonly hist_var_99_type7: number;
  readonly hist_es_975: number;
}

export const STOCKS = ["AAPL", "JPM", "KO", "XOM", "PFE"] as const;

/** Returns of 2018 to 2021 of a fifth of the capital in each of the five stocks, from a table of daily prices. */
export function fifths(prices: string): Part[] {
  const [header, ...rows] = prices.trim().split(/\r?\n/);
  const names = header!.split(",");
  const cells = rows.map(row => row.split(","));
  const first = cells.findIndex(([date]) => date! >= "2018-01-01");
  const end = cells.findIndex(([date]) => date! > "2021-12-31");
  return STOCKS.map(id => {
    const at = names.indexOf(id);
    const price = (row: number): number => Number(cells[row]![at]);
    const pnl = Float64Array.from(
      { length: end - first },
      (_, i) => 0.2 * (price(first + i) / price(first + i - 1) - 1),
    );
    return { id, pnl };
  });
}

/** VaR and ES of five stocks in equal weights, and by the normal distribution each stock's component. */
export function portfolioTails(parts: readonly Part[], reference: PortfolioReference): Comparison[] {
  const whole = sumOf(parts);
  const confidence = 0.99;
  const split = defined(decompose(parts, { confidence, allocation: "normal" }));
  const { gaussian_var, gaussian_es, modified_var } = reference.PerformanceAnalytics;
  const components = (texts: readonly string[], of: "var" | "es"): Comparison[] =>
    split.parts.map(({ id, component }: Contribution, i) => ({
      of: `component ${of} of ${id}`,
      expected: Number(texts[i]),
      found: component[of],
    }));
  const population = { confidence, deviation: "population" } as const;
  return [
    { of: "normal VaR", expected: Number(gaussian_var.VaR[0]), found: split.total.var },
    { of: "normal ES", expected: Number(gaussian_es.ES[0]), found: split.total.es },
    ...components(gaussian_var.contribution, "var"),
    ...components(gaussian_es.contribution, "es"),
    {
      of: "normal VaR, population deviation",
      expected: reference.gaussian_99.var,
      found: defined(normalVar(whole, population)),
    },
    {
      of: "normal ES, population deviation",
      expected: reference.gaussian_99.es,
      found: defined(normalEs(whole, population)),
    },
    {
      of: "Cornish–Fisher VaR, shape by the sample deviation",
      expected: Number(modified_var.MVaR[0]),
      found: modifiedVar(whole),
    },
    {
      of: "historical VaR, type 7",
      expected: reference.hist_var_99_type7,
      found: defined(historicalVar(whole, { confidence, quantile: "type7" })),
    },
    {
      of: "historical ES at 97.5%",
      expected: reference.hist_es_975,
      found: defined(historicalEs(whole, { confidence: 0.975 })),
    },
  ];
}

/** PerformanceAnalytics' portfolio form at 99%: the sample deviation stands in the skewness and the kurtosis too. */
function modifiedVar(pnl: Float64Array): number {
  const { mean, moments, deviation } = sampleOf(pnl);
  const shape = {
    skewness: moments.m3 / deviation ** 3,
    excessKurtosis: moments.m4 / deviation ** 4 - 3,
  };
  return -(mean + cornishFisherQuantile(0.01, shape) * deviation);
}

function defined<T>(figure: Figure<T>): T {
  if (!isDefined(figure)) throw new Error(figure.reason);
  return figure;
}
