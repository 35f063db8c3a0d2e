import { z } from "zod";
import { type IsoDate, isIsoDate, isTimeZone } from "./dates.js";

/** Terms of one loss rule; what is left out is the preset's. */
export interface LossTerms {
  /** Positive, in the account's currency. */
  amount?: number | undefined;
  basis?: "balance" | "equity" | undefined;
  severity?: "soft" | "hard" | undefined;
}

/** Terms of a drawdown rule. */
export interface DrawdownTerms extends LossTerms {
  kind?: "static" | "end_of_day_trailing" | "intraday_trailing" | undefined;
  /** Where the floor stops rising; `none`: it trails for ever. */
  locksAt?: number | "none" | undefined;
}

/** What `riskbook.yaml` says of one funded account's rules: a preset, own terms in place of its, or own terms alone. */
export interface AccountTerms {
  preset?: string | undefined;
  /** The first day that counts; the starting balance is that of its beginning. */
  from?: IsoDate | undefined;
  startingBalance?: number | undefined;
  dailyLoss?: LossTerms | "none" | undefined;
  drawdown?: DrawdownTerms | "none" | undefined;
  consistency?: { share: number } | "none" | undefined;
  reset?: { zone: string; time: string } | undefined;
}

/** By account; `*` for each account that has none of its own. */
export type AccountRulesConfig = Record<string, AccountTerms>;

const loss = {
  amount: z.number().positive().optional(),
  basis: z.enum(["balance", "equity"]).optional(),
  severity: z.enum(["soft", "hard"]).optional(),
};

const day = z.preprocess(
  value => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.string().refine(isIsoDate, "must be a date such as 2020-03-02"),
) as z.ZodType<IsoDate>;

export const accountRulesSchema: z.ZodType<AccountRulesConfig> = z.record(
  z.string().min(1),
  z.strictObject({
    preset: z.string().optional(),
    from: day.optional(),
    startingBalance: z.number().positive().optional(),
    dailyLoss: orNone(z.strictObject(loss)),
    drawdown: orNone(
      z.strictObject({
        ...loss,
        kind: z.enum(["static", "end_of_day_trailing", "intraday_trailing"]).optional(),
        locksAt: z.union([z.number().positive(), z.literal("none")], "must be an amount, or none").optional(),
      }),
    ),
    consistency: orNone(z.strictObject({ share: z.number().gt(0).max(1) })),
    reset: z
      .strictObject({
        zone: z.string().refine(isTimeZone, "must be an IANA zone such as America/Chicago"),
        time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in quotes, such as "17:00"'),
      })
      .optional(),
  }),
);

/** Told apart first, so that what is wrong within the terms is said with its place. */
function orNone<Terms>(terms: z.ZodType<Terms>): z.ZodType<Terms | "none" | undefined> {
  const read = z.unknown().transform((value, context): Terms | "none" => {
    if (value === "none") return value;
    const checked = terms.safeParse(value);
    if (checked.success) return checked.data;
    context.issues.push(...(checked.error.issues as typeof context.issues));
    return z.NEVER;
  });
  return read.optional();
}
