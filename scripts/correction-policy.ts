import type { CorrectionPolicy } from "../lib/data/index.js";

/** What becomes of fills that are told otherwise than they are stored, as the flags of an ingest say. */
export function correctionPolicy(
  { acceptCorrections, keepStored }: { acceptCorrections?: boolean; keepStored?: boolean },
  otherwise: CorrectionPolicy = "hold",
): CorrectionPolicy {
  if (acceptCorrections) return "accept";
  return keepStored ? "keep" : otherwise;
}
