import { type PropReportsDataset, RiskbookError } from "../../../core/index.js";

/** Where a firm's PropReports stands and whom to ask it for. */
export interface PropReportsSettings {
  readonly url: string;
  /** The group whose accounts are fetched; −2 is every account. */
  readonly group: number;
  readonly datasets: readonly PropReportsDataset[];
}

/** Who asks. Only ever taken from the environment. */
export interface PropReportsLogin {
  readonly user: string;
  readonly password: string;
}

const VARIABLES = { user: "RISKBOOK_PROPREPORTS_USER", password: "RISKBOOK_PROPREPORTS_PASSWORD" } as const;

/**
 * The login that the environment states.
 * @throws RiskbookError `NO_LOGIN` naming the variables that are missing
 */
export function propReportsLogin(environment: Readonly<Record<string, string | undefined>>): PropReportsLogin {
  const user = environment[VARIABLES.user] ?? "";
  const password = environment[VARIABLES.password] ?? "";
  const missing = [...(user === "" ? [VARIABLES.user] : []), ...(password === "" ? [VARIABLES.password] : [])];
  if (missing.length === 0) return { user, password };
  throw new RiskbookError(
    "NO_LOGIN",
    `PropReports needs a login, and ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set. Set them in the environment; they are never read from a file of the book.`,
    { exitCode: 2 },
  );
}
