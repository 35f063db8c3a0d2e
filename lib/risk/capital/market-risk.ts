import { type MeasureDescription, toMeasure } from "../definition.js";
import type { Measure } from "../measure.js";
import { ruleSource, ruleWarning } from "./rule.js";
import { SIMPLIFIED_EQUITY, SIMPLIFIED_FX_AND_COMMODITY, SIMPLIFIED_MARKET_RISK, SIMPLIFIED_OPTIONS } from "./rules.js";

/** Capital by class of risk before scaling, in money. */
export interface RiskClassCharges {
  readonly interestRate: number;
  readonly equity: number;
  readonly commodity: number;
  readonly foreignExchange: number;
}

/** Scaling factors of MAR40.2. */
export const SCALING_FACTORS: RiskClassCharges = {
  interestRate: 1.3,
  equity: 3.5,
  commodity: 1.9,
  foreignExchange: 1.2,
};

/** Capital and risk-weighted assets for market risk, in money. */
export interface SimplifiedMarketRisk {
  /** After scaling. */
  readonly byClass: RiskClassCharges;
  readonly capital: number;
  readonly riskWeightedAssets: number;
}

/**
 * Market risk by the simplified standardised approach: charges of each class times its factor, added up; times 12.5.
 * @see Basel Framework MAR40.1–40.2
 */
export function simplifiedMarketRisk(charges: RiskClassCharges): SimplifiedMarketRisk {
  const byClass = {
    interestRate: SCALING_FACTORS.interestRate * charges.interestRate,
    equity: SCALING_FACTORS.equity * charges.equity,
    commodity: SCALING_FACTORS.commodity * charges.commodity,
    foreignExchange: SCALING_FACTORS.foreignExchange * charges.foreignExchange,
  };
  const capital = byClass.interestRate + byClass.equity + byClass.commodity + byClass.foreignExchange;
  return { byClass, capital, riskWeightedAssets: 12.5 * capital };
}

/** Capital and risk-weighted assets as measures; they are as unverified as the charges that they are made of. */
export function describeMarketRisk(charges: RiskClassCharges, positions: number, currency: string): Measure[] {
  const { capital, riskWeightedAssets } = simplifiedMarketRisk(charges);
  const [capitalText, weightedText] = marketRiskDescriptions(currency) as [MeasureDescription, MeasureDescription];
  const rules = [
    SIMPLIFIED_MARKET_RISK,
    ...(charges.equity === 0 ? [] : [SIMPLIFIED_EQUITY, SIMPLIFIED_OPTIONS]),
    ...(charges.commodity === 0 && charges.foreignExchange === 0 ? [] : [SIMPLIFIED_FX_AND_COMMODITY]),
  ];
  const warnings = rules.flatMap(rule => ruleWarning(rule) ?? []);
  const warning = warnings.length === 0 ? null : warnings.join("; ");
  return [
    toMeasure(capitalText, positions, capital, warning),
    toMeasure(weightedText, positions, riskWeightedAssets, warning),
  ];
}

/** The descriptions of capital and risk-weighted assets for market risk in a currency. */
export function marketRiskDescriptions(currency: string): readonly MeasureDescription[] {
  const shared = {
    group: "capital",
    recommended: true,
    unit: currency,
    format: { kind: "money", currency, digits: 0 },
    source: ruleSource(SIMPLIFIED_MARKET_RISK),
  } as const;
  return [
    {
      ...shared,
      id: "market_risk_capital",
      label: "Market risk capital",
      definition: "1.3 × interest rate + 3.5 × equity + 1.9 × commodity + 1.2 × foreign exchange charges",
    },
    {
      ...shared,
      id: "market_risk_rwa",
      label: "Market risk RWA",
      definition: "12.5 × market risk capital",
    },
  ];
}
