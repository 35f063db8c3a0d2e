import { expect, test } from "vitest";
import { openDatabase } from "../store/index.js";
import { aheadOf, steadyDays } from "./zone-shift.js";

const ZONES = ["America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"];

test.each(ZONES)("a time looked up in %s is the one that the zone's own rules give, at every half hour", async zone => {
  const { connection, close } = await openDatabase();
  try {
    const days = await steadyDays(connection, zone);
    const reader = await connection.runAndReadAll(`
      WITH clocks AS (SELECT clock, ${aheadOf("clock", days)} AS ahead
        FROM range(TIMESTAMP '1989-12-25', TIMESTAMP '2050-01-05', INTERVAL 30 MINUTE) AS clocks(clock))
      SELECT count(*)::INTEGER, count(ahead)::INTEGER, count(*) FILTER (
        clock - to_seconds(ahead) <> timezone('UTC', timezone('${zone}', clock)))::INTEGER FROM clocks`);
    const [all, lookedUp, wrong] = reader.getRows()[0] as [number, number, number];
    expect(wrong).toBe(0);
    expect(lookedUp / all).toBeGreaterThan(0.95);
    expect(lookedUp).toBeLessThan(all);
  } finally {
    close();
  }
});

test("the days next to a change of the clock are left to the zone's own rules", async () => {
  const { connection, close } = await openDatabase();
  try {
    const days = await steadyDays(connection, "America/New_York");
    const around = days.filter(({ until }) => until.startsWith("2020-03")).map(({ until }) => until);
    expect(around).toEqual(["2020-03-07"]);
    expect(days.find(({ from }) => from > "2020-03-07")).toMatchObject({ from: "2020-03-10", aheadSeconds: -14_400 });
  } finally {
    close();
  }
});
