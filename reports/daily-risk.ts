import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** The morning's risk report. */
const report: ReportDefinition = defineReport({
  name: "daily-risk",
  title: "Daily risk",
  description: "The firm's P&L, value at risk, traders, exposures and what to look at first.",
  notebook: "notebooks/daily-risk.ipynb",
  parameters: z.object({
    window: z.coerce.number().int().min(20).default(250).describe("sessions that each day's VaR looks back on"),
    confidence: z.coerce.number().min(0.9).max(0.999).default(0.99).describe("of the headline VaR"),
    sessionsShown: z.coerce.number().int().min(20).default(500).describe("sessions in the pictures of daily P&L"),
  }),
  require: {
    quality: { fills: "warn", prices: "warn", daily: "warn" },
    shadow: {
      pnl: "pnl.day",
      gross_exposure: "exposure.gross",
      net_exposure: "exposure.net",
      var: "var",
      drawdown: "drawdown",
    },
  },
  schedule: { cron: "30 6 * * 1-5", timeZone: "America/New_York", calendar: "NYSE" },
});

export default report;
