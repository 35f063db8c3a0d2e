import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Book, canonicalJson, packageVersion, RiskbookError, sha256 } from "../../core/index.js";
import { type Notebook, parseNotebook } from "../../notebook/index.js";
import type { RunInputs } from "../archive/manifest.js";
import { type Brand, readBrand } from "../brand.js";
import type { ReportDefinition } from "../define.js";
import { parseMailbox } from "../mail/mailbox.js";
import { asOfTime } from "./as-of.js";
import { configurationSha256 } from "./configuration.js";
import { readReportParameters } from "./parameters.js";
import type { RunSettings } from "./settings.js";

/** A run before anything was executed: what goes in, and where it will lie. */
export interface RunPlan {
  definition: ReportDefinition;
  notebook: Notebook;
  /** Absolute path of the notebook. */
  notebookPath: string;
  brand: Brand;
  inputs: RunInputs;
  inputsSha256: string;
  /** Names the inputs in the run's folder. */
  prefix: string;
  /** `output/<report>/<window>`. */
  windowFolder: string;
}

/**
 * Gathers and checks everything that a run's bytes depend on.
 * @throws RiskbookError `NO_NOTEBOOK`, `BAD_DATE`, `UNKNOWN_CALENDAR`, `UNKNOWN_PARAMETER`, `BAD_PARAMETER`,
 * `BAD_ADDRESS`, and what reading a notebook and a brand throws
 */
export function planRun(definition: ReportDefinition, settings: RunSettings): RunPlan {
  const { book, asOf, snapshot, definitionsVersion } = settings;
  const notebookPath = join(book.root, definition.notebook);
  if (!existsSync(notebookPath)) {
    throw new RiskbookError(
      "NO_NOTEBOOK",
      `The report ${definition.name} runs ${definition.notebook}, but there is no file ${notebookPath}. Put it there, or mend "notebook" in the report.`,
    );
  }
  requireAddresses(definition, book);
  const source = readFileSync(notebookPath, "utf8");
  const inputs: RunInputs = {
    report: definition.name,
    window: asOf,
    asOf: asOfTime(asOf, book.config),
    snapshot,
    parameters: readReportParameters(definition, settings.parameters ?? {}, asOf),
    notebook: { path: definition.notebook, sha256: sha256(source) },
    configurationSha256: configurationSha256(book, definition),
    definitionsVersion,
    riskbookVersion: packageVersion(),
  };
  const inputsSha256 = sha256(canonicalJson(inputs));
  return {
    definition,
    notebook: parseNotebook(source, notebookPath),
    notebookPath,
    brand: readBrand(book, definition.brand),
    inputs,
    inputsSha256,
    prefix: inputsSha256.slice(0, 10),
    windowFolder: join(settings.output ?? book.output, definition.name, inputs.window),
  };
}

/** A wrong address is told before the notebook runs, not when its mail is made. */
function requireAddresses(definition: ReportDefinition, book: Book): void {
  if (!definition.outputs.includes("mail")) return;
  const { from, recipients } = book.config.mail;
  if (from !== undefined) parseMailbox(from, "the sender");
  for (const recipient of definition.recipients ?? recipients) parseMailbox(recipient, "a recipient");
}
