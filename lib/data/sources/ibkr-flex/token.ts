import { RiskbookError } from "../../../core/index.js";

/** The variable that holds the token of a source. */
export function flexVariable(name: string): string {
  return `RISKBOOK_${name.toUpperCase().replaceAll("-", "_")}_TOKEN`;
}

/**
 * The token that the environment states.
 * @throws RiskbookError `NO_LOGIN` naming the variable
 */
export function flexToken(name: string, environment: Readonly<Record<string, string | undefined>>): string {
  const token = environment[flexVariable(name)] ?? "";
  if (token !== "") return token;
  throw new RiskbookError(
    "NO_LOGIN",
    `${name} needs its Flex Web Service token, and ${flexVariable(name)} is not set. Make one in Client Portal (Performance & Reports, Flex Queries) and set it in the environment; it is never read from a file of the book.`,
    { exitCode: 2 },
  );
}
