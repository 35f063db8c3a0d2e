import { mapFigure } from "../figure.js";
import { fitVolatility } from "../volatility/fit.js";
import { historicalModel } from "./historical.js";
import { defineModel, type VarModel } from "./model.js";

/**
 * Filtered historical simulation: the window's residuals in units of their GARCH(1,1) volatility, times the volatility that
 * the filter expects of the next period.
 * @see Barone-Adesi, Giannopoulos & Vosper (1999), Journal of Futures Markets 19(5), 583–602
 */
export const filteredHistoricalModel: VarModel = defineModel({
  id: "filtered_historical",
  label: "Filtered historical",
  definition:
    "historical on μ + z·σ(next), z the residuals over their GARCH(1,1) volatility, fitted to the window by normal quasi-maximum likelihood",
  source: "Barone-Adesi, Giannopoulos & Vosper (1999), Journal of Futures Markets 19(5), 583–602",
  coherentTail: true,
  forecast: (past, confidence) =>
    mapFigure(fitVolatility(past), ({ mean, residuals, variances }) => {
      const next = Math.sqrt(variances.at(-1)!);
      return historicalModel.forecast(
        residuals.map(residual => mean + residual * next),
        confidence,
      );
    }),
});
