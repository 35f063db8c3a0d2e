export { type BacktestComparisonOptions, type BacktestRow, backtestComparison } from "./backtest-comparison.js";
export type { ChartOptions } from "./chart.js";
export { type ConcentrationOptions, type ConcentrationRow, concentrationCurve } from "./concentration.js";
export { type ContributionOptions, type ContributionRow, contributionBars } from "./contribution-bars.js";
export {
  type CorrelationCells,
  type CorrelationHeatmapOptions,
  correlationHeatmap,
} from "./correlation-heatmap.js";
export { type DailyBarsOptions, type DailyPnl, dailyPnlBars } from "./daily-bars.js";
export { type DistributionOptions, pnlDistribution } from "./distribution.js";
export { type DrawdownCone, type DrawdownConeOptions, drawdownCone } from "./drawdown-cone.js";
export { type EquityOptions, type EquitySeries, equityWithDrawdown } from "./equity.js";
export { type ExceedanceOptions, type ExceedanceSeries, varExceedances } from "./exceedances.js";
export { type ExposureOptions, type ExposureRow, exposureBars } from "./exposure.js";
export { efficientFrontier, type FrontierOptions, type FrontierPoint, type FrontierSource } from "./frontier.js";
export { type MonthlyHeatmapOptions, type MonthlySource, monthlyHeatmap } from "./heatmap.js";
export { type LimitBulletsOptions, type LimitRow, limitBullets } from "./limit-bullets.js";
export { INK, PALETTE, type PaletteColour, SERIES } from "./palette.js";
export { isPictureNode, type PictureOptions, pictureBlock } from "./pictures.js";
export { plot } from "./plot.js";
export { type RankedBarsOptions, type RankedRow, rankedBars } from "./ranked-bars.js";
export { type RegimeRibbonOptions, type RegimeSeries, regimeRibbon } from "./regime-ribbon.js";
export { type RollingBandOptions, type RollingSeries, rollingBand } from "./rolling-band.js";
export { type ScenarioGrid, type ScenarioGridOptions, scenarioGrid } from "./scenario-grid.js";
export type { DatedSeries } from "./series.js";
export { type SessionStrips, type SessionStripsOptions, sessionStrips } from "./session-strips.js";
export { type MultipleSeries, type SmallMultiplesOptions, smallMultiples } from "./small-multiples.js";
export { stressWaterfall, type WaterfallOptions, type WaterfallRow } from "./stress-waterfall.js";
export { isVegaLiteSpec, type VegaLiteSpec, vegaLiteChart } from "./vega-lite.js";
