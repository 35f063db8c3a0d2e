import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** Every VaR model on the firm's history and on the S&P 500. */
const report: ReportDefinition = defineReport({
  name: "var-backtest",
  title: "VaR back-test",
  description: "Which models of value at risk and expected shortfall deserve belief.",
  notebook: "notebooks/var-backtest.ipynb",
  parameters: z.object({
    window: z.coerce.number().int().min(100).default(250).describe("sessions that each forecast looks back on"),
    confidence: z.coerce.number().min(0.9).max(0.999).default(0.99).describe("of VaR and ES"),
  }),
  require: { quality: { fills: "warn", prices: "warn" } },
  outputs: ["html", "pdf", "xlsx"],
});

export default report;
