import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** Volatility, regimes and drawdown probabilities of the firm and of the S&P 500. */
const report: ReportDefinition = defineReport({
  name: "volatility-regimes",
  title: "Volatility and regimes",
  description: "How much the firm and the market move, which regime they are in, and how likely a drawdown is.",
  notebook: "notebooks/volatility-regimes.ipynb",
  parameters: z.object({
    horizon: z.coerce.number().int().min(2).max(500).default(63).describe("sessions ahead that are foretold"),
    depth: z.coerce.number().min(0.01).max(0.9).default(0.1).describe("drawdown of the index, as a share of its peak"),
    firmDepth: z.coerce
      .number()
      .min(0.001)
      .max(0.9)
      .default(0.05)
      .describe("drawdown of the firm, as a share of its capital"),
    window: z.coerce.number().int().min(250).default(1000).describe("sessions that each scored forecast looks back on"),
  }),
  require: { quality: { fills: "warn", prices: "warn" } },
  outputs: ["html", "pdf", "xlsx"],
});

export default report;
