import { type MeasureDescription, toMeasure } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import type { Measure } from "../measure.js";
import { addBalanceSheet, type BalanceSheet, type BalanceSheetLine, imbalance } from "./balance-sheet.js";
import { liquidityCoverageRatio } from "./liquidity-coverage.js";
import { CAPITAL_RATIOS } from "./ratio-descriptions.js";
import { ruleWarning } from "./rule.js";
import { BASEL_LEVERAGE, LIQUIDITY_COVERAGE } from "./rules.js";

/** What ratios need beside the balance sheet, in its currency; what is not given leaves its ratio undefined. */
export interface CapitalInputs {
  readonly currency: string;
  /** Sum of absolute market values of positions. */
  readonly grossExposure?: number;
  /** Margin in use at brokers, and the equity that it is in use of. */
  readonly margin?: { readonly inUse: number; readonly equity: number };
}

interface Found {
  readonly figure: Figure;
  readonly warning?: string | null;
}

const over = (part: number, whole: number, name: string): Figure =>
  whole > 0 ? part / whole : new Undefined(whole === 0 ? `${name} is zero` : `${name} is negative`);

const RATIOS: Readonly<Record<string, (sheet: BalanceSheet, inputs: CapitalInputs) => Found>> = {
  debt_to_equity: ({ debt, equity }) => ({ figure: over(debt, equity, "equity") }),
  basel_leverage_ratio: baselLeverage,
  gross_exposure_to_equity: ({ equity }, { grossExposure }) => ({
    figure:
      grossExposure === undefined ? new Undefined("no exposure was given") : over(grossExposure, equity, "equity"),
  }),
  margin_use: (_, { margin }) => ({
    figure:
      margin === undefined ? new Undefined("no margin was stated") : over(margin.inUse, margin.equity, "margin equity"),
  }),
  current_ratio: ({ currentAssets, currentLiabilities }) => ({
    figure: over(currentAssets, currentLiabilities, "the sum of current liabilities"),
  }),
  quick_ratio: ({ currentAssets, slow, currentLiabilities }) => ({
    figure: over(currentAssets - slow, currentLiabilities, "the sum of current liabilities"),
  }),
  cash_ratio: ({ cash, currentLiabilities }) => ({
    figure: over(cash, currentLiabilities, "the sum of current liabilities"),
  }),
  liquidity_coverage_ratio: sheet => ({ figure: coverage(sheet), warning: ruleWarning(LIQUIDITY_COVERAGE) }),
};

/**
 * Leverage and liquidity of a firm by its balance sheet. Where the lines do not add up, every ratio warns by how much.
 * @param lines of one entity, day and currency; see `BalanceSheetLine` for memo lines
 * @throws RiskbookError `BAD_BALANCE_SHEET`, `BAD_LIQUIDITY`
 */
export function describeCapitalRatios(lines: readonly BalanceSheetLine[], inputs: CapitalInputs): Measure[] {
  const sheet = addBalanceSheet(lines);
  const unsound = imbalance(sheet, inputs.currency);
  return CAPITAL_RATIOS.map((description: MeasureDescription) => {
    if (lines.length === 0) return toMeasure(description, 0, new Undefined("no balance sheet"));
    const { figure, warning = null } = RATIOS[description.id]!(sheet, inputs);
    const said = [unsound, warning].filter(part => part !== null);
    return toMeasure(description, sheet.lines, figure, said.length === 0 ? null : said.join("; "));
  });
}

/** Tier 1 and the exposure measure from their memo lines; else book equity and all assets in their place, with a warning. */
function baselLeverage({ memo, equity, assets }: BalanceSheet): Found {
  const tier1 = memo.get("tier1_capital") ?? equity;
  const exposure = memo.get("leverage_exposure") ?? assets;
  const standIns = [
    memo.has("tier1_capital")
      ? null
      : "book equity before deductions stands in for Tier 1 (no memo line tier1_capital)",
    memo.has("leverage_exposure")
      ? null
      : "total assets stand in for the exposure measure (no memo line leverage_exposure)",
    ruleWarning(BASEL_LEVERAGE),
  ].filter(part => part !== null);
  return {
    figure: over(tier1, exposure, "the exposure measure"),
    warning: standIns.length === 0 ? null : standIns.join("; "),
  };
}

const COVERAGE_LINES = {
  level1: "hqla_level1",
  level2a: "hqla_level2a",
  level2b: "hqla_level2b",
  outflows: "outflows_30_days",
  inflows: "inflows_30_days",
} as const;

function coverage({ memo }: BalanceSheet): Figure {
  const needed = [COVERAGE_LINES.level1, COVERAGE_LINES.outflows].filter(item => !memo.has(item));
  if (needed.length > 0)
    return new Undefined(`no memo line ${needed.join(" and ")}; deposits with other banks are not liquid assets`);
  const amount = (name: keyof typeof COVERAGE_LINES): number => memo.get(COVERAGE_LINES[name]) ?? 0;
  return liquidityCoverageRatio({
    level1: amount("level1"),
    level2a: amount("level2a"),
    level2b: amount("level2b"),
    outflows: amount("outflows"),
    inflows: amount("inflows"),
  });
}
