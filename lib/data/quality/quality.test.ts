import { describe, expect, it } from "vitest";
import { config, DAYS, judge, soundFirm } from "./sound-firm.fixture.js";

const missingPrice = (date: string) => {
  const firm = soundFirm();
  firm.prices = firm.prices.filter(row => row.symbol !== "QRS" || row.date !== date);
  return firm;
};

describe("a firm's settings", () => {
  it("make a rule hold, and what is older than holdSessions warn", async () => {
    const hold = { config: config({ "missing-prices": "hold" }), tables: ["prices" as const] };
    const recent = await judge(missingPrice("2020-04-14"), hold);
    expect(recent.tables).toMatchObject([{ table: "prices", verdict: "hold", findings: 1 }]);
    expect(recent.checks.find(({ rule }) => rule === "missing-prices")).toMatchObject({
      outcome: "hold",
      changed: ["severity hold"],
    });
    const old = await judge(missingPrice(DAYS[3]!), hold);
    expect(old.tables).toMatchObject([{ verdict: "warn" }]);
    expect(old.holdFrom).toBe("2020-03-20");
  });

  it("set thresholds, and are told with the findings", async () => {
    const firm = soundFirm();
    const quiet = await judge(firm, { config: config({ "stale-price": { sessions: 2 } }), tables: ["prices"] });
    expect(quiet.checks.find(({ rule }) => rule === "stale-price")).toMatchObject({
      thresholds: { sessions: 2 },
      changed: ["sessions 2"],
    });
  });

  it("switch a rule off, which is said", async () => {
    const { checks } = await judge(missingPrice("2020-04-14"), { config: config({ "missing-prices": "off" }) });
    expect(checks.find(({ rule, table }) => rule === "missing-prices" && table === "prices")).toMatchObject({
      outcome: "not checked",
      reason: "it is switched off in riskbook.yaml",
    });
  });

  it.each([
    [{ "missing-price": "hold" as const }, 'there is no rule "missing-price"; the rules are stale-feed, '],
    [{ "price-jump": { moves: 1 } }, 'no threshold "moves"; its thresholds are deviations, move, days'],
  ])("that name nothing are an error: %j", async (rules, text) => {
    await expect(judge(soundFirm(), { config: config(rules) })).rejects.toMatchObject({
      code: "BAD_QUALITY",
      exitCode: 2,
      message: expect.stringContaining(text),
    });
  });
});

describe("a judgement", () => {
  it("sees nothing after its day", async () => {
    const firm = soundFirm();
    firm.daily = firm.daily.map(row => (row.date === DAYS.at(-1) ? { ...row, gross: 1, net: 1 } : row));
    const early = await judge(firm, { asOf: DAYS.at(-2)!, tables: ["daily"] });
    expect(early.tables).toMatchObject([{ verdict: "pass", rows: 2 * (DAYS.length - 1) }]);
    const late = await judge(firm, { tables: ["daily"] });
    expect(late.tables).toMatchObject([{ verdict: "hold" }]);
  });

  it("says of a rule that cannot be applied why, instead of passing", async () => {
    const firm = soundFirm();
    firm.instruments = [];
    const { checks } = await judge(firm, { tables: ["daily"] });
    expect(checks.find(({ rule }) => rule === "totals-reconcile")).toMatchObject({
      outcome: "not checked",
      reason: expect.stringContaining("The multiplier of QRS, XYZ is not known"),
    });
  });

  it("keeps the newest findings of many and counts them all", async () => {
    const firm = soundFirm();
    firm.prices.push(...Array.from({ length: 300 }, (_, i) => ({ symbol: `OLD${i}`, date: "2020-04-17", close: 1 })));
    const { checks } = await judge(firm, { tables: ["prices"] });
    const check = checks.find(({ rule }) => rule === "unlisted-price")!;
    expect([check.count, check.findings.length]).toEqual([300, 200]);
  });

  it("refuses a day that is none, and one without a calendar", async () => {
    await expect(judge(soundFirm(), { asOf: "yesterday" })).rejects.toMatchObject({ code: "BAD_DATE" });
    await expect(judge(soundFirm(), { asOf: "2031-01-02" })).rejects.toMatchObject({ code: "CALENDAR_RANGE" });
  });

  it("of a book without any data has no verdict and no finding", async () => {
    const { tables, checks } = await judge({ accounts: [{ account: "A", trader: "Ada" }] });
    expect(tables.every(({ verdict }) => verdict === null || verdict === "pass")).toBe(true);
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
  });
});
