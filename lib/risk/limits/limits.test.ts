import { describe, expect, it } from "vitest";
import { type AccountRules, checkAccountRules } from "./account-rules.js";
import { firstBreach } from "./breach.js";
import { checkLimits, looserThanParent } from "./check-limits.js";
import { byUrgency, evaluateLimits, limitsInForce } from "./evaluate-limits.js";
import { type AccountPath, judgeAccount } from "./judge-account.js";
import type { Limit } from "./limit.js";
import { LIMIT_MEASURES } from "./limit-measures.js";
import { ACCOUNT_RULE_PRESETS, accountRulesPreset } from "./presets.js";

const limit = (over: Partial<Limit>): Limit => ({
  scope: "trader",
  name: "adams",
  measure: "dailyLoss",
  soft: -8000,
  hard: -10_000,
  from: "2020-01-01",
  ...over,
});
const reading = (name: string, value: number | null, measure = "dailyLoss") => ({
  scope: "trader" as const,
  name,
  measure,
  value,
  reason: value === null ? "no fill" : null,
});

const FLOOR = [{ id: "dailyLoss", bound: "floor" }] as const;

describe("limits", () => {
  it("hold against their own name, else against each, and an unread one is told", () => {
    const limits = [limit({}), limit({ name: "*", soft: null, hard: -5000 }), limit({ name: "gone" })];
    const found = byUrgency(
      evaluateLimits(limits, [reading("adams", -9000), reading("brown", -5001), reading("cole", null)]),
    );
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ["brown", "hard"],
      ["cole", "unknown"],
      ["gone", "unknown"],
      ["adams", "soft"],
    ]);
    expect(found[3]).toMatchObject({ utilisation: 0.9, headroom: 1000 });
    expect(found[2]!.reason).toBe("nothing was worked out for trader gone");
  });

  it("at the bound is within, on the other side of zero nothing is used", () => {
    const [at, gain] = evaluateLimits([limit({ soft: null, name: "*" })], [reading("a", -10_000), reading("b", 500)]);
    expect(at).toMatchObject({ state: "within", utilisation: 1, headroom: 0 });
    expect(gain).toMatchObject({ state: "within", utilisation: 0, headroom: 10_500 });
  });

  it("change from a day on", () => {
    const limits = [limit({}), limit({ from: "2020-03-01", hard: -4000, soft: null })];
    expect(limitsInForce(limits, "2020-02-29")[0]!.hard).toBe(-10_000);
    expect(limitsInForce(limits, "2020-03-01")[0]!.hard).toBe(-4000);
    expect(limitsInForce(limits, "2019-12-31")).toEqual([]);
  });

  it.each([
    [{ measure: "vaR" }, /not worked out; there are dailyLoss/],
    [{ soft: null, hard: null }, /neither a soft nor a hard/],
    [{ soft: -12_000 }, /beyond its hard one of -10000/],
    [{ soft: 8000 }, /bound 8000, which nothing could pass: the measure is never positive/],
    [{ hard: 0 }, /bound 0/],
  ] as const)("that cannot be meant are refused: %o", (over, message) => {
    expect(() => checkLimits([limit(over)], FLOOR)).toThrow(message);
  });

  it("on the side that their measure never reaches are refused", () => {
    const loss = limit({ soft: null, hard: -5000 });
    expect(() => checkLimits([loss], LIMIT_MEASURES)).toThrow(/-5000, which nothing could pass: .*bound is positive/);
    expect(() => checkLimits([{ ...loss, measure: "drawdown" }], LIMIT_MEASURES)).not.toThrow();
  });

  it("told twice are refused, and those that never bind are named", () => {
    expect(() => checkLimits([limit({}), limit({ hard: -9000 })], FLOOR)).toThrow(/told twice from 2020-01-01/);
    const desk = limit({ scope: "desk", name: "equities", hard: -6000, soft: null });
    const parent = () => ({ scope: "desk" as const, name: "equities" });
    expect(looserThanParent([limit({}), desk], parent)).toEqual([
      "trader adams, dailyLoss: its hard limit of -10000 lies beyond desk equities, dailyLoss, -6000, which binds first",
    ]);
    expect(looserThanParent([limit({ hard: -5000, soft: null }), desk], parent)).toEqual([]);
  });

  it("the first breach is found with what was done after it", () => {
    const path = { times: [10, 20, 30, 40], values: [-1, -6, -3, -9] };
    expect(firstBreach(path, -5, [5, 20, 25, 50])).toEqual({ time: 20, value: -6, actionsAfter: 2, wentOnFor: 30 });
    expect(firstBreach(path, -20, [])).toBeNull();
  });
});

describe("rules of a funded account", () => {
  const rules = (over: Partial<AccountRules>): AccountRules => ({
    name: "50k",
    startingBalance: 50_000,
    reset: { zone: "America/Chicago", time: "17:00" },
    ...over,
  });
  const path = (days: string[], balance: number[], equity: number[] | null = null): AccountPath => ({
    times: Float64Array.from(days, (_, i) => 1000 * (i + 1)),
    days,
    balance: Float64Array.from(balance),
    equity: equity && Float64Array.from(equity),
  });
  const [one, two, three] = ["2020-03-02", "2020-03-03", "2020-03-04"];

  it("daily loss is measured from the last reset, once a day, and what went on that day is counted", () => {
    const found = judgeAccount(
      rules({ dailyLoss: { amount: 1000, basis: "balance", severity: "soft" } }),
      path([one, one, one, two], [50_500, 48_900, 48_000, 47_100]),
      [1000, 2000, 2500, 3000, 4000],
    );
    expect(found.breaches).toEqual([
      {
        rule: "daily loss",
        severity: "soft",
        day: one,
        time: 2000,
        value: 48_900,
        floor: 49_000,
        actionsAfter: 2,
        wentOnFor: 1000,
      },
    ]);
    expect(found.dailyFloor).toBe(47_000);
    expect(found.distance).toBe(100);
  });

  it("a trailing drawdown follows closes, or every moment, or stays", () => {
    const walked = path(
      [one, one, two, two, three],
      [50_000, 52_000, 52_000, 50_100, 49_900],
      [50_000, 53_500, 52_000, 50_100, 49_900],
    );
    const judged = (kind: "static" | "end_of_day_trailing" | "intraday_trailing", locksAt?: number) =>
      judgeAccount(
        rules({
          drawdown: {
            kind,
            amount: 2000,
            basis: "equity",
            severity: "hard",
            ...(locksAt === undefined ? {} : { locksAt }),
          },
        }),
        walked,
        [2000, 5000],
      );
    expect(judged("static").breaches).toEqual([]);
    // The close of the first day, 53,500 with open P&L, lifts the floor to 51,500 from the second day on.
    expect(judged("end_of_day_trailing").breaches[0]).toMatchObject({
      day: two,
      value: 50_100,
      floor: 51_500,
      actionsAfter: 1,
    });
    expect(judged("intraday_trailing").breaches[0]).toMatchObject({ day: two, floor: 51_500 });
    expect(judged("intraday_trailing", 50_000).breaches[0]).toMatchObject({ day: three, value: 49_900, floor: 50_000 });
  });

  it("says when only closed trades were seen, and how much one day earned", () => {
    const found = judgeAccount(
      rules({
        drawdown: { kind: "intraday_trailing", amount: 2000, basis: "equity", severity: "hard" },
        consistency: { share: 0.5 },
      }),
      path([one, two, three], [50_800, 50_900, 51_000]),
      [],
    );
    expect(found.basis).toBe("realised only");
    expect(found.bestDayShare).toBe(0.8);
    expect(found.breaches).toMatchObject([{ rule: "consistency", value: 0.8, floor: 0.5 }]);
  });

  it("that cannot be meant are refused", () => {
    const loss = { amount: -1000, basis: "balance", severity: "soft" } as const;
    expect(() => judgeAccount(rules({ dailyLoss: loss }), path([], []), [])).toThrow(/positive amount/);
    expect(() =>
      judgeAccount(rules({ drawdown: { ...loss, amount: 60_000, kind: "static" } }), path([], []), []),
    ).toThrow(/whole balance/);
    expect(() => judgeAccount(rules({}), path([one], []), [])).toThrow(/1 times/);
  });
});

it("presets are sound, and take an account's own terms", () => {
  for (const name of ACCOUNT_RULE_PRESETS) expect(() => checkAccountRules(accountRulesPreset(name))).not.toThrow();
  expect(accountRulesPreset("fx-100k-static", { startingBalance: 200_000 }).startingBalance).toBe(200_000);
  expect(() => accountRulesPreset("50k")).toThrow(/there are futures-50k-end-of-day/);
});
