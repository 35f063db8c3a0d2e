import { z } from "zod";
import { isTimeZone, RiskbookError, schemaProblems } from "../core/index.js";
import { CALENDAR_NAMES, isCalendarName, TABLES, type TableName } from "../data/index.js";
import type { Document } from "../document/index.js";
import { SHADOW_FIGURES } from "./shadow/compare.js";
import type { ShadowFacts } from "./shadow/shadow-check.js";

/** The media a report can be made in. */
export type OutputName = "html" | "pdf" | "mail" | "xlsx";

/** When a report runs by itself. */
export interface ReportSchedule {
  /** Five-field cron expression, told in `timeZone`. */
  cron: string;
  /** IANA zone, for example `America/New_York`. */
  timeZone: string;
  /** Runs on this calendar's trading days only: `NYSE`, `CME`, `CME-energy`, `LSE` or `24/7`. */
  calendar?: string | undefined;
}

/** What must be true before a report is made. */
export interface ReportRequirements {
  /**
   * The worst verdict on a table that the report can live with. `warn`: it is held when the table is; `pass`: also when the
   * table warns, has no rows or could not be judged.
   */
  quality?: { readonly [Table in TableName]?: "pass" | "warn" | undefined } | undefined;
  /**
   * Headline figures that a second path in SQL must reach too, by the fact that states each: `{ pnl: "pnl.day" }`. The
   * notebook also states `pnl.kind`, `var.window` and `var.confidence`.
   */
  shadow?: ShadowFacts | undefined;
}

/** A parameter schema: an object whose values a person can write as `-p name=value`. */
export type ParameterSchema = z.ZodObject;

/** What the author of a report writes. */
export interface ReportOptions<Parameters extends ParameterSchema = ParameterSchema> {
  /** Names the file, the folder and the command: lower-case letters, digits and hyphens. */
  name: string;
  title: string;
  /** One sentence for lists and for the mail's preview line. */
  description?: string;
  /** Path of the notebook from the book's folder. */
  notebook: string;
  /**
   * What may be set from outside. A parameter called `asOf` receives the window's date when nobody gives it.
   * Only the parameters declared here may be set; they go to the cell tagged `parameters`.
   */
  parameters?: Parameters;
  outputs?: OutputName[];
  /** Where it is not met, the run is held: nothing is rendered or sent, and the archive keeps the reason. */
  require?: ReportRequirements;
  brand?: { accent?: string; logo?: string; paper?: "A4" | "Letter" };
  schedule?: ReportSchedule;
  /** Addresses; without them the book's `mail.recipients` receive the report. */
  recipients?: string[];
  /** The mail's subject; it may quote facts that the notebook stated. Without it: title, window, firm. */
  subject?: (document: Document) => string;
}

/** A report that was checked, with its defaults filled in. */
export interface ReportDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly notebook: string;
  readonly parameters: ParameterSchema;
  readonly outputs: readonly OutputName[];
  readonly require?: ReportRequirements | undefined;
  readonly brand: { accent?: string | undefined; logo?: string | undefined; paper: "A4" | "Letter" };
  readonly schedule?: ReportSchedule | undefined;
  readonly recipients?: readonly string[] | undefined;
  readonly subject?: ((document: Document) => string) | undefined;
}

const OUTPUTS = ["html", "pdf", "xlsx", "mail"] as const;

const text = z.string().trim().min(1, "must not be empty");
const optionsSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "must be lower-case letters, digits and hyphens, such as daily-risk"),
  title: text,
  description: z.string().default(""),
  notebook: z
    .string()
    .regex(/\.ipynb$/, "must be the path of an .ipynb file")
    .refine(path => !path.startsWith("/") && !path.split("/").includes(".."), "must stay inside the book's folder"),
  parameters: z
    .custom<ParameterSchema>(value => value instanceof z.ZodObject, "must be a z.object({ … })")
    .default(() => z.object({})),
  outputs: z
    .array(z.enum(OUTPUTS))
    .min(1, "must name at least one of html, pdf, xlsx, mail")
    .default([...OUTPUTS]),
  require: z
    .strictObject({
      quality: z.partialRecord(z.enum(TABLES as readonly [TableName]), z.enum(["pass", "warn"])).optional(),
      shadow: z.partialRecord(z.enum(SHADOW_FIGURES), text).optional(),
    })
    .optional(),
  brand: z
    .strictObject({
      accent: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, "must be a colour such as #1f3a5f")
        .optional(),
      logo: z.string().optional(),
      paper: z.enum(["A4", "Letter"]).default("A4"),
    })
    .prefault({}),
  schedule: z
    .strictObject({
      cron: z.string().regex(/^\S+(\s+\S+){4}$/, "must have five fields, such as 30 7 * * 1-5"),
      timeZone: z.string().refine(isTimeZone, "must be an IANA time zone, such as America/New_York"),
      calendar: z
        .string()
        .refine(isCalendarName, `must be one of ${CALENDAR_NAMES.join(", ")}`)
        .optional(),
    })
    .optional(),
  recipients: z.array(text).optional(),
  subject: z.custom<(document: Document) => string>(value => typeof value === "function").optional(),
});

/**
 * Declares a report: which notebook becomes which artefacts, for whom and when. Write it as the default export of a file
 * in the book's `reports` folder.
 *
 * ```ts
 * export default defineReport({
 *   name: "daily-risk",
 *   title: "Daily risk",
 *   notebook: "notebooks/daily-risk.ipynb",
 *   parameters: z.object({ asOf: z.iso.date() }),
 *   schedule: { cron: "30 6 * * 1-5", timeZone: "America/New_York", calendar: "NYSE" },
 * });
 * ```
 * @throws RiskbookError `BAD_REPORT`, naming every field that is wrong
 */
export function defineReport<Parameters extends ParameterSchema>(options: ReportOptions<Parameters>): ReportDefinition {
  const checked = optionsSchema.safeParse(options);
  if (checked.success) {
    const outputs = OUTPUTS.filter(name => checked.data.outputs.includes(name)); // a mail comes last: it carries the others
    return Object.freeze({ ...checked.data, outputs });
  }
  const wrongs = schemaProblems(checked.error);
  const name = typeof options?.name === "string" ? `"${options.name}"` : "without a name";
  throw new RiskbookError("BAD_REPORT", `The report ${name} is not well defined:\n${wrongs.join("\n")}`, {
    exitCode: 2,
  });
}
