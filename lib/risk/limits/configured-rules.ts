import { type AccountRulesConfig, type AccountTerms, RiskbookError } from "../../core/index.js";
import { type AccountRules, checkAccountRules } from "./account-rules.js";
import { accountRulesPreset } from "./presets.js";

/** The terms that `riskbook.yaml` has for an account: its own, else those of `*`. */
export function termsOf(config: AccountRulesConfig, account: string): AccountTerms | undefined {
  return config[account] ?? config["*"];
}

/**
 * The rules that terms amount to: the preset's with the account's own in place of them, rule by rule and term by term.
 * @param key under which `riskbook.yaml` has them, for messages
 * @throws `BAD_LIMIT` where something is missing or cannot be meant, `UNKNOWN_PRESET`
 */
export function configuredRules(key: string, terms: AccountTerms): AccountRules {
  try {
    const rules = merged(key, terms);
    checkAccountRules(rules);
    return rules;
  } catch (error) {
    if (!(error instanceof RiskbookError)) throw error;
    throw new RiskbookError(error.code, `riskbook.yaml, accountRules.${key}: ${error.message}`, { exitCode: 2 });
  }
}

function merged(key: string, terms: AccountTerms): AccountRules {
  const preset: Partial<AccountRules> = terms.preset === undefined ? {} : accountRulesPreset(terms.preset);
  const dailyLoss = ruleOf("dailyLoss", preset.dailyLoss, terms.dailyLoss, ["amount", "basis", "severity"]);
  const drawdown = ruleOf("drawdown", preset.drawdown, terms.drawdown, ["kind", "amount", "basis", "severity"]);
  const consistency = terms.consistency === "none" ? undefined : (terms.consistency ?? preset.consistency);
  if (dailyLoss === undefined && drawdown === undefined && consistency === undefined) {
    throw bad("there is no rule; give a preset, dailyLoss, drawdown or consistency");
  }
  return {
    name: terms.preset ?? key,
    startingBalance: required("startingBalance", terms.startingBalance ?? preset.startingBalance),
    reset: required("reset", terms.reset ?? preset.reset),
    ...(dailyLoss && { dailyLoss }),
    ...(drawdown && { drawdown: withoutLock(drawdown) }),
    ...(consistency && { consistency }),
  };
}

/** One rule with every term that it needs. */
function ruleOf<Rule extends object>(
  name: string,
  usual: Rule | undefined,
  own: object | "none" | undefined,
  needed: readonly (keyof Rule & string)[],
): Rule | undefined {
  if (own === "none" || (own === undefined && usual === undefined)) return undefined;
  const told = Object.fromEntries(Object.entries(own ?? {}).filter(([, value]) => value !== undefined));
  const rule = { ...usual, ...told } as Rule;
  const lacking = needed.filter(term => rule[term] === undefined);
  if (lacking.length === 0) return rule;
  throw bad(`${name} lacks ${lacking.join(" and ")}; write it, or name a preset that has it`);
}

function withoutLock(rule: NonNullable<AccountRules["drawdown"]>): NonNullable<AccountRules["drawdown"]> {
  const { locksAt, ...trailing } = rule as Omit<typeof rule, "locksAt"> & { locksAt?: number | "none" };
  return locksAt === undefined || locksAt === "none" ? trailing : { ...trailing, locksAt };
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw bad(`${name} is missing; write it, or name a preset that has it`);
  return value;
}

function bad(what: string): RiskbookError {
  return new RiskbookError("BAD_LIMIT", `${what}.`, { exitCode: 2 });
}
