import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineReport } from "./define.js";

const least = { name: "daily-risk", title: "Daily risk", notebook: "notebooks/daily-risk.ipynb" };

describe("defineReport", () => {
  it("fills in what was left out, with the mail last because it carries the others", () => {
    const report = defineReport({ ...least, outputs: ["mail", "pdf"] });
    expect(report.outputs).toEqual(["pdf", "mail"]);
    expect(report.brand.paper).toBe("A4");
    expect(Object.keys(report.parameters.shape)).toEqual([]);
  });

  it("names every field that is wrong", () => {
    const wrong = {
      name: "Daily Risk",
      title: " ",
      notebook: "../elsewhere.ipynb",
      parameters: z.string() as never,
      schedule: { cron: "every day", timeZone: "New York", calendar: "NYMEX" },
    };
    expect(() => defineReport(wrong)).toThrow(
      /name: .*lower-case[\s\S]*title: [\s\S]*notebook: .*inside[\s\S]*cron[\s\S]*timeZone[\s\S]*calendar: must be one of NYSE, CME/,
    );
  });

  it("takes verdicts that are required of tables, and refuses others", () => {
    const { require } = defineReport({ ...least, require: { quality: { fills: "warn", prices: "pass" } } });
    expect(require).toEqual({ quality: { fills: "warn", prices: "pass" } });
    expect(() => defineReport({ ...least, require: { quality: { fill: "warn" } } } as never)).toThrow(
      /require\.quality/,
    );
    expect(() => defineReport({ ...least, require: { quality: { fills: "hold" } } } as never)).toThrow(
      /require\.quality\.fills/,
    );
  });

  it("refuses a field that it does not know, so that a typing error is told", () => {
    expect(() => defineReport({ ...least, recipient: ["a@b.example"] } as never)).toThrow(/recipient/);
  });
});
