import type { IsoDate } from "../lib/core/index.js";
import {
  type Backtest,
  type Figure,
  isDefined,
  type PnlKind,
  type StressedTail,
  type TailForecast,
  type VarModel,
} from "../lib/risk/index.js";

/** A series of daily P&L, and on which days there was something at risk. */
export interface VarSeries {
  readonly source: string;
  readonly pnl: Float64Array;
  readonly dates: readonly IsoDate[] | null;
  /** 1 on traded days; null where it is not known, and every day is taken for one. */
  readonly traded: Uint8Array | null;
  /** Which P&L it is; null where nobody said. */
  readonly kind: PnlKind | null;
  /** ISO 4217; null where nobody said. */
  readonly currency: string | null;
  /** Positions that hypothetical P&L lacks, each with its reason. */
  readonly leftOut?: readonly string[];
}

/** One model's VaR and ES, and its back-test where it was asked for. */
export interface VarResult {
  readonly model: VarModel;
  readonly confidence: number;
  readonly window: number;
  /** Days that the figure rests on: the window, or fewer where there are fewer. */
  readonly observations: number;
  readonly horizon: number;
  /** Null for one day. */
  readonly horizonMethod: string | null;
  readonly kind: PnlKind | null;
  readonly currency: string | null;
  readonly tail: Figure<TailForecast>;
  /** Why the figures are to be taken with care, whatever the model. */
  readonly cautions: readonly string[];
  /** The worst window of the history; null where it was not asked for. */
  readonly stressed: Figure<StressedTail> | null;
  /** Positions that hypothetical P&L lacks. */
  readonly leftOut: readonly string[];
  readonly backtest: Backtest | null;
  readonly dates: readonly IsoDate[] | null;
  readonly withSeries: boolean;
}

/** As JSON: a figure that is undefined is null, and its reason stands beside it. */
export function varJson(result: VarResult): Record<string, unknown> {
  const { model, confidence, window, observations, horizon, horizonMethod, kind, currency, tail, backtest } = result;
  const defined = isDefined(tail);
  return {
    method: model.id,
    confidence,
    window,
    observations,
    horizon,
    ...(horizonMethod === null ? {} : { horizonMethod }),
    kind,
    currency,
    var: defined ? tail.var : null,
    es: defined ? tail.es : null,
    reason: defined ? null : tail.reason,
    warning: result.cautions.join("; ") || null,
    definition: `${model.definition}; ${horizon === 1 ? "one day" : `${horizon} days by ${horizonMethod}`}; positive is a loss`,
    source: model.source,
    ...(result.stressed === null ? {} : { stressed: stressedJson(result.stressed, result.dates) }),
    ...(kind === "hypothetical" ? { leftOut: result.leftOut } : {}),
    ...(result.withSeries && backtest !== null ? { series: seriesJson(backtest, result.dates) } : {}),
    ...(backtest === null ? {} : { backtest: backtestJson(backtest) }),
  };
}

function stressedJson(stressed: Figure<StressedTail>, dates: readonly IsoDate[] | null): object {
  if (!isDefined(stressed)) return { reason: stressed.reason };
  const { from, to } = stressed;
  return { ...stressed, from: dates?.[from] ?? from, to: dates?.[to] ?? to };
}

function backtestJson(backtest: Backtest): Record<string, unknown> {
  const { hits, exceptions, inactive, without, kupiec, christoffersen, dynamicQuantile, trafficLight, acerbiSzekely } =
    backtest;
  const light = isDefined(trafficLight) ? trafficLight : null;
  return {
    n: hits.length,
    exceptions,
    inactive,
    without,
    kupiec: orReason(kupiec),
    christoffersen: orReason(christoffersen),
    dynamicQuantile: orReason(dynamicQuantile),
    trafficLight: light?.zone ?? null,
    capitalAddOn: light?.addOn ?? null,
    acerbiSzekely: orReason(acerbiSzekely),
    meanQuantileLoss: orReason(backtest.meanQuantileLoss),
    meanJointLoss: orReason(backtest.meanJointLoss),
  };
}

function orReason<T>(figure: Figure<T>): T | { reason: string } {
  return isDefined(figure) ? figure : { reason: figure.reason };
}

function seriesJson({ periods, pnl, var: values, es, hits }: Backtest, dates: readonly IsoDate[] | null): object[] {
  return Array.from(periods, (period, i) => ({
    ...(dates === null ? { index: period } : { date: dates[period]! }),
    pnl: pnl[i]!,
    var: values[i]!,
    es: es[i]!,
    exception: hits[i] === 1,
  }));
}
