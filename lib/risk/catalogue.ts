import { behaviourMeasures } from "./behaviour/describe-behaviour.js";
import { activeMeasures } from "./benchmark/active.js";
import { captureMeasures } from "./benchmark/capture.js";
import { regressionMeasures } from "./benchmark/regression.js";
import { rewardMeasures } from "./benchmark/reward.js";
import { marketRiskDescriptions } from "./capital/market-risk.js";
import { CAPITAL_RATIOS } from "./capital/ratio-descriptions.js";
import { GROUPS, type MeasureDescription, type ReturnMeasure } from "./definition.js";
import { cdarMeasure } from "./drawdown/cdar.js";
import { drawdownEpisodeMeasure } from "./drawdown/episodes.js";
import { drawdownMeasures } from "./drawdown/max-drawdown.js";
import { exposureDescriptions } from "./exposure/exposure.js";
import { minimumTrackRecordMeasure } from "./inference/minimum-track-record.js";
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
import { scenarioDescriptions } from "./scenarios/summary.js";
import { cornishFisherMeasures } from "./tail/cornish-fisher.js";
import { entropicVarMeasure } from "./tail/entropic.js";
import { historicalTailMeasures } from "./tail/historical.js";
import { levelOf } from "./tail/level.js";
import { normalTailMeasures } from "./tail/normal.js";
import { tailMeasuresAt } from "./tail/value-at-risk.js";

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
    minimumTrackRecordMeasure,
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

/** Every measure that the room knows, of returns, of P&L in money, of positions and of trades. */
export function measureCatalogue(): readonly MeasureDescription[] {
  return [
    ...returnMeasures(),
    // At 2% and at any other rate, because their ids differ.
    ...excessSharpeMeasures(0.02),
    ...excessSharpeMeasures(0.01),
    ...pnlMeasures("money"),
    ...exposureDescriptions("money"),
    ...behaviourMeasures("money"),
    ...CAPITAL_RATIOS,
    ...marketRiskDescriptions("money"),
    ...scenarioDescriptions("money"),
  ];
}

/**
 * The description of a measure by its id, for labels and formats; of VaR and ES at any level, such as `es_hist_999`.
 * @returns undefined for an id that no measure has
 */
export function measureDescription(id: string): MeasureDescription | undefined {
  const digits = LEVEL_IN_ID.exec(id)?.[1];
  const tail = digits === undefined ? [] : tailMeasuresAt(levelOf(Number(`0.${digits}`)));
  return [...measureCatalogue(), ...tail].find(description => description.id === id);
}

const LEVEL_IN_ID = /^(?:var|es)_[a-z_]+_(\d{2,})(?:_|$)/;
