import { describe, expect, test } from "vitest";
import type { DeclaredLimit, DeclaredRules } from "./declared-rules.js";
import { describeBehaviour } from "./describe-behaviour.js";
import { behaviourFindings } from "./findings.js";
import { ruleAdherence } from "./rule-adherence.js";
import { historyOf, type WrittenTrip } from "./testing.js";

const OPTIONS = { currency: "USD", timeZone: "America/New_York" } as const;
const NONE: DeclaredRules = { maxQuantity: null, limits: [], ticks: [] };
const limit = (measure: DeclaredLimit["measure"], bound: number, fromDay = 0, account: number | null = null) => ({
  measure,
  bound,
  fromDay,
  account,
});

/** Which of the trips or days broke a rule. */
function broken(written: readonly WrittenTrip[], rules: Partial<DeclaredRules>) {
  const rows = ruleAdherence(historyOf(written), { ...OPTIONS, rules: { ...NONE, ...rules } });
  return Object.fromEntries(rows.map(({ id, n, broken }) => [id, [broken, n]]));
}

describe("a declared rule", () => {
  test("of quantity looks at the largest fill, by the tighter of the trader's maximum and a limit", () => {
    const trips = [100, 101, 300].map((largestFill, i) => ({ net: 1, entry: i, largestFill }));
    expect(broken(trips, { maxQuantity: 100 })).toEqual({ quantity: [2, 3] });
    expect(broken(trips, { maxQuantity: 200, limits: [limit("quantity", 400)] })).toEqual({ quantity: [1, 3] });
  });

  test("of a stop allows a tick, on either side, and says nothing of a trip without one", () => {
    const trips = [
      { net: -1, entry: 1, stop: 10, exitPrice: 9.99 },
      { net: -1, entry: 2, stop: 10, exitPrice: 9.97 },
      { net: -1, entry: 3, stop: 10, exitPrice: 10.02, side: -1 as const },
      { net: 1, entry: 4, stop: 10, exitPrice: 11 },
      { net: -1, entry: 5, exitPrice: 1 },
    ];
    expect(broken(trips, { ticks: [0.01] })).toEqual({ stop: [2, 4] });
    expect(broken(trips, { ticks: [] })).toEqual({ stop: [3, 4] }); // half a cent where the tick is unknown
    expect(broken(trips, { ticks: [0.0001] })).toEqual({ stop: [3, 4] }); // and where it is less
  });

  test("of hours is on the firm's clock, from the day it holds", () => {
    const at = (hour: number, day: number) => ({ net: 1, entry: hour * 60, day });
    const [winter, later] = [18_000 - 60, 18_000 - 59];
    const trips = [at(14.49, winter), at(14.5, winter), at(20.76, winter), at(20.76, later)];
    const limits = [limit("entryFrom", 9.5), limit("entryUntil", 15.75), limit("entryUntil", 16, later)];
    expect(broken(trips, { limits })).toEqual({ hours: [2, 4] });
  });

  test("of a day counts trips by entry and losses by exit, for an account by its own limit", () => {
    const trips = [
      { net: -60, entry: 1, account: 0 },
      { net: -50, entry: 2, account: 1 },
      { net: -50, entry: 3, day: 18_001, exitDay: 18_002, account: 1 },
    ];
    expect(broken(trips, { limits: [limit("tripsPerDay", 1), limit("dailyLoss", -100)] })).toEqual({
      trips: [1, 2],
      loss: [1, 2],
    });
    expect(broken(trips, { limits: [limit("dailyLoss", 55, 0, 0)] })).toEqual({ loss: [1, 1] });
    expect(broken(trips, { limits: [limit("tradeSize", 999)] })).toEqual({ size: [3, 3] });
  });

  test("that is not declared is not spoken of", () => {
    const ids = describeBehaviour(historyOf([{ net: 1, entry: 1 }]), OPTIONS).map(({ id }) => id);
    expect(ids.filter(id => id.startsWith("rule_"))).toEqual([]);
  });
});

test("how often a rule is broken is held against the trader's own past, and chance says so", () => {
  const trips = Array.from({ length: 60 }, (_, i) => ({
    net: 1,
    entry: 1,
    day: 18_000 + i,
    largestFill: i >= 40 || i === 3 ? 500 : 50,
  }));
  const options = { ...OPTIONS, rules: { ...NONE, maxQuantity: 100 } };
  const measures = describeBehaviour(historyOf(trips), options);
  const get = (id: string) => measures.find(measure => measure.id === id)!;
  expect(get("rule_quantity")).toMatchObject({ value: 21 / 60, n: 60, warning: null });
  expect(get("rule_quantity_lately").value).toBeCloseTo(1 - 1 / 40, 12);
  expect(ruleAdherence(historyOf(trips), options)).toMatchObject([
    { lately: 1, before: 1 / 40, lastBroken: "2019-06-12" },
  ]);
  expect(behaviourFindings(measures).map(({ text }) => text)).toContain(
    "Declared rules are broken: a fill over the declared quantity in 35% of trips.",
  );
  const steady = describeBehaviour(
    historyOf(trips.map(trip => ({ ...trip, largestFill: trip.day % 2 === 0 ? 500 : 1 }))),
    options,
  );
  expect(steady.find(({ id }) => id === "rule_quantity_lately")!.warning).toMatch(/^may be chance/);
});

test("expectancy in R is the mean over closed trips with a stop", () => {
  const trips = [
    { net: 20, entry: 1, risk: 10 },
    { net: -10, entry: 2, risk: 10 },
    { net: 99, entry: 3 },
  ];
  const find = (written: WrittenTrip[]) =>
    describeBehaviour(historyOf(written), OPTIONS).find(({ id }) => id === "expectancy_r");
  expect(find(trips)).toMatchObject({ value: 0.5, n: 2, unit: "R" });
  expect(find([{ net: 1, entry: 1 }])).toMatchObject({ value: null, reason: "no closed trip has a planned stop" });
});
