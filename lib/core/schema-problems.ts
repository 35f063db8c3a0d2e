import type { z } from "zod";

/** One line for each thing that a schema found wrong: where, and what is expected there. */
export function schemaProblems(error: z.ZodError): string[] {
  return error.issues.flatMap(issue => {
    const places = issue.code === "unrecognized_keys" ? issue.keys.map(key => [...issue.path, key]) : [issue.path];
    return places.map(path => `  ${path.join(".") || "(top)"}: ${schemaProblem(issue)}`);
  });
}

/** What a schema expects in place of what it found; its author's own words where there are some. */
export function schemaProblem(issue: z.core.$ZodIssue): string {
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "unrecognized_keys":
      return "there is no such key; correct its spelling or remove it";
    case "invalid_type":
      return wrongType(issue.expected, /received (\w+)$/.exec(issue.message)?.[1]);
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(value => JSON.stringify(value)).join(", ")}`;
    case "too_small":
      return bound(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum);
    case "too_big":
      return bound(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum);
    default:
      return issue.message;
  }
}

function wrongType(expected: string, received: string | undefined): string {
  if (received === "undefined") return `is missing; a ${expected} is needed`;
  return received === undefined || received === "NaN"
    ? `must be a ${expected}`
    : `must be a ${expected}, not ${received}`;
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === "string") return `must have ${relation} ${limit} characters`;
  if (origin === "array" || origin === "set" || origin === "map") return `must have ${relation} ${limit} entries`;
  return `must be ${relation} ${limit}`;
}
