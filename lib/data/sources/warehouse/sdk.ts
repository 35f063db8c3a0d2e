import { createRequire } from "node:module";
import { hasErrorCode, RiskbookError } from "../../../core/index.js";

/**
 * Loads a database's own package, which riskbook does not bring along.
 * @param version what was declared to fit, as npm writes it
 * @throws RiskbookError `NO_SDK` with the command that installs it
 */
export async function loadSdk(name: string, version: string, source: string): Promise<unknown> {
  try {
    createRequire(import.meta.url).resolve(name);
  } catch (error) {
    if (!hasErrorCode(error, "MODULE_NOT_FOUND")) throw error;
    throw new RiskbookError(
      "NO_SDK",
      `${source} needs the package ${name}, which is not installed. Run: npm install ${name}@${version}`,
      { exitCode: 2 },
    );
  }
  return import(name);
}
