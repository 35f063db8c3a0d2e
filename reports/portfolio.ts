import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** Who diversifies and who crowds, what other sizes would do, and how the book would be closed. */
const report: ReportDefinition = defineReport({
  name: "portfolio",
  title: "Portfolio",
  description: "Who diversifies and who crowds the firm, what other sizes would do, and how the book would be closed.",
  notebook: "notebooks/portfolio.ipynb",
  parameters: z.object({
    window: z.coerce.number().int().min(30).max(2000).default(250).describe("sessions that are looked back on"),
    participation: z.coerce.number().min(0.01).max(0.5).default(0.1).describe("share of volume that closing may be"),
  }),
  require: { quality: { fills: "warn", prices: "warn" } },
  outputs: ["html", "pdf", "xlsx"],
});

export default report;
