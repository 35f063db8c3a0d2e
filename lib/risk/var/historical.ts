import { mapFigure } from "../figure.js";
import { sampleOf } from "../sample.js";
import { historicalEs, historicalVar } from "../tail/historical.js";
import { defineModel, type VarModel } from "./model.js";

const SOURCE = "Acerbi & Tasche (2002), Journal of Banking & Finance 26, 1487–1503";

/** Historical simulation: the order statistic ⌈nα⌉ of the window, and the mean beyond it. */
export const historicalModel: VarModel = defineModel({
  id: "historical",
  label: "Historical",
  definition: "−x₍ₖ₎ with k = nα rounded up; ES the mean of the worst nα with a fractional weight at the quantile",
  source: SOURCE,
  coherentTail: true,
  forecast: (past, confidence) => tail(past, confidence, "order"),
});

/** The same with the interpolated quantile of type 7, which most spreadsheets have. */
export const historicalType7Model: VarModel = defineModel({
  id: "historical_type7",
  label: "Historical (type 7)",
  definition: "−(Hyndman–Fan type 7 quantile), interpolated; ES the mean of the worst nα with a fractional weight",
  source: `Hyndman & Fan (1996), The American Statistician 50(4), 361–365; ${SOURCE}`,
  coherentTail: false,
  forecast: (past, confidence) => tail(past, confidence, "type7"),
});

function tail(past: Float64Array, confidence: number, quantile: "order" | "type7"): ReturnType<VarModel["forecast"]> {
  const sample = sampleOf(past, "P&L");
  return mapFigure(historicalVar(sample, { confidence, quantile }), value =>
    mapFigure(historicalEs(sample, { confidence }), es => ({ var: value, es })),
  );
}
