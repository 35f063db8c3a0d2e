import { mapFigure } from "../figure.js";
import { sampleOf } from "../sample.js";
import { cornishFisherEs, cornishFisherVar } from "../tail/cornish-fisher.js";
import { defineModel, type VarModel } from "./model.js";

/** The normal quantile adjusted for skewness and kurtosis. */
export const cornishFisherModel: VarModel = defineModel({
  id: "cornish_fisher",
  label: "Cornish–Fisher",
  definition:
    "−(mean + h·σ) with the Cornish–Fisher quantile h, population moments; outside Maillard's domain no quantile",
  source: "Zangari (1996), RiskMetrics Monitor Q1; Boudt, Peterson & Croux (2008), Journal of Risk 11(2), 79–103",
  coherentTail: false,
  forecast(past, confidence) {
    const sample = sampleOf(past, "P&L");
    return mapFigure(cornishFisherVar(sample, { confidence }), value =>
      mapFigure(cornishFisherEs(sample, { confidence }), es => ({ var: value, es })),
    );
  },
});
