import { describe, expect, test } from "vitest";
import { tradedFills } from "../../data/demo/traded-fills.js";
import { roundTrips, selectTrips } from "../../data/index.js";
import { findMeasure } from "../measure.js";
import { describeBehaviour } from "./describe-behaviour.js";
import { behaviourFindings } from "./findings.js";
import { idleSpells } from "./idle.js";

const { fills, sessions } = tradedFills("meridian-1");
const trips = roundTrips(fills);

const tripsOf = (account: string) => selectTrips(trips, trip => trips.accounts[trips.account[trip]!] === account);

function behaviourOf(account: string) {
  const measures = describeBehaviour(tripsOf(account), { currency: "USD", timeZone: "UTC", sessions });
  return {
    value: (id: string) => findMeasure(measures, id).value,
    found: behaviourFindings(measures).map(({ id }) => id),
  };
}

describe("the demo firm's habits are found in its fills", () => {
  test("the steady scalper has none", () => {
    expect(behaviourOf("MST-101").found).toEqual([]);
  });

  test("the one who trades larger and sooner after losses, and hopes for losers", () => {
    const { value, found } = behaviourOf("MST-103");
    expect(found).toEqual(expect.arrayContaining(["revenge", "tilt", "holding"]));
    expect(value("revenge_size")).toBeGreaterThan(1.8);
    expect(value("revenge_pace")).toBeLessThan(0.4);
    expect(value("tilt_size")).toBeGreaterThan(value("revenge_size") as number);
  });

  test("the overtrader whose earnings go into fees", () => {
    const { value, found } = behaviourOf("MST-102");
    expect(found).toEqual(["overtrading"]);
    expect(value("trips_per_active_day")).toBeGreaterThan(8);
  });

  test("the one who stops for weeks, three times, with the dates", () => {
    expect(behaviourOf("MST-203").found).toContain("away");
    const spells = idleSpells(tripsOf("MST-203"), sessions);
    expect(spells.map(({ from }) => from.slice(0, 7))).toEqual(["2018-08", "2019-01", "2019-11"]);
  });

  test("the one who trades the opening", () => {
    expect(behaviourOf("MST-104").value("busiest_time_share")).toBeGreaterThan(0.25);
    expect(behaviourOf("MST-101").value("busiest_time_share")).toBeLessThan(0.2);
  });

  test("revenge, overtrading and tilt are found in nobody else", () => {
    for (const account of trips.accounts) {
      if (account === "MST-102" || account === "MST-103") continue;
      const { found } = behaviourOf(account);
      expect(
        found.filter(id => ["revenge", "overtrading", "tilt"].includes(id)),
        account,
      ).toEqual([]);
    }
  });
});
