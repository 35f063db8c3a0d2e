import { z } from "zod";
import { isTimeZone } from "../../core/index.js";

/** Kinds of instrument that the store knows. */
export const INSTRUMENT_KINDS = ["equity", "future", "option", "fx", "crypto"] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** Where a multiplier comes from: a number, a column, or a table by symbol or by the root of a future's symbol. */
export type MultiplierRule =
  | number
  | { column: string }
  | { symbols: Record<string, number> }
  | { roots: Record<string, number> };

/** What a symbol that matches is. */
export interface InstrumentRule {
  /** Regular expression on the whole symbol, or `occ` for the 21-character option symbols; absent matches every symbol. */
  match?: string | undefined;
  kind: InstrumentKind;
  /** 1 by default, 100 for OCC options; for futures the table of known roots. */
  multiplier?: MultiplierRule | undefined;
}

/** The fields of a fill that a map can take from a column or state as a constant. */
export const TEXT_FIELDS = [
  "account",
  "symbol",
  "side",
  "quantity",
  "price",
  "fillId",
  "orderId",
  "currency",
  "startPosition",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** How a CSV file of executions is read: which column is which field, and how its values are written. */
export interface ColumnMap {
  name: string;
  delimiter: string;
  encoding: "utf-8" | "latin-1" | "utf-16";
  /** Lines before the header. */
  skipLines: number;
  columns: Partial<Record<TextField, string | undefined>> & {
    time?: string | string[] | undefined;
    fees?: string[] | undefined;
  };
  /** Columns named above that a file may lack. */
  optional: string[];
  constants: Partial<Record<TextField | "fees", string | undefined>>;
  /** The source's words for each side. */
  sides: { buy: string[]; sell: string[]; short: string[] };
  /** `signed`: a negative quantity is a sale and there is no side column. */
  quantity: "unsigned" | "signed";
  /** `cost`: a positive fee is paid; `cashflow`: a negative one is. */
  feeSign: "cost" | "cashflow";
  time: { format: string[]; zone: string };
  numbers: { decimal: "." | ","; thousands: string };
  /** Prices at or below zero are kept (futures, spreads). */
  negativePrices: boolean;
  instruments: InstrumentRule[];
}

const text = z.string().min(1);
const constant = z.union([z.string(), z.number()]).transform(String);
const list = z.union([text, z.array(text)]).transform(value => (typeof value === "string" ? [value] : value));
const words = z.array(constant).default([]);

function fieldsOf<T extends z.ZodType>(value: T): Record<TextField, z.ZodOptional<T>> {
  return Object.fromEntries(TEXT_FIELDS.map(field => [field, value.optional()])) as Record<TextField, z.ZodOptional<T>>;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) !== undefined;
  } catch {
    return false;
  }
}

const positive = z.number().positive();
const multiplier = z.union([
  positive,
  z.strictObject({ column: text }),
  z.strictObject({ symbols: z.record(text, positive) }),
  z.strictObject({ roots: z.record(text, positive) }),
]);

const rule = z.strictObject({
  match: text.refine(isPattern, "must be a regular expression or occ").optional(),
  kind: z.enum(INSTRUMENT_KINDS),
  multiplier: multiplier.optional(),
});

/** The shape of a map file; what is wrong with one is told by field. */
export const columnMapSchema: z.ZodType<ColumnMap> = z
  .strictObject({
    name: z.string().default("executions"),
    delimiter: z.string().length(1, "must be one character").default(","),
    encoding: z.enum(["utf-8", "latin-1", "utf-16"]).default("utf-8"),
    skipLines: z.number().int().min(0).default(0),
    columns: z.strictObject({
      ...fieldsOf(text),
      time: z.union([text, z.array(text).min(1)]).optional(),
      fees: list.optional(),
    }),
    optional: z.array(text).default([]),
    constants: z.strictObject({ ...fieldsOf(constant), fees: constant.optional() }).default({}),
    sides: z.strictObject({ buy: words, sell: words, short: words }).prefault({}),
    quantity: z.enum(["unsigned", "signed"]).default("unsigned"),
    feeSign: z.enum(["cost", "cashflow"]).default("cost"),
    time: z.strictObject({
      format: list,
      zone: z.string().refine(isTimeZone, "must be a time zone such as America/New_York or UTC"),
    }),
    numbers: z
      .strictObject({
        decimal: z.enum([".", ","]).default("."),
        thousands: z.enum(["", ",", ".", " ", "'"]).default(""),
      })
      .refine(marks => marks.decimal !== marks.thousands, "decimal and thousands must differ")
      .prefault({}),
    negativePrices: z.boolean().default(false),
    instruments: z.union([rule.transform(only => [only]), z.array(rule).min(1)]).prefault([{ kind: "equity" }]),
  })
  .superRefine((map, context) => {
    for (const problem of incompleteness(map))
      context.addIssue({ code: "custom", path: problem.path, message: problem.message });
  });

function incompleteness(map: ColumnMap): { path: string[]; message: string }[] {
  const problems: { path: string[]; message: string }[] = [];
  const has = (field: TextField): boolean => map.columns[field] !== undefined || map.constants[field] !== undefined;
  for (const field of ["account", "symbol", "quantity", "price", "currency"] as const) {
    if (!has(field))
      problems.push({
        path: ["columns", field],
        message: `name the column, or give a constant under constants.${field}`,
      });
  }
  if (map.columns.time === undefined)
    problems.push({ path: ["columns", "time"], message: "name the column or columns of the time" });
  if (map.quantity === "unsigned" && !has("side")) {
    problems.push({ path: ["columns", "side"], message: 'name the column of the side, or say "quantity: signed"' });
  }
  if (map.quantity === "signed" && has("side")) {
    problems.push({ path: ["columns", "side"], message: "a map with signed quantities has no side" });
  }
  if (has("side") && map.sides.buy.length + map.sides.sell.length + map.sides.short.length === 0) {
    problems.push({ path: ["sides"], message: "give the source's words for buy, sell and short" });
  }
  return problems;
}
