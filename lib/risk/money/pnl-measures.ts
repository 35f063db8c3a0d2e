import type { MeasureDescription, ReturnContext } from "../definition.js";
import { maxAdditiveDrawdown } from "../drawdown/max-drawdown.js";
import { type Figure, mapFigure, tooFew, Undefined } from "../figure.js";
import type { MeasureRecord } from "../measure.js";
import { sharpeRatio } from "../performance/sharpe.js";
import { sortinoRatio } from "../performance/sortino.js";
import { annualisedVolatility } from "../performance/volatility.js";
import { maxDrawdownOfPeakEquity, moneyCalmar, moneyDrawdownRecord } from "./pnl.js";

/** What a measure of P&L may look at: `returns` holds the P&L, in money. */
export interface PnlContext extends ReturnContext {
  /** The money that ratios are taken of, or why there is none. */
  readonly capitalBase: Figure;
}

/** A measure that only P&L in money has. */
export interface PnlMeasure extends MeasureDescription {
  compute(context: PnlContext): Figure<number | MeasureRecord>;
}

/** The measures that only P&L in money has, in its currency. */
export function pnlMeasures(currency: string): readonly PnlMeasure[] {
  return [...performance(currency), ...ratios, ...drawdowns(currency)];
}

/** A ratio of P&L, which exists only on a capital base. */
export function onCapital(context: PnlContext, compute: (capitalBase: number) => Figure): Figure {
  return mapFigure(context.capitalBase, compute);
}

const BACON = "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4";
const common = { recommended: true, source: BACON } as const;
const percent = { ...common, unit: "fraction", format: { kind: "percent", digits: 2 } } as const;
const ratio = { ...common, unit: "ratio", format: { kind: "ratio", digits: 2 }, group: "risk-adjusted" } as const;

function moneyIn(currency: string): Pick<MeasureDescription, "recommended" | "source" | "unit" | "format"> {
  return { ...common, unit: currency, format: { kind: "money", currency, digits: 0 } };
}

function performance(currency: string): readonly PnlMeasure[] {
  const money = { ...moneyIn(currency), group: "performance" } as const;
  const share = { ...percent, group: "performance" } as const;
  return [
    {
      ...money,
      id: "total_pnl",
      label: "P&L",
      definition: "Σ of the P&L, additive",
      compute: ({ returns }) => tooFew(returns.n, 1) ?? returns.tally.sum,
    },
    {
      ...money,
      id: "mean_pnl",
      label: "Mean P&L",
      definition: "mean P&L per period",
      compute: ({ returns }) => tooFew(returns.n, 1) ?? returns.mean,
    },
    {
      ...money,
      id: "ann_vol_money",
      label: "Volatility",
      definition: "sample standard deviation (n−1) of the P&L times √P, in money",
      compute: context => annualisedVolatility(context.returns, context),
    },
    {
      ...share,
      id: "ann_vol_of_capital",
      label: "Volatility (of capital)",
      definition: "ann_vol_money over the capital base",
      compute: context =>
        onCapital(context, base => mapFigure(annualisedVolatility(context.returns, context), money => money / base)),
    },
    {
      ...share,
      id: "return_on_capital",
      label: "Return on capital",
      definition: "total P&L over the capital base, not annualised, not compounded",
      compute: context => onCapital(context, base => tooFew(context.returns.n, 1) ?? context.returns.tally.sum / base),
    },
  ];
}

const ratios: readonly PnlMeasure[] = [
  {
    ...ratio,
    id: "sharpe_pnl",
    label: "Sharpe ratio",
    source: "Sharpe (1994), Journal of Portfolio Management 21(1), 49–58",
    definition: "mean over sample deviation (n−1) of P&L on a fixed capital base, times √P; risk-free rate 0",
    compute: context =>
      onCapital(context, () => sharpeRatio(context.returns, { periodsPerYear: context.periodsPerYear })),
  },
  {
    ...ratio,
    id: "sortino_pnl",
    label: "Sortino ratio",
    source: "Sortino & van der Meer (1991), Journal of Portfolio Management 17(4), 27–31",
    definition: "mean over √(mean of min(P&L, 0)²) on a fixed capital base, times √P",
    compute: context => onCapital(context, () => sortinoRatio(context.returns, context)),
  },
  {
    ...ratio,
    id: "calmar_pnl",
    label: "Calmar ratio",
    source: "after Young (1991), Futures 20(11), 40, additive and over the full history",
    definition: "mean P&L·P over |max_drawdown_money|, on a fixed capital base; under a year only on request",
    compute: context => onCapital(context, () => moneyCalmar(context.returns, context)),
  },
];

function drawdowns(currency: string): readonly PnlMeasure[] {
  return [
    {
      ...moneyIn(currency),
      id: "max_drawdown_money",
      label: "Maximum drawdown",
      group: "drawdown",
      definition: "deepest fall of cumulative P&L from its highest so far, the start counting as 0; additive; negative",
      compute: ({ returns }) => maxAdditiveDrawdown(returns),
    },
    {
      ...percent,
      id: "max_drawdown_of_peak_equity",
      label: "Maximum drawdown (of peak equity)",
      group: "drawdown",
      definition: "deepest equity/peak − 1, equity being the capital base plus cumulative P&L; negative",
      compute: context => onCapital(context, capitalBase => maxDrawdownOfPeakEquity(context.returns, { capitalBase })),
    },
    {
      ...common,
      id: "max_drawdown_money_episode",
      label: "Deepest drawdown",
      group: "drawdown",
      unit: "record",
      format: { kind: "text" },
      definition:
        "the deepest additive drawdown: depth in money, last date at the peak, trough, first date back at the peak (null " +
        "while it lasts), observations under water",
      compute: ({ returns, dates }) =>
        dates === null ? new Undefined("needs the dates of the observations") : moneyDrawdownRecord(returns, dates),
    },
  ];
}
