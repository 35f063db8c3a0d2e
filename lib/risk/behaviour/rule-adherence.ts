import { fromDayNumber, type IsoDate } from "../../core/index.js";
import { type Figure, tooFew } from "../figure.js";
import type { DeclaredRules } from "./declared-rules.js";
import {
  type BehaviourContext,
  type BehaviourMeasure,
  type BehaviourOptions,
  contextOfTrips,
  type TradeHistory,
} from "./history.js";
import { RULES, type Rule, type RuleOutcome } from "./rule-outcomes.js";
import { SHARE } from "./section.js";

/** Active days that "lately" means, and the least observations on either side of a comparison. */
const LATELY = 20;
const LEAST = 20;

/** How a trader keeps one declared rule. */
export interface RuleRow {
  readonly id: string;
  readonly label: string;
  /** Chances to keep it: trips, or days. */
  readonly n: number;
  readonly broken: number;
  readonly share: number;
  /** Share broken on the latest 20 days with a chance, and before them; null where there are too few. */
  readonly lately: number | null;
  readonly before: number | null;
  /** The last day on which it was broken. */
  readonly lastBroken: IsoDate | null;
}

/**
 * The declared rules with how often they were broken, lately and before.
 * @param history the round trips of one trader
 */
export function ruleAdherence(history: TradeHistory, options: BehaviourOptions): RuleRow[] {
  const context = contextOfTrips(history, options);
  return RULES.flatMap(rule => {
    const outcomes = outcomesOf(rule, context);
    if (outcomes.length === 0) return [];
    const broken = outcomes.filter(outcome => outcome.broken);
    const [lately, before] = split(outcomes);
    const last = broken.at(-1);
    return {
      id: rule.id,
      label: rule.label,
      n: outcomes.length,
      broken: broken.length,
      share: broken.length / outcomes.length,
      lately: lately.length < LEAST ? null : share(lately),
      before: before.length < LEAST ? null : share(before),
      lastBroken: last === undefined ? null : fromDayNumber(last.day),
    };
  });
}

/** Two measures for each declared rule: how often it is broken, and whether that is more than it was. All of them without rules. */
export function ruleMeasures(context?: BehaviourContext): readonly BehaviourMeasure[] {
  const declared = context === undefined ? RULES : RULES.filter(rule => outcomesOf(rule, context).length > 0);
  return declared.flatMap(rule => [
    {
      ...SHARE,
      id: `rule_${rule.id}`,
      label: rule.label,
      definition: `share of ${rule.definition}; v1`,
      compute: (given): ReturnType<BehaviourMeasure["compute"]> => {
        const outcomes = outcomesOf(rule, given);
        return { n: outcomes.length, figure: tooFew(outcomes.length, 1) ?? share(outcomes) };
      },
    },
    {
      ...SHARE,
      id: `rule_${rule.id}_lately`,
      label: `${rule.label}, lately`,
      definition: `share of ${rule.definition}, on the latest ${LATELY} days with any less that before them; v1`,
      compute: given => latelyAgainstBefore(outcomesOf(rule, given)),
    },
  ]);
}

function outcomesOf(rule: Rule, context: BehaviourContext): RuleOutcome[] {
  const rules: DeclaredRules = context.rules ?? { maxQuantity: null, limits: [], ticks: [] };
  return rule.outcomes(context, rules);
}

function latelyAgainstBefore(outcomes: readonly RuleOutcome[]): ReturnType<BehaviourMeasure["compute"]> {
  const [lately, before] = split(outcomes);
  const few: Figure | null = tooFew(Math.min(lately.length, before.length), LEAST);
  if (few !== null) return { n: lately.length, figure: few };
  const difference = share(lately) - share(before);
  const pooled = share(outcomes);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / lately.length + 1 / before.length));
  const chance = Math.abs(difference) < 2 * error || error === 0;
  const warning = chance ? `may be chance: within two standard errors of ${(error * 100).toFixed(1)}%` : null;
  return { n: lately.length, figure: difference, warning };
}

/** The outcomes of the latest days, and those before them. */
function split(outcomes: readonly RuleOutcome[]): [lately: RuleOutcome[], before: RuleOutcome[]] {
  const days = [...new Set(outcomes.map(({ day }) => day))].sort((a, b) => a - b);
  const first = days.at(-LATELY) ?? days[0] ?? 0;
  return [outcomes.filter(({ day }) => day >= first), outcomes.filter(({ day }) => day < first)];
}

function share(outcomes: readonly RuleOutcome[]): number {
  return outcomes.filter(({ broken }) => broken).length / outcomes.length;
}
