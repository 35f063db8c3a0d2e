import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { packageRoot, parseBookConfig } from "../lib/core/index.js";
import {
  ACCOUNT_RULE_PRESETS,
  type AccountRules,
  accountRulesPreset,
  configuredRules,
  LIMIT_MEASURES,
  type LossRule,
} from "../lib/risk/index.js";

const page = readFileSync(join(packageRoot(), "docs", "limits.md"), "utf8");

test("the page on limits has every measure and every preset as they are", () => {
  for (const row of [...measureRows(), ...presetRows()]) expect(page).toContain(row);
});

test("its rules of accounts are a book's, and each amounts to rules", () => {
  const examples = [...page.matchAll(/```yaml\n(accountRules:[\s\S]*?)```/g)].map(([, text]) => text!);
  expect(examples.length).toBeGreaterThan(1);
  for (const text of examples) {
    const { accountRules } = parseBookConfig(`firm: X\ncurrency: USD\n${text}`, "limits.md");
    expect(Object.keys(accountRules)).toEqual(Object.keys((parse(text) as { accountRules: object }).accountRules));
    for (const [key, terms] of Object.entries(accountRules)) expect(configuredRules(key, terms).name).toBeTruthy();
  }
});

/** The rows of docs/limits.md that say what limits can be set on. */
function measureRows(): string[] {
  return LIMIT_MEASURES.map(
    ({ id, unit, bound, definition }) =>
      `| \`${id}\` | ${definition} | ${unit} | ${bound === "floor" ? "negative" : "positive"} |`,
  );
}

/** The rows of docs/limits.md that list the presets of account rules. */
function presetRows(): string[] {
  return ACCOUNT_RULE_PRESETS.map(name => {
    const { startingBalance, dailyLoss, drawdown, consistency, reset } = accountRulesPreset(name);
    const share = consistency === undefined ? "–" : `${100 * consistency.share}%`;
    return `| \`${name}\` | ${number(startingBalance)} | ${lossText(dailyLoss)} | ${drawdownText(drawdown)} | ${share} | ${reset.time} ${reset.zone} |`;
  });
}

function lossText(rule: LossRule | undefined): string {
  return rule === undefined ? "–" : `${number(rule.amount)} of ${rule.basis}, ${rule.severity}`;
}

function drawdownText(rule: AccountRules["drawdown"]): string {
  if (rule === undefined) return "–";
  const lock = rule.locksAt === undefined ? "" : `, locks at ${number(rule.locksAt)}`;
  return `${rule.kind}, ${lossText(rule)}${lock}`;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
