import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** One trader's page, made on demand: `riskbook report run trader-review -p trader="Rui Tavares"`. */
const report: ReportDefinition = defineReport({
  name: "trader-review",
  title: "Trader review",
  description: "One trader's round trips, habits against the own past, and the trips that cost most.",
  notebook: "notebooks/trader-review.ipynb",
  parameters: z.object({ trader: z.string().min(1).describe("the trader's name, as accounts have it") }),
  outputs: ["html", "pdf", "xlsx"],
});

export default report;
