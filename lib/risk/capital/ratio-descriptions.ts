import type { MeasureDescription } from "../definition.js";
import { ruleSource } from "./rule.js";
import { BASEL_LEVERAGE, LIQUIDITY_COVERAGE } from "./rules.js";

const ratio = {
  group: "capital",
  recommended: true,
  unit: "ratio",
  format: { kind: "ratio", digits: 2 },
} as const;
const share = { ...ratio, unit: "fraction", format: { kind: "percent", digits: 1 } } as const;
const textbook = {
  ...ratio,
  source: "Bragg, Business Ratios and Formulas; no regulation asks for it",
} as const;

/** The descriptions of leverage and liquidity ratios. Leverage has three meanings, and so three ids. */
export const CAPITAL_RATIOS: readonly MeasureDescription[] = [
  {
    ...textbook,
    id: "debt_to_equity",
    label: "Debt to equity",
    definition: "interest-bearing debt over equity of the balance sheet",
  },
  {
    ...share,
    id: "basel_leverage_ratio",
    label: "Basel leverage ratio",
    definition: "Tier 1 capital over the exposure measure; a bank needs 3%",
    source: ruleSource(BASEL_LEVERAGE),
  },
  {
    ...ratio,
    id: "gross_exposure_to_equity",
    label: "Gross exposure to equity",
    definition: "sum of absolute market values over equity of the balance sheet",
    source: "Regulation (EU) 231/2013, articles 6 and 7 (gross method), with book equity in place of net asset value",
  },
  {
    ...share,
    id: "margin_use",
    label: "Margin use",
    definition: "margin in use over the equity of the accounts that it is in use of",
    source: "the brokers' own statements; no regulation asks for it",
  },
  {
    ...textbook,
    id: "current_ratio",
    label: "Current ratio",
    definition: "current assets over current liabilities",
  },
  {
    ...textbook,
    id: "quick_ratio",
    label: "Quick ratio",
    definition: "current assets less inventory and prepaid expenses, over current liabilities",
  },
  {
    ...textbook,
    id: "cash_ratio",
    label: "Cash ratio",
    definition: "cash, equivalents and marketable securities over current liabilities",
  },
  {
    ...share,
    id: "liquidity_coverage_ratio",
    label: "Liquidity coverage ratio",
    definition: "high-quality liquid assets after haircuts and caps over net outflows of 30 days; a bank needs 100%",
    source: ruleSource(LIQUIDITY_COVERAGE),
  },
];
