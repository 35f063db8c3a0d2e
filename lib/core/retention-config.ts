import { z } from "zod";

/** What `riskbook.yaml` says of how long snapshots stay. */
export interface RetentionConfig {
  /** Every snapshot of this many days stays. */
  days: number;
  /** Of this many months, the one under way included, the last snapshot stays; seven years of them by default. */
  months: number;
}

export const retentionSchema: z.ZodType<RetentionConfig> = z.strictObject({
  days: z.number().int().min(1).max(36_500).default(90),
  months: z.number().int().min(0).max(1200).default(84),
});

/** How long snapshots stay where no book says otherwise. */
export function usualRetention(): RetentionConfig {
  return retentionSchema.parse({});
}
