import { z } from "zod";

/** What `riskbook.yaml` says of data quality; which rules and thresholds there are is for the data room to know. */
export interface QualityConfig {
  /** Findings of this many sessions up to the day can hold a table; what is older only warns. */
  holdSessions: number;
  /** By rule: `off`, a severity, or a severity and thresholds. */
  rules: Record<string, "off" | "warn" | "hold" | Record<string, number | string>>;
}

const severity = z.enum(["warn", "hold"]);

export const qualitySchema: z.ZodType<QualityConfig> = z.strictObject({
  holdSessions: z.number().int().min(1).max(2600).default(20),
  rules: z
    .record(
      z.string(),
      z.union(
        [z.enum(["off", "warn", "hold"]), z.object({ severity: severity.optional() }).catchall(z.number())],
        "must be off, warn, hold, or a severity and numbers, such as { severity: hold, move: 0.5 }",
      ),
    )
    .default({}) as z.ZodType<QualityConfig["rules"]>,
});
