import { mapFigure } from "../figure.js";
import { sampleOf } from "../sample.js";
import { normalEs, normalVar } from "../tail/normal.js";
import { defineModel, type VarModel } from "./model.js";

/** The normal distribution with the window's mean and sample deviation. */
export const normalModel: VarModel = defineModel({
  id: "normal",
  label: "Normal",
  definition: "−(mean + z·σ), σ with n−1; ES −mean + σ·φ(z)/α",
  source: "Jorion, Value at Risk, 3rd ed., ch. 5; McNeil, Frey & Embrechts, 2nd ed., example 2.14",
  coherentTail: true,
  forecast(past, confidence) {
    const sample = sampleOf(past, "P&L");
    return mapFigure(normalVar(sample, { confidence }), value =>
      mapFigure(normalEs(sample, { confidence }), es => ({ var: value, es })),
    );
  },
});
