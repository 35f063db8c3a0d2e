import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineReport } from "../define.js";
import { asOfTime } from "./as-of.js";
import { readReportParameters } from "./parameters.js";

const report = defineReport({
  name: "daily-risk",
  title: "Daily risk",
  notebook: "notebooks/daily-risk.ipynb",
  parameters: z.object({
    asOf: z.iso.date(),
    confidence: z.number().min(0.5).max(0.999).default(0.99),
    desks: z.array(z.string()).optional(),
    note: z.string().optional(),
  }),
});

describe("the parameters of a run", () => {
  it("are read from text by the report's schema, and asOf is the window's day", () => {
    const read = readReportParameters(report, { confidence: "0.975", desks: '["Equity"]', note: "17" }, "2020-04-17");
    expect(read).toEqual({ asOf: "2020-04-17", confidence: 0.975, desks: ["Equity"], note: "17" });
    expect(readReportParameters(report, { asOf: "2020-03-16" }, "2020-04-17").asOf).toBe("2020-03-16");
  });

  it("are refused with the name, the value and what was expected", () => {
    expect(() => readReportParameters(report, { confidence: "high" }, "2020-04-17")).toThrow(/confidence was "high"/);
    expect(() => readReportParameters(report, { confidance: "0.9" }, "2020-04-17")).toThrow(
      /no parameter "confidance"\. It takes asOf, confidence, desks, note/,
    );
    expect(() => readReportParameters(report, { __proto__x: "1" }, "2020-04-17")).toThrow(/no parameter/);
  });
});

describe("the as-of time", () => {
  const newYork = { calendar: "NYSE", timeZone: "America/New_York" };

  it("is the close of the session, in winter, in summer and on a half day", () => {
    expect(asOfTime("2020-04-17", newYork)).toBe("2020-04-17T20:00:00Z");
    expect(asOfTime("2020-01-17", newYork)).toBe("2020-01-17T21:00:00Z");
    expect(asOfTime("2019-11-29", newYork)).toBe("2019-11-29T18:00:00Z");
    expect(asOfTime("2020-04-17", { ...newYork, calendar: "LSE" })).toBe("2020-04-17T15:30:00Z");
  });

  it("is 16:00 by the firm's clock on a day without a session, and before the calendars begin", () => {
    expect(asOfTime("2020-03-08", newYork)).toBe("2020-03-08T20:00:00Z");
    expect(asOfTime("2020-07-04", { ...newYork, timeZone: "Asia/Kolkata" })).toBe("2020-07-04T10:30:00Z");
    expect(asOfTime("1987-10-19", newYork)).toBe("1987-10-19T20:00:00Z");
  });

  it("refuses a day that does not exist, and a calendar that nobody knows with the file to mend", () => {
    expect(() => asOfTime("2020-02-30", newYork)).toThrow(/not a date/);
    expect(() => asOfTime("2020-04-17", { ...newYork, calendar: "NYMEX" })).toThrow(
      /riskbook\.yaml: there is no calendar "NYMEX"; the calendars are NYSE, /,
    );
  });
});
