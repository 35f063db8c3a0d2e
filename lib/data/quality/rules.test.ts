import { describe, expect, it } from "vitest";
import { change, DEFECTS, hoursLater } from "./defects.fixture.js";
import type { Quality, QualityCheck } from "./quality.js";
import type { Rule } from "./rule.js";
import { QUALITY_RULES } from "./rules/index.js";
import { AS_OF, DAYS, judge, soundFirm } from "./sound-firm.fixture.js";

function checkOf({ checks }: Quality, rule: string, table: string): QualityCheck {
  return checks.find(check => check.rule === rule && check.table === table)!;
}

function only(rule: string): Rule[] {
  return QUALITY_RULES.filter(({ id }) => id === rule);
}

describe("the rules", () => {
  it("find nothing in a sound firm, and say what they could not look at", async () => {
    const quality = await judge(soundFirm());
    expect(quality.checks.flatMap(({ findings }) => findings.map(({ sentence }) => sentence))).toEqual([]);
    expect(quality.tables.filter(({ verdict }) => verdict === "pass").map(({ table }) => table)).toEqual(
      expect.arrayContaining(["fills", "prices", "daily", "instruments"]),
    );
    expect(checkOf(quality, "fill-outside-minute", "fills")).toMatchObject({
      outcome: "not checked",
      reason: "there are no bars to compare with",
    });
    expect(quality.tables.find(({ table }) => table === "positions")).toMatchObject({
      verdict: null,
      reason: "nothing to judge: it has no rows",
    });
  });

  it.each(DEFECTS)("%s of %s finds what was planted", async (rule, table, plant, outcome, sentence) => {
    const firm = soundFirm();
    plant(firm);
    const check = checkOf(await judge(firm, { tables: [table], rules: only(rule) }), rule, table);
    expect(check.reason).toBeNull();
    expect(check.findings.map(finding => finding.sentence).join("\n")).toContain(sentence);
    expect(check.outcome).toBe(outcome);
    expect(check.count).toBeGreaterThan(0);
  });

  it("are each tried by a planted defect", () => {
    const tried = new Set(DEFECTS.map(([rule]) => rule));
    expect(QUALITY_RULES.map(({ id }) => id).filter(id => !tried.has(id))).toEqual([]);
  });

  it("name their file, and have names and sentences of their own", () => {
    expect(new Set(QUALITY_RULES.map(({ id }) => id)).size).toBe(QUALITY_RULES.length);
    for (const { sentence } of QUALITY_RULES) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

it("A split in actions explains a jump", async () => {
  const firm = soundFirm();
  DEFECTS.find(([rule]) => rule === "price-jump")![2](firm);
  firm.actions.push({ symbol: "XYZ", date: "2020-04-06", kind: "split", ratio: 4 });
  expect(checkOf(await judge(firm, { rules: only("price-jump") }), "price-jump", "prices").outcome).toBe("pass");
});

it("Who always trades before the session is not taken for a shifted clock", async () => {
  const firm = soundFirm();
  change(
    firm.fills,
    row => row.account === "A",
    row => ({ time: hoursLater(row.time, -5) }),
  );
  expect(checkOf(await judge(firm, { rules: only("time-zone-shift") }), "time-zone-shift", "fills").count).toBe(0);
  change(
    firm.fills,
    row => row.account === "B",
    row => ({ time: hoursLater(row.time, -5) }),
  );
  expect(checkOf(await judge(firm, { rules: only("time-zone-shift") }), "time-zone-shift", "fills").count).toBe(
    2 * DAYS.length,
  );
});

it("A feed that comes once a week is not stale between", async () => {
  const firm = soundFirm();
  const fridays = DAYS.filter(day => new Date(`${day}T00:00Z`).getUTCDay() === 5 && day < AS_OF);
  firm.positions.push(...fridays.map(date => ({ account: "A", symbol: "XYZ", date, quantity: 0 })));
  expect(
    checkOf(await judge(firm, { rules: only("stale-feed"), asOf: "2020-04-09" }), "stale-feed", "positions").outcome,
  ).toBe("pass");
});
