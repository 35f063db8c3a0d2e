import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** How the firm, a desk or a trader did: `riskbook report run kpi-review -p of="Index & Macro"`. */
const report: ReportDefinition = defineReport({
  name: "kpi-review",
  title: "Performance review",
  description: "How well the firm, a desk or a trader did, and how sure that is.",
  notebook: "notebooks/kpi-review.ipynb",
  parameters: z.object({
    of: z.string().default("").describe("a desk or a trader; the firm unless given"),
    window: z.coerce.number().int().min(60).default(250).describe("sessions of the moving windows"),
    confidence: z.coerce.number().min(0.9).max(0.999).default(0.99).describe("of VaR"),
  }),
  require: { quality: { fills: "warn", prices: "warn" } },
  outputs: ["html", "pdf", "xlsx"],
});

export default report;
