import { RiskbookError } from "../../core/index.js";
import { mean } from "../../numeric/index.js";
import { type Figure, isDefined, Undefined } from "../figure.js";
import { type Series, sampleOf } from "../sample.js";
import type { VarModel } from "../var/model.js";
import { type AcerbiSzekelyTests, acerbiSzekelyTests } from "./acerbi-szekely.js";
import { type ChristoffersenTests, christoffersenTests } from "./christoffersen.js";
import { dynamicQuantileTest } from "./dynamic-quantile.js";
import { type KupiecTest, kupiecTest } from "./kupiec.js";
import { jointLosses, quantileLosses } from "./loss-functions.js";
import type { TestResult } from "./test-result.js";
import { type TrafficLight, trafficLight } from "./traffic-light.js";
import { requireWindow } from "./window.js";

export interface BacktestOptions {
  /** Such as 0.99. */
  readonly confidence: number;
  /** Periods that each forecast looks back on, not counting its own. */
  readonly window: number;
  /** 1 for periods in which there was something at risk. The others have no forecast tested; absent: all are tested. */
  readonly traded?: ArrayLike<number>;
}

/** Forecasts of a model, each from the periods before it alone, beside what came. Arrays have an element for each tested period. */
export interface Backtest {
  readonly model: string;
  /** Indices into the whole series. */
  readonly periods: Int32Array;
  readonly pnl: Float64Array;
  readonly var: Float64Array;
  readonly es: Float64Array;
  /** 1 where the loss was greater than the VaR. */
  readonly hits: Uint8Array;
  readonly exceptions: number;
  /** Periods after the first window with nothing at risk: not tested, and not counted in n. */
  readonly inactive: number;
  /** Periods for which the model had no forecast, with the first reason. */
  readonly without: { readonly count: number; readonly reason: string } | null;
  readonly kupiec: Figure<KupiecTest>;
  readonly christoffersen: Figure<ChristoffersenTests>;
  readonly dynamicQuantile: Figure<TestResult>;
  readonly trafficLight: Figure<TrafficLight>;
  readonly acerbiSzekely: Figure<AcerbiSzekelyTests>;
  /** Of each tested period, for comparisons between models. */
  readonly losses: Float64Array;
  readonly meanQuantileLoss: Figure;
  readonly meanJointLoss: Figure;
}

/**
 * Tests a model on history without look-ahead: the forecast for a period sees the `window` periods before it and nothing
 * else. A period in which nothing was at risk is in the window as the zero it was, and is not tested.
 * @throws `BAD_WINDOW`, `LENGTH_MISMATCH`, `NOT_FINITE`
 */
export function backtestVar(model: VarModel, pnl: Series, options: BacktestOptions): Backtest {
  const { values } = sampleOf(pnl, "P&L");
  const { window, confidence, traded } = options;
  requireWindow(window);
  if (traded !== undefined && traded.length !== values.length) {
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `There are ${traded.length} marks of trading for ${values.length} periods; give one for each.`,
    );
  }
  const { periods, forecasts, inactive, without } = forecastAll(model, values, options);
  const realised = Float64Array.from(periods, period => values[period]!);
  const hits = Uint8Array.from(realised, (value, i) => (-value > forecasts.var[i]! ? 1 : 0));
  const exceptions = hits.reduce((total, hit) => total + hit, 0);
  const observations = hits.length;
  const empty =
    without === null && values.length > window
      ? "no period was traded"
      : `a window of ${window} leaves no period to test of ${values.length}`;
  const ifAny = <T>(result: () => Figure<T>): Figure<T> =>
    observations > 0 ? result() : new Undefined(without?.reason ?? empty);
  const losses = quantileLosses(realised, forecasts.var, confidence);
  const outcome = { exceptions, observations, confidence };
  return {
    model: model.id,
    periods,
    pnl: realised,
    ...forecasts,
    hits,
    exceptions,
    inactive,
    without,
    kupiec: ifAny(() => kupiecTest(outcome)),
    christoffersen: ifAny(() => christoffersenTests(hits, confidence)),
    dynamicQuantile: ifAny(() => dynamicQuantileTest(hits, forecasts.var, { confidence })),
    trafficLight: ifAny(() => trafficLight(outcome)),
    acerbiSzekely: ifAny(() => acerbiSzekelyTests(realised, forecasts, confidence)),
    losses,
    meanQuantileLoss: ifAny(() => mean(losses)),
    meanJointLoss: ifAny(() => jointLoss(realised, forecasts, confidence)),
  };
}

interface Forecasts {
  readonly var: Float64Array;
  readonly es: Float64Array;
}

function forecastAll(model: VarModel, values: Float64Array, { window, confidence, traded }: BacktestOptions) {
  const [periods, valuesAtRisk, shortfalls]: [number[], number[], number[]] = [[], [], []];
  let [inactive, missing, reason] = [0, 0, ""];
  for (let period = window; period < values.length; period++) {
    if (traded !== undefined && !traded[period]) {
      inactive++;
      continue;
    }
    const forecast = model.forecast(values.subarray(period - window, period), confidence);
    if (!isDefined(forecast)) {
      reason ||= forecast.reason;
      missing++;
      continue;
    }
    periods.push(period);
    valuesAtRisk.push(forecast.var);
    shortfalls.push(forecast.es);
  }
  const forecasts: Forecasts = { var: Float64Array.from(valuesAtRisk), es: Float64Array.from(shortfalls) };
  const without = missing === 0 ? null : { count: missing, reason };
  return { periods: Int32Array.from(periods), forecasts, inactive, without };
}

function jointLoss(pnl: Float64Array, forecasts: Forecasts, confidence: number): Figure {
  const loss = mean(jointLosses(pnl, forecasts, confidence));
  return Number.isFinite(loss) ? loss : new Undefined("an ES is not a loss, and the joint loss needs its logarithm");
}
