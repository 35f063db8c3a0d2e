import { RiskbookError } from "../../core/index.js";
import { measureReturns, type PnlKind, type ReturnContext, type ReturnMeasure } from "../definition.js";
import type { Measure } from "../measure.js";
import { type Series, sampleOf } from "../sample.js";
import { cornishFisherTailAt } from "./cornish-fisher.js";
import { historicalTailAt } from "./historical.js";
import { type Level, levelOf } from "./level.js";
import { normalTailAt } from "./normal.js";

export interface TailRiskOptions {
  /** Such as 0.99. */
  readonly confidence: number;
  readonly method?: "historical" | "normal" | "cornish-fisher";
  /** Of a historical VaR: the order statistic (the default) or type 7. */
  readonly quantile?: "order" | "type7";
  /** `fraction` for returns, or the currency of the P&L. */
  readonly unit: string;
  /** Which P&L the series is; figures of different kinds never mix. */
  readonly kind: PnlKind;
}

/** One-period value at risk as a measure, positive for a loss; its definition names the method and the kind of P&L. */
export function valueAtRisk(pnl: Series, options: TailRiskOptions): Measure {
  const { quantile = "order", method = "historical" } = options;
  const level = levelOf(options.confidence);
  const ids = {
    historical: `var_hist_${level.tag}_${quantile}`,
    normal: `var_normal_${level.tag}_sample_sd`,
    "cornish-fisher": `var_cornish_fisher_${level.tag}`,
  };
  return measureTail(pnl, level, ids[method], options);
}

/** One-period expected shortfall as a measure, positive for a loss; otherwise as `valueAtRisk`. */
export function expectedShortfall(pnl: Series, options: Omit<TailRiskOptions, "quantile">): Measure {
  const level = levelOf(options.confidence);
  const ids = {
    historical: `es_hist_${level.tag}`,
    normal: `es_normal_${level.tag}_sample_sd`,
    "cornish-fisher": `es_cornish_fisher_${level.tag}`,
  };
  return measureTail(pnl, level, ids[options.method ?? "historical"], options);
}

/** Every VaR and ES at one level, by every method and convention. */
export function tailMeasuresAt(level: Level): readonly ReturnMeasure[] {
  return [...historicalTailAt(level), ...normalTailAt(level), ...cornishFisherTailAt(level)];
}

/** The same measure in the unit of the series, with the kind of its P&L in the definition of a VaR or ES. */
export function ofPnl(measure: ReturnMeasure, unit: string, kind: PnlKind | null): ReturnMeasure {
  const clause = kind === null ? "of the series as given, whose kind of P&L is not stated" : `of ${kind} P&L`;
  const definition = measure.group === "tail" ? `${measure.definition}; ${clause}` : measure.definition;
  if (measure.inSeriesUnit === undefined || unit === "fraction") return { ...measure, definition };
  return { ...measure, definition, unit, format: { kind: "money", currency: unit, digits: 0 } };
}

function measureTail(pnl: Series, level: Level, id: string, { unit, kind }: TailRiskOptions): Measure {
  const sample = sampleOf(pnl, "P&L");
  const measure = tailMeasuresAt(level).find(candidate => candidate.id === id);
  if (measure === undefined) throw new RiskbookError("UNKNOWN_METHOD", `There is no tail measure ${id}.`);
  const context: ReturnContext = {
    returns: sample,
    benchmark: null,
    dates: null,
    periodsPerYear: 1,
    riskFree: 0,
    annualiseUnderYear: false,
  };
  return measureReturns(ofPnl(measure, unit, kind), context);
}
