import { normalPdf, normalQuantile } from "../../numeric/index.js";
import { mapFigure } from "../figure.js";
import { tailOf } from "../tail/level.js";
import { fitVolatility } from "../volatility/fit.js";
import { fitExcesses, paretoTail } from "./extreme-value.js";
import { defineModel, type VarModel } from "./model.js";
import { studentTail } from "./student-t.js";

const GARCH = "GARCH(1,1) fitted to the window by maximum likelihood";

/** A normal distribution with the volatility that GARCH(1,1) expects of the next period. */
export const garchModel: VarModel = defineModel({
  id: "garch",
  label: "GARCH normal",
  definition: `−(μ + z·σ(next)), σ by ${GARCH} with normal errors`,
  source: "Bollerslev (1986), Journal of Econometrics 31, 307–327; Jorion, Value at Risk, 3rd ed., section 9.2",
  coherentTail: true,
  forecast: (past, confidence) =>
    mapFigure(fitVolatility(past), ({ mean, variances }) => {
      const alpha = tailOf(confidence);
      const z = normalQuantile(alpha);
      const next = Math.sqrt(variances.at(-1)!);
      return { var: -mean - z * next, es: -mean + (normalPdf(z) / alpha) * next };
    }),
});

/** A t distribution with the volatility that GARCH(1,1) with t errors expects of the next period. */
export const garchStudentModel: VarModel = defineModel({
  id: "garch_t",
  label: "GARCH t",
  definition: `−(μ + t·σ(next)), t the quantile of a t distribution of variance 1, σ and its degrees of freedom by ${GARCH} with t errors`,
  source: "Bollerslev (1987), Review of Economics and Statistics 69, 542–547",
  coherentTail: true,
  forecast: (past, confidence) =>
    mapFigure(fitVolatility(past, { errors: "t" }), ({ mean, variances, parameters }) => {
      const freedom = parameters.nu!;
      const scale = Math.sqrt((variances.at(-1)! * (freedom - 2)) / freedom);
      return studentTail({ location: mean, scale, freedom }, confidence);
    }),
});

/** The share of residuals that counts as their tail. */
const TAIL = 0.1;

/**
 * Conditional extreme value theory: peaks over a threshold of the residuals, times the volatility that GARCH(1,1) expects of the
 * next period.
 */
export const conditionalExtremeValueModel: VarModel = defineModel({
  id: "conditional_evt",
  label: "Conditional EVT",
  definition: `−μ + q·σ(next), q of a generalised Pareto distribution fitted to the worst ${TAIL * 100}% of residuals of ${GARCH} with normal errors`,
  source: "McNeil & Frey (2000), Journal of Empirical Finance 7, 271–300",
  coherentTail: true,
  forecast: (past, confidence) =>
    mapFigure(fitVolatility(past), ({ mean, variances, residuals }) =>
      mapFigure(fitExcesses(residuals, TAIL), fit =>
        mapFigure(paretoTail(fit, confidence), tail => {
          const next = Math.sqrt(variances.at(-1)!);
          return { var: -mean + tail.var * next, es: -mean + tail.es * next };
        }),
      ),
    ),
});
