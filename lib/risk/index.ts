export {
  type BrinsonAttribution,
  brinsonAttribution,
  linkAttributions,
  type Segment,
  type SegmentEffects,
} from "./attribution/brinson.js";
export {
  type Factor,
  type FactorAttribution,
  type FactorExposure,
  factorAttribution,
} from "./attribution/factor-attribution.js";
export { type AlignedParts, alignParts, type PartDay } from "./attribution/parts.js";
export { type AcerbiSzekelyTests, acerbiSzekelyTests } from "./backtest/acerbi-szekely.js";
export { type ChristoffersenTests, christoffersenTests } from "./backtest/christoffersen.js";
export { type DieboldMarianoTest, dieboldMarianoTest } from "./backtest/diebold-mariano.js";
export { dynamicQuantileTest } from "./backtest/dynamic-quantile.js";
export { type Backtest, type BacktestOptions, backtestVar } from "./backtest/evaluate.js";
export { type KupiecTest, kupiecRegion, kupiecTest } from "./backtest/kupiec.js";
export { jointLosses, quantileLosses } from "./backtest/loss-functions.js";
export type { TestResult } from "./backtest/test-result.js";
export { type TrafficLight, trafficLight, type Zone } from "./backtest/traffic-light.js";
export { type LossProfileRow, profileByLosses } from "./behaviour/by-losses.js";
export { profileByWeekday } from "./behaviour/day-of-week.js";
export { type DeclaredLimit, type DeclaredRules, RULE_LIMITS, type RuleLimit } from "./behaviour/declared-rules.js";
export { describeBehaviour } from "./behaviour/describe-behaviour.js";
export { type BehaviourFinding, behaviourFindings } from "./behaviour/findings.js";
export type { BehaviourOptions, TradeHistory } from "./behaviour/history.js";
export { type IdleSpell, idleSpells } from "./behaviour/idle.js";
export type { ProfileRow } from "./behaviour/profile.js";
export { type RuleRow, ruleAdherence } from "./behaviour/rule-adherence.js";
export { profileByTime } from "./behaviour/time-of-day.js";
export { geometricInformationRatio, informationRatio, trackingError } from "./benchmark/active.js";
export { captureRatio } from "./benchmark/capture.js";
export { alpha, benchmarkCorrelation, beta } from "./benchmark/regression.js";
export { modiglianiReturn, treynorRatio } from "./benchmark/reward.js";
export { addBalanceSheet, type BalanceSheet, type BalanceSheetLine, imbalance } from "./capital/balance-sheet.js";
export { type BookCharges, type BookHaircuts, bookCharges, bookHaircuts } from "./capital/book-capital.js";
export { type LiquidityPosition, liquidAssetStock, liquidityCoverageRatio } from "./capital/liquidity-coverage.js";
export {
  describeMarketRisk,
  type RiskClassCharges,
  type SimplifiedMarketRisk,
  simplifiedMarketRisk,
} from "./capital/market-risk.js";
export { equityHaircut, optionHaircut, type TreasuryPosition, treasuryHaircut } from "./capital/net-capital.js";
export { type CapitalInputs, describeCapitalRatios } from "./capital/ratios.js";
export {
  commodityCharge,
  deltaPlusCharge,
  type EquityCharge,
  type EquityExposure,
  equityCharge,
  foreignExchangeCharge,
  type OptionSensitivity,
} from "./capital/risk-class-charges.js";
export { type CapitalRule, ruleSource, ruleWarning } from "./capital/rule.js";
export { CAPITAL_RULES } from "./capital/rules.js";
export { measureCatalogue, measureDescription, returnMeasures } from "./catalogue.js";
export { type CatalogueSection, catalogueSections } from "./catalogue-sections.js";
export {
  type CatalogueEntry,
  DEFINITIONS_VERSION,
  GROUPS,
  type MeasureDescription,
  type MeasureFormat,
  type MeasureGroup,
  type PnlKind,
  type ReturnContext,
  type ReturnMeasure,
} from "./definition.js";
export { contextOf, type DescribeOptions, describeReturns } from "./describe.js";
export { type BrownianWealth, brownianDrawdownProbability, type DrawdownQuestion } from "./drawdown/brownian.js";
export { conditionalDrawdownAtRisk } from "./drawdown/cdar.js";
export { type DrawdownEpisode, deepestEpisode, drawdownEpisodes, drawdownRecord } from "./drawdown/episodes.js";
export { type IntradayDrawdown, type IntradayPath, intradayDrawdown } from "./drawdown/intraday.js";
export { maxAdditiveDrawdown, maxDrawdown, painIndex, ulcerIndex } from "./drawdown/max-drawdown.js";
export { additiveDrawdowns, type Compounded } from "./drawdown/path.js";
export {
  DRAWDOWN_METHODS,
  type DrawdownMethod,
  type DrawdownProbabilityOptions,
  type DrawdownScore,
  drawdownProbability,
  scoreDrawdowns,
} from "./drawdown/probability.js";
export {
  bootstrapDrawdowns,
  coneOf,
  type DrawdownPaths,
  garchDrawdowns,
  hitProbability,
  type PathOptions,
} from "./drawdown/simulated.js";
export { effectiveNumber, herfindahl, largestShare } from "./exposure/concentration.js";
export { describeExposure, type ExposureOptions, grossExposure, netExposure } from "./exposure/exposure.js";
export { type Figure, isDefined, Undefined } from "./figure.js";
export { growth } from "./growth.js";
export { sharpeOverPeriods } from "./inference/annual-sharpe.js";
export { blockLength } from "./inference/block-length.js";
export { deflatedSharpe, expectedBestSharpe, type Trials } from "./inference/deflated-sharpe.js";
export { minimumTrackRecord } from "./inference/minimum-track-record.js";
export { probabilisticSharpe } from "./inference/probabilistic-sharpe.js";
export { type SharpeDifference, sharpeDifference } from "./inference/sharpe-difference.js";
export {
  type SharpeEvidence,
  sharpeErrorLo,
  sharpeErrorMertens,
  sharpeEvidence,
  sharpeInterval,
} from "./inference/sharpe-error.js";
export {
  type BootstrapOptions,
  bootstrapInterval,
  type Interval,
  stationaryIndices,
} from "./inference/stationary-bootstrap.js";
export {
  type AccountRules,
  type Basis,
  checkAccountRules,
  type DrawdownKind,
  type LossRule,
} from "./limits/account-rules.js";
export {
  accountsOf,
  type BookGroups,
  type BookSubjects,
  bookReadings,
  bookSubjects,
  type NamedSubject,
} from "./limits/book-readings.js";
export { type Breach, firstBreach } from "./limits/breach.js";
export { checkLimits, looserThanParent, type ParentOf } from "./limits/check-limits.js";
export { configuredRules, termsOf } from "./limits/configured-rules.js";
export {
  byUrgency,
  evaluateLimits,
  type LimitState,
  type LimitStatus,
  limitsInForce,
} from "./limits/evaluate-limits.js";
export {
  type AccountJudgement,
  type AccountPath,
  judgeAccount,
  type RuleBreach,
  type RuleName,
} from "./limits/judge-account.js";
export { type DatedStatus, judgeBook, type LimitDay, type LimitJudgement, limitHistory } from "./limits/judge-book.js";
export { type Limit, limitName, type Reading, SCOPES, type Scope } from "./limits/limit.js";
export { LIMIT_MEASURE_IDS, LIMIT_MEASURES, type LimitMeasure, type LimitSubject } from "./limits/limit-measures.js";
export { ACCOUNT_RULE_PRESETS, accountRulesPreset } from "./limits/presets.js";
export { breachSession, isFollowed, type LimitBreach, type PnlPath, sessionBreach } from "./limits/session-breach.js";
export { findMeasure, type Measure, type MeasureRecord } from "./measure.js";
export { type DescribePnlOptions, describePnl } from "./money/describe-pnl.js";
export { maxDrawdownOfPeakEquity, moneyCalmar, moneyDrawdownRecord } from "./money/pnl.js";
export { blackScholesGreeks, blackScholesPrice, type OptionGreeks } from "./options/black-scholes.js";
export { type ContractQuote, type SolvedContract, solveChain } from "./options/chain.js";
export { type OptionInputs, type OptionRight, onFuture } from "./options/contract.js";
export { impliedVolatility, type QuotedOption } from "./options/implied-volatility.js";
export { Pair } from "./pair.js";
export { autocorrelation } from "./performance/autocorrelation.js";
export { calmarRatio, calmarRatio36Months } from "./performance/calmar.js";
export { meanAbsoluteDeviation, semiDeviation } from "./performance/dispersion.js";
export { kellyGamble, kellyLeverage } from "./performance/kelly.js";
export { gainToPain, profitFactor } from "./performance/omega.js";
export { type PeriodRow, periodTable } from "./performance/period-table.js";
export { excessKurtosis, sampleExcessKurtosis, sampleSkewness, skewness } from "./performance/shape.js";
export { type SharpeOptions, sharpeRatio } from "./performance/sharpe.js";
export { sortinoRatio } from "./performance/sortino.js";
export { stability } from "./performance/stability.js";
export { tailRatio } from "./performance/tail-ratio.js";
export {
  arithmeticAnnualReturn,
  calendarAnnualReturn,
  compoundAnnualReturn,
  totalReturn,
} from "./performance/total-return.js";
export { annualisedVolatility, downsideDeviation } from "./performance/volatility.js";
export { longestRun, payoffRatio, winRate } from "./performance/win-loss.js";
export { type ClusterOptions, type Clusters, clustersOf, inClusterOrder } from "./portfolio/clusters.js";
export {
  CORRELATION_METHODS,
  type CorrelationMethod,
  type Correlations,
  correlationMatrix,
  meanCorrelations,
} from "./portfolio/correlation.js";
export {
  COVARIANCE_METHODS,
  type Covariance,
  type CovarianceMethod,
  deviations,
  ewmaCovariance,
  meansOf,
  sampleCovariance,
} from "./portfolio/covariance.js";
export {
  type CrowdedPair,
  type CrowdedSymbol,
  type CrowdMember,
  crowdedPairs,
  crowdedSymbols,
} from "./portfolio/crowding.js";
export {
  describePortfolio,
  type PortfolioDescription,
  type PortfolioOptions,
  type PortfolioPart,
} from "./portfolio/describe-portfolio.js";
export { diversificationRatio, diversificationScore, effectiveBets } from "./portfolio/diversification.js";
export { meanVarianceFrontier } from "./portfolio/frontier.js";
export { empiricalKelly, jointKelly, type KellyBets } from "./portfolio/kelly.js";
export {
  type LiquidationDay,
  type LiquidationOptions,
  type LiquidationPlan,
  type LiquidationRow,
  type LiquidPosition,
  planLiquidation,
} from "./portfolio/liquidation.js";
export { maximumDiversification, maximumSharpe } from "./portfolio/maximum-ratio.js";
export { meanVariance, minimumVariance, type Portfolio, varianceForReturn } from "./portfolio/mean-variance.js";
export { modifiedVarContributions } from "./portfolio/modified-contribution.js";
export {
  type NamedSeries,
  type Panel,
  type PricedPanel,
  type PriceHistory,
  panelOf,
  returnsOfPrices,
  type UnpricedAsset,
} from "./portfolio/panel.js";
export { nearestPositiveDefinite, requirePositiveDefinite } from "./portfolio/positive-definite.js";
export type { Proposal } from "./portfolio/proposals.js";
export { type Holding, type ProposedTrade, proposeRebalance, type RebalanceProposal } from "./portfolio/rebalance.js";
export {
  normalTailContributions,
  type RiskSplit,
  type TailSplit,
  volatilityContributions,
} from "./portfolio/risk-contribution.js";
export { riskParity } from "./portfolio/risk-parity.js";
export { constantCorrelation, ledoitWolf } from "./portfolio/shrinkage.js";
export { type PositionSize, type SizingTerms, sizeByEdge, sizeByVolatility } from "./portfolio/sizing.js";
export type { WeightBounds } from "./portfolio/weight-bounds.js";
export { requireWeights, volatilityOf } from "./portfolio/weights.js";
export { type ChangePointOptions, type VarianceStretch, varianceChangePoints } from "./regimes/change-points.js";
export { chooseRegimes, fitRegimes, type RegimeFit, type RegimeOptions } from "./regimes/fit-regimes.js";
export { forecastRegimes, type RegimeForecast } from "./regimes/forecast-regimes.js";
export { expectedStay, type RegimeModel, type StateProbabilities } from "./regimes/regime-model.js";
export { type RollingMeasure, type RollingOptions, rollingMeasure } from "./rolling.js";
export { Sample, type Series, sampleOf } from "./sample.js";
export {
  checkShocks,
  combineShocks,
  SHOCK_FACTORS,
  type ShockFactor,
  type Shocks,
  shockFactor,
} from "./scenarios/factors.js";
export { type OwnPrices, recoverySessions, withOwnPrices } from "./scenarios/history.js";
export { type MoveProbability, moveProbability } from "./scenarios/move-probability.js";
export type { OptionTerms, StressPosition } from "./scenarios/position.js";
export { relativeVolatility } from "./scenarios/relative-volatility.js";
export { pricedOption, returnOf, revalue, type StressMarket } from "./scenarios/revalue.js";
export { type ReverseOptions, type ReverseStress, reverseStress } from "./scenarios/reverse.js";
export {
  type LimitReversal,
  type LimitReversalOptions,
  REVERSIBLE_MEASURES,
  reverseLimits,
} from "./scenarios/reverse-limits.js";
export {
  runScenario,
  runScenarios,
  type ScenarioResult,
  STRESS_PARTS,
  type StressedPosition,
  type StressPart,
  stressParts,
  type UnstressedPosition,
} from "./scenarios/run-scenario.js";
export { combineScenarios, parseScenario, type Scenario } from "./scenarios/scenario.js";
export { describeScenarios } from "./scenarios/summary.js";
export {
  cornishFisherEs,
  cornishFisherQuantile,
  cornishFisherVar,
  inCornishFisherDomain,
} from "./tail/cornish-fisher.js";
export { entropicVar } from "./tail/entropic.js";
export { type HistoricalVarOptions, historicalEs, historicalVar, meanOfWorst } from "./tail/historical.js";
export { type NormalTailOptions, normalEs, normalVar } from "./tail/normal.js";
export { type RollingVar, type RollingVarOptions, rollingHistoricalVar } from "./tail/rolling.js";
export { expectedShortfall, type TailRiskOptions, valueAtRisk } from "./tail/value-at-risk.js";
export { ageWeightedModel } from "./var/age-weighted.js";
export { bootstrapBands, orderStatisticBand, type QuantileBand } from "./var/bands.js";
export { VAR_MODELS, varModel } from "./var/catalogue.js";
export { varCautions } from "./var/cautions.js";
export {
  type Allocation,
  type Contribution,
  type Decomposition,
  decompose,
  diversificationBenefit,
  type Part,
  sumOf,
} from "./var/contribution.js";
export { ewmaModel } from "./var/ewma.js";
export { explainVarChange, VAR_CAUSES, type VarCause, type VarChange, type VarInputs } from "./var/explanation.js";
export { extremeValueModel, fitExcesses, type ParetoFit, paretoTail } from "./var/extreme-value.js";
export { conditionalExtremeValueModel, garchModel, garchStudentModel } from "./var/garch.js";
export { type HorizonMethod, overHorizon } from "./var/horizon.js";
export {
  type CloseHistory,
  type HeldPosition,
  type HypotheticalPnl,
  hypotheticalBy,
  hypotheticalPnl,
  type LeftOut,
} from "./var/hypothetical.js";
export type { TailForecast, VarModel } from "./var/model.js";
export { type StressedTail, stressedTail } from "./var/stressed.js";
export { fitStudent, type StudentFit, studentTail } from "./var/student-t.js";
export { volatilityScaledModel } from "./var/volatility-scaled.js";
export { archTest, ljungBox } from "./volatility/diagnostics.js";
export type { Errors } from "./volatility/error-law.js";
export { ewmaVariances } from "./volatility/ewma.js";
export {
  fitVolatility,
  VOLATILITY_MODELS,
  type VolatilityFit,
  type VolatilityModel,
  type VolatilityOptions,
} from "./volatility/fit.js";
export {
  garmanKlassVariance,
  type PriceBars,
  parkinsonVariance,
  RANGE_ESTIMATORS,
  type RangeEstimator,
  rogersSatchellVariance,
  yangZhangVariance,
} from "./volatility/range.js";
export { volatilitySimulator } from "./volatility/simulate.js";
export { type ParameterErrors, type StandardErrors, volatilityErrors } from "./volatility/standard-errors.js";
export {
  forecastVariance,
  halfLife,
  persistence,
  unconditionalVariance,
  type VarianceForecast,
} from "./volatility/term-structure.js";
