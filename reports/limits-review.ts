import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** Limits that are passed or near, since when, and how the last sessions looked. */
const report: ReportDefinition = defineReport({
  name: "limits-review",
  title: "Limits",
  description: "Which limits are passed or near, since when, and how the last sessions looked.",
  notebook: "notebooks/limits-review.ipynb",
  parameters: z.object({
    sessions: z.coerce.number().int().min(1).max(500).default(60).describe("that the history looks back on"),
  }),
  require: { quality: { fills: "warn", prices: "warn" } },
  outputs: ["html", "pdf", "xlsx", "mail"],
});

export default report;
