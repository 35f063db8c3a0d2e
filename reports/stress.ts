import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** What the book makes in scenarios, how little breaks a limit, and ratios and capital. */
const report: ReportDefinition = defineReport({
  name: "stress",
  title: "Stress",
  description: "What the book makes in scenarios, the smallest move that breaks a limit, ratios and capital.",
  notebook: "notebooks/stress.ipynb",
  parameters: z.object({
    rate: z.coerce.number().min(-0.1).max(1).default(0).describe("that options are priced with, continuous"),
    dividend: z.coerce.number().min(0).max(1).default(0).describe("yield of options' underlyings, continuous"),
  }),
  require: { quality: { fills: "warn", prices: "warn" } },
  outputs: ["html", "pdf", "xlsx"],
});

export default report;
