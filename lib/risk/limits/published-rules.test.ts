import { describe, expect, it } from "vitest";
import { configuredRules, termsOf } from "./configured-rules.js";
import { type AccountPath, judgeAccount } from "./judge-account.js";
import { accountRulesPreset } from "./presets.js";

/** Moments of a day: balance, equity and, where money was paid in or out, the sum of it so far. */
type Written = readonly [day: string, balance: number, equity: number, paid?: number];

function path(...moments: Written[]): AccountPath {
  const column = (at: 1 | 2) => Float64Array.from(moments, moment => moment[at]);
  return {
    times: Float64Array.from(moments, (_, i) => i + 1),
    days: moments.map(([day]) => `2020-03-${day}`),
    balance: column(1),
    equity: column(2),
    paid: Float64Array.from(moments, ([, , , paid]) => paid ?? 0),
  };
}

describe("rules of funded accounts, worked by hand", () => {
  it("a futures account of 50k: the floor follows the close of day and stops at the starting balance", () => {
    const rules = accountRulesPreset("futures-50k-end-of-day");
    const first = [
      ["02", 50_800, 50_800],
      ["03", 52_500, 52_500],
    ] as const;
    // 50,800 − 2,000 = 48,800 on the second day; 52,500 − 2,000 would be 50,500 on the third, but it stops at 50,000.
    expect(judgeAccount(rules, path(...first), []).drawdownFloor).toBe(48_800);
    const third = judgeAccount(
      rules,
      path(...first, ["04", 52_500, 51_499], ["04", 50_000, 50_000], ["05", 49_990, 49_990]),
      [],
    );
    expect(third.breaches).toMatchObject([
      { rule: "daily loss", severity: "soft", day: "2020-03-04", value: 51_499, floor: 51_500 },
      { rule: "drawdown", severity: "hard", day: "2020-03-05", value: 49_990, floor: 50_000 },
    ]);
  });

  it("an intraday trail follows open profit that was never taken", () => {
    const rules = accountRulesPreset("futures-50k-intraday");
    const found = judgeAccount(
      rules,
      path(["02", 50_000, 51_800], ["02", 50_000, 49_300], ["02", 49_290, 49_290]),
      [1, 3, 4],
    );
    expect(found.breaches).toMatchObject([{ rule: "drawdown", value: 49_290, floor: 49_300, actionsAfter: 1 }]);
  });

  it("a currency account of 100k: the day's 5,000 are of what stood at midnight, open positions included", () => {
    const rules = accountRulesPreset("fx-100k-static");
    const found = judgeAccount(
      rules,
      path(["02", 100_000, 103_000], ["03", 100_000, 98_000], ["03", 97_999, 97_999]),
      [],
    );
    expect(found.breaches).toMatchObject([{ rule: "daily loss", severity: "hard", value: 97_999, floor: 98_000 }]);
    expect(found.drawdownFloor).toBe(90_000);
  });

  it("a payout is no loss of the day, but brings the account nearer to its floor", () => {
    const rules = accountRulesPreset("futures-50k-end-of-day");
    const found = judgeAccount(
      rules,
      path(["02", 56_000, 56_000], ["03", 51_000, 51_000, -5000], ["03", 51_000, 51_000, -5000]),
      [],
    );
    expect(found.breaches.filter(({ rule }) => rule !== "consistency")).toEqual([]);
    expect([found.dailyFloor, found.drawdownFloor, found.distance]).toEqual([50_000, 50_000, 1000]);
    expect(found.bestDayShare).toBe(1);
  });

  it("what is not known breaks no rule, and the last that was known counts on", () => {
    const rules = accountRulesPreset("fx-100k-static");
    const found = judgeAccount(
      rules,
      { ...path(["02", 100_000, 99_000], ["03", 80_000, Number.NaN]), equityBasis: "session closes" },
      [],
    );
    expect(found).toMatchObject({ breaches: [], basis: "session closes", dailyFloor: 94_000, distance: 5000 });
  });
});

describe("rules by configuration", () => {
  it("take a preset rule by rule and term by term, for an account or for each", () => {
    const rules = configuredRules("A", {
      preset: "futures-50k-end-of-day",
      startingBalance: 150_000,
      dailyLoss: { amount: 3000 },
      drawdown: { amount: 4500, locksAt: "none" },
      consistency: "none",
    });
    expect(rules).toEqual({
      name: "futures-50k-end-of-day",
      startingBalance: 150_000,
      dailyLoss: { amount: 3000, basis: "equity", severity: "soft" },
      drawdown: { kind: "end_of_day_trailing", amount: 4500, basis: "equity", severity: "hard" },
      reset: { zone: "America/Chicago", time: "17:00" },
    });
    const each = { "*": { preset: "fx-100k-static" }, B: { preset: "equities-desk" } };
    expect([termsOf(each, "A"), termsOf(each, "B")]).toEqual([each["*"], each.B]);
    expect(termsOf({}, "A")).toBeUndefined();
  });

  it.each([
    [{ preset: "50k" }, /accountRules.A: There are no rules "50k"; there are futures-50k/],
    [{ startingBalance: 1000 }, /there is no rule; give a preset/],
    [{ startingBalance: 1000, dailyLoss: { amount: 10 } }, /dailyLoss lacks basis and severity/],
    [{ preset: "equities-desk", drawdown: { amount: 30_000 } }, /drawdown of 30000 is the whole balance of 25000/],
    [{ consistency: { share: 0.3 } }, /startingBalance is missing/],
  ] as const)("are refused with their place where something is missing or cannot be meant: %o", (terms, message) => {
    expect(() => configuredRules("A", terms)).toThrow(message);
  });
});
