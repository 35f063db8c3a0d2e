import { activeMeasures } from "./benchmark/active.js";
import { captureMeasures } from "./benchmark/capture.js";
import { regressionMeasures } from "./benchmark/regression.js";
import { rewardMeasures } from "./benchmark/reward.js";
import { GROUPS, type MeasureDescription, type ReturnMeasure } from "./definition.js";
import { cdarMeasure } from "./drawdown/cdar.js";
import { drawdownEpisodeMeasure } from "./drawdown/episodes.js";
import { drawdownMeasures } from "./drawdown/max-drawdown.js";
import { exposureDescriptions } from "./exposure/exposure.js";
import { probabilisticSharpeMeasure } from "./inference/probabilistic-sharpe.js";
import { sharpeErrorMeasures } from "./inference/sharpe-error.js";
import { pnlMeasures } from "./money/pnl-measures.js";
import { autocorrelationMeasure } from "./performance/autocorrelation.js";
import { calmarMeasures } from "./performance/calmar.js";
import { dispersionMeasures } from "./performance/dispersion.js";
import { kellyMeasures } from "./performance/kelly.js";
import { omegaMeasures } from "./performance/omega.js";
import { shapeMeasures } from "./performance/shape.js";
import { excessSharpeMeasures, sharpeMeasure } from "./performance/sharpe.js";
import { sortinoMeasure } from "./performance/sortino.js";
import { stabilityMeasure } from "./performance/stability.js";
import { tailRatioMeasure } from "./performance/tail-ratio.js";
import { totalReturnMeasures } from "./performance/total-return.js";
import { volatilityMeasures } from "./performance/volatility.js";
import { winLossMeasures } from "./performance/win-loss.js";
import { cornishFisherMeasures } from "./tail/cornish-fisher.js";
import { entropicVarMeasure } from "./tail/entropic.js";
import { historicalTailMeasures } from "./tail/historical.js";
import { normalTailMeasures } from "./tail/normal.js";

/**
 * Every measure of a series of returns, by group.
 * @param riskFree annual; above or below 0 it adds the Sharpe ratios over it (see `excessSharpeMeasures` for their ids)
 */
export function returnMeasures(riskFree: number = 0): readonly ReturnMeasure[] {
  const measures = [
    ...totalReturnMeasures,
    ...volatilityMeasures,
    stabilityMeasure,
    sharpeMeasure,
    ...(riskFree === 0 ? [] : excessSharpeMeasures(riskFree)),
    sortinoMeasure,
    ...calmarMeasures,
    ...omegaMeasures,
    ...sharpeErrorMeasures,
    probabilisticSharpeMeasure,
    ...drawdownMeasures,
    drawdownEpisodeMeasure,
    cdarMeasure,
    ...winLossMeasures,
    ...kellyMeasures,
    ...shapeMeasures,
    ...dispersionMeasures,
    tailRatioMeasure,
    autocorrelationMeasure,
    ...historicalTailMeasures,
    ...normalTailMeasures,
    ...cornishFisherMeasures,
    entropicVarMeasure,
    ...regressionMeasures,
    ...activeMeasures,
    ...rewardMeasures,
    ...captureMeasures,
  ];
  return GROUPS.flatMap(group => measures.filter(measure => measure.group === group));
}

/** Every measure that the room knows, of returns, of P&L in money and of positions. */
export function measureCatalogue(): readonly MeasureDescription[] {
  return [
    ...returnMeasures(),
    ...excessSharpeMeasures(0.02),
    ...excessSharpeMeasures(0.01),
    ...pnlMeasures("money"),
    ...exposureDescriptions("money"),
  ];
}

/** The description of a measure by its id, for labels and formats; undefined for an id that is not in the catalogue. */
export function measureDescription(id: string): MeasureDescription | undefined {
  return measureCatalogue().find(description => description.id === id);
}
