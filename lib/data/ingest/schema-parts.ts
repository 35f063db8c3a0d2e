import { z } from "zod";
import { isTimeZone } from "../../core/index.js";
import type { FileShape } from "./file-shape.js";

/** A name or pattern that is not blank. */
export const text: z.ZodType<string> = z.string().min(1);

/** A value as a file would write it; YAML may take it for a number or a truth value. */
export const constant: z.ZodType<string> = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** One text or several. */
export const list: z.ZodType<string[]> = z
  .union([text, z.array(text)])
  .transform(value => (typeof value === "string" ? [value] : value));

/** Words of a file. */
export const words: z.ZodType<string[]> = z.array(constant);

export const zone: z.ZodType<string> = z
  .string()
  .refine(isTimeZone, "must be a time zone such as America/New_York or UTC");

/** For each of some columns the words by which a row is chosen. */
export const choice: z.ZodType<Record<string, string[]>> = z.record(text, z.array(constant).min(1)).default({});

type Shape = { [K in keyof FileShape]-?: z.ZodType<FileShape[K]> };

/** The keys of every map that say how a file holds its rows. */
export const shape: Shape = {
  element: text.optional(),
  sheet: text.optional(),
  header: z.array(text).min(1).optional(),
  delimiter: z.string().length(1, "must be one character").default(","),
  encoding: z.enum(["utf-8", "latin-1", "utf-16"]).default("utf-8"),
  skipLines: z.number().int().min(0).default(0),
  numbers: z
    .strictObject({
      decimal: z.enum([".", ","]).default("."),
      thousands: z.enum(["", ",", ".", " ", "'"]).default(""),
    })
    .refine(marks => marks.decimal !== marks.thousands, "decimal and thousands must differ")
    .prefault({}),
};
