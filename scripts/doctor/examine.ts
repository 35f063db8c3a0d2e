import { messageOf, RiskbookError } from "../../lib/core/index.js";
import type { Check, Finding, Patient } from "./check.js";

/** A finding with the name of its check. */
export interface Diagnosis extends Finding {
  check: string;
}

/** Makes the checks one after the other; one that throws is a failed one, and the others are still made. */
export async function* examine(checks: readonly Check[], patient: Patient): AsyncGenerator<Diagnosis> {
  for (const check of checks) {
    let finding: Finding;
    try {
      finding = await check.run(patient);
    } catch (error) {
      finding = failure(error);
    }
    yield { check: check.name, ...finding };
  }
}

/** An error of ours says how to mend it; of any other its first line is what we know. */
function failure(error: unknown): Finding {
  if (error instanceof RiskbookError) return { status: "failed", detail: error.code, remedy: error.message };
  return { status: "failed", detail: messageOf(error).split("\n")[0] ?? "", remedy: 'Run "npm ci" and try again.' };
}
