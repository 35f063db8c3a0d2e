import { z } from "zod";
import { RiskbookError, schemaProblem } from "../../core/index.js";
import type { ReportDefinition } from "../define.js";

/** The parameter that receives the window's day when nobody gives it. */
const AS_OF = "asOf";

/**
 * Reads the parameters of a run: texts as they come from a command line, checked and completed by the report's schema.
 * A text is taken as it is where the schema accepts it, else as JSON: `-p confidence=0.99`, `-p desks='["Equity"]'`.
 * @throws RiskbookError `UNKNOWN_PARAMETER` or `BAD_PARAMETER`, exit code 2
 */
export function readReportParameters(
  definition: ReportDefinition,
  texts: Readonly<Record<string, string>>,
  asOf: string,
): Record<string, unknown> {
  const { shape } = definition.parameters;
  const given: Record<string, unknown> = AS_OF in shape && texts[AS_OF] === undefined ? { [AS_OF]: asOf } : {};
  for (const [name, text] of Object.entries(texts)) {
    if (!Object.hasOwn(shape, name)) throw unknownParameter(definition, name);
    given[name] = z.safeParse(shape[name]!, text).success ? text : fromJson(text);
  }
  const checked = definition.parameters.strict().safeParse(given);
  if (checked.success) return checked.data as Record<string, unknown>;
  const wrongs = checked.error.issues.map(issue => {
    const name = String(issue.path[0] ?? "");
    return name in given
      ? `  ${name} was ${JSON.stringify(texts[name] ?? given[name])}: ${schemaProblem(issue)}`
      : `  ${name} is missing`;
  });
  throw new RiskbookError(
    "BAD_PARAMETER",
    `The report ${definition.name} cannot run with these parameters:\n${wrongs.join("\n")}\nSet them with -p name=value.`,
    { exitCode: 2 },
  );
}

function unknownParameter(definition: ReportDefinition, name: string): RiskbookError {
  const names = Object.keys(definition.parameters.shape);
  const remedy = names.length === 0 ? "It takes none." : `It takes ${names.join(", ")}.`;
  return new RiskbookError("UNKNOWN_PARAMETER", `The report ${definition.name} has no parameter "${name}". ${remedy}`, {
    exitCode: 2,
    details: { parameter: name, parameters: names },
  });
}

/** A text that is no JSON stays a text, for the schema to refuse with its own words. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
