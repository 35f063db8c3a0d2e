import type { Book } from "../../lib/core/index.js";
import type { Context } from "../context.js";

/** What a check found. A warning is worth a look and fails nothing. */
export interface Finding {
  status: "ok" | "warning" | "failed";
  /** What was seen, in one line. */
  detail: string;
  /** How to mend it. */
  remedy?: string;
}

/** What checks look at: the process's surroundings and, where there is one, the book. */
export interface Patient {
  context: Pick<Context, "environment" | "now" | "progress">;
  book: Book | undefined;
}

/** One thing that must be right for riskbook to work. What it throws counts as failed. */
export interface Check {
  name: string;
  run(patient: Patient): Finding | Promise<Finding>;
}

/** A finding that all is well. */
export function ok(detail: string): Finding {
  return { status: "ok", detail };
}
