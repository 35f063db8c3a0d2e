import { defineReport, type ReportDefinition } from "riskbook";
import { z } from "zod";

/** Whether the data can be trusted, table by table: `riskbook report run data-quality`. */
const report: ReportDefinition = defineReport({
  name: "data-quality",
  title: "Data quality",
  description: "A verdict on every table, what was found, what is missing, and days that are unlike the others.",
  notebook: "notebooks/data-quality.ipynb",
  parameters: z.object({
    sessionsShown: z.coerce.number().int().min(20).max(520).default(250).describe("sessions in the strips"),
    findingsShown: z.coerce.number().int().min(1).max(200).default(10).describe("findings of each rule in the table"),
  }),
  outputs: ["html", "pdf", "xlsx"],
});

export default report;
