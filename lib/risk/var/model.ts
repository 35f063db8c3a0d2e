import { BEYOND_DOUBLE, type Figure, isDefined } from "../figure.js";
import { sampleOf } from "../sample.js";

/** VaR and ES of the next period, both positive for a loss, in the unit of the P&L. */
export interface TailForecast {
  readonly var: number;
  readonly es: number;
}

/**
 * One way to say from past P&L what the next period may lose. A model looks at nothing but what it is given, so that the
 * same value serves this morning's report and a back-test.
 */
export interface VarModel {
  /** As commands and files name it. */
  readonly id: string;
  /** A few words for a legend or a column head. */
  readonly label: string;
  /** The formula in words, with every convention that changes the figure. */
  readonly definition: string;
  readonly source: string;
  /** Whether ES ≥ VaR holds for any P&L. */
  readonly coherentTail: boolean;
  /**
   * @param past P&L of past periods, oldest first
   * @param confidence such as 0.99
   * @returns undefined with the reason where the past says too little
   * @throws `NOT_FINITE` with the index of a NaN, `BAD_CONFIDENCE`
   */
  forecast(past: Float64Array, confidence: number): Figure<TailForecast>;
}

/** Completes a model: a gap in the past is refused, and what a double cannot hold is undefined, whatever the formula. */
export function defineModel(model: VarModel): VarModel {
  return {
    ...model,
    forecast(past, confidence) {
      sampleOf(past, "P&L");
      const forecast = model.forecast(past, confidence);
      if (!isDefined(forecast)) return forecast;
      return Number.isFinite(forecast.var) && Number.isFinite(forecast.es) ? forecast : BEYOND_DOUBLE;
    },
  };
}
