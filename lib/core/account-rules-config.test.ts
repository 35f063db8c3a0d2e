import { expect, test } from "vitest";
import { parseBookConfig } from "./book.js";

const read = (rules: string) =>
  parseBookConfig(`firm: X\ncurrency: USD\naccountRules:\n${rules}`, "riskbook.yaml").accountRules;

test("an account's rules name a preset and what differs from it; a day needs no quotes", () => {
  expect(
    read("  A1: { preset: fx-100k-static, from: 2020-03-02, dailyLoss: { amount: 4000 }, drawdown: none }\n"),
  ).toEqual({
    A1: { preset: "fx-100k-static", from: "2020-03-02", dailyLoss: { amount: 4000 }, drawdown: "none" },
  });
  expect(parseBookConfig("firm: X\ncurrency: USD\n", "riskbook.yaml").accountRules).toEqual({});
});

test.each([
  ["{ dailyLoss: { amount: -5 } }", "accountRules.A1.dailyLoss.amount: must be more than 0"],
  ["{ dailyLoss: { amout: 5 } }", "accountRules.A1.dailyLoss.amout: there is no such key"],
  ["{ drawdown: { kind: trailing } }", "accountRules.A1.drawdown.kind: must be one of"],
  ["{ reset: { zone: Mars, time: '17:00' } }", "accountRules.A1.reset.zone: must be an IANA zone"],
  ["{ reset: { zone: UTC, time: '24:00' } }", "accountRules.A1.reset.time: must be a time of day"],
  ["{ from: 2020-13-01 }", "accountRules.A1.from: must be a date"],
])("what is wrong in an account's rules is said with its place: %s", (terms, said) => {
  expect(() => read(`  A1: ${terms}\n`)).toThrow(said);
});
