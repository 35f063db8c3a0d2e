import { type QualityConfig, RiskbookError } from "../../core/index.js";
import type { Rule, Severity } from "./rule.js";

/** A rule as a firm has it. */
export interface RuleSetting {
  readonly rule: Rule;
  readonly off: boolean;
  readonly severity: Severity;
  readonly thresholds: Readonly<Record<string, number>>;
  /** What riskbook.yaml says otherwise, such as `severity hold` or `move 0.5`; empty where all is as usual. */
  readonly changed: readonly string[];
}

/**
 * The rules with what `riskbook.yaml` says of them.
 * @throws RiskbookError `BAD_QUALITY` for a rule or threshold that does not exist
 */
export function ruleSettings(rules: readonly Rule[], config: QualityConfig["rules"]): RuleSetting[] {
  const known = rules.map(({ id }) => id);
  const stranger = Object.keys(config).find(id => !known.includes(id));
  if (stranger !== undefined) throw wrong(`there is no rule "${stranger}"; the rules are ${known.join(", ")}`);
  return rules.map(rule => settingOf(rule, config[rule.id]));
}

function settingOf(rule: Rule, said: QualityConfig["rules"][string] = {}): RuleSetting {
  const usual = Object.fromEntries(Object.entries(rule.thresholds).map(([name, { value }]) => [name, value]));
  if (said === "off") return { rule, off: true, severity: rule.severity, thresholds: usual, changed: ["off"] };
  const { severity = rule.severity, ...numbers } = typeof said === "string" ? { severity: said } : said;
  const stranger = Object.keys(numbers).find(name => !(name in usual));
  if (stranger !== undefined) {
    const names = Object.keys(usual).join(", ") || "none";
    throw wrong(`the rule "${rule.id}" has no threshold "${stranger}"; its thresholds are ${names}`);
  }
  const thresholds = { ...usual, ...(numbers as Record<string, number>) };
  const changed = Object.keys(usual).filter(name => thresholds[name] !== usual[name]);
  return {
    rule,
    off: false,
    severity: severity as Severity,
    thresholds,
    changed: [
      ...(severity === rule.severity ? [] : [`severity ${severity}`]),
      ...changed.map(name => `${name} ${thresholds[name]}`),
    ],
  };
}

function wrong(text: string): RiskbookError {
  return new RiskbookError("BAD_QUALITY", `riskbook.yaml, quality.rules: ${text}. Mend it there.`, { exitCode: 2 });
}
