import { z } from "zod";
import { type ColumnMap, INSTRUMENT_KINDS, legMaps, STATEMENTS, TEXT_FIELDS, type TextField } from "./map.js";
import { choice, constant, list, shape, text, words, zone } from "./schema-parts.js";

const positive = z.number().positive();

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

const multiplier = z.union([
  positive,
  z.strictObject({ column: text }),
  z.strictObject({ symbols: z.record(text, positive) }),
  z.strictObject({ roots: z.record(text, positive) }),
]);

const rule = z.strictObject({
  match: z.string().min(1).refine(isPattern, "must be a regular expression or occ").optional(),
  when: list.optional(),
  kind: z.enum(INSTRUMENT_KINDS),
  multiplier: multiplier.optional(),
});

const several = z.union([text, z.array(text).min(1)]).optional();
const columns = z.strictObject({ ...fieldsOf(text), fillId: several, time: several, fees: list.optional() });
const constants = z.strictObject({ ...fieldsOf(constant), fees: constant.optional() });
const sides = z.strictObject({ buy: words.default([]), sell: words.default([]), short: words.default([]) });

const leg = z.strictObject({
  name: text,
  columns: columns.default({}),
  constants: constants.default({}),
  sides: sides.optional(),
  shortBefore: text.optional(),
});

/** The shape of a map file; what is wrong with one is told by field. */
export const columnMapSchema: z.ZodType<ColumnMap> = z
  .strictObject({
    ...shape,
    name: z.string().default("executions"),
    recognise: z.array(text).default([]),
    columns,
    optional: z.array(text).default([]),
    constants: constants.default({}),
    stated: z.array(z.enum(STATEMENTS)).default([]),
    only: choice,
    except: choice,
    busted: z.strictObject({ column: text, words: z.array(constant).min(1) }).optional(),
    legs: z.array(leg).default([]),
    sides: sides.prefault({}),
    quantity: z.enum(["unsigned", "signed"]).default("unsigned"),
    feeSign: z.enum(["cost", "cashflow"]).default("cost"),
    time: z.strictObject({ format: list, zone: zone.or(z.literal("")).default("") }),
    session: z
      .strictObject({
        start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 17:00"),
        zone,
      })
      .optional(),
    negativePrices: z.boolean().default(false),
    instruments: z.union([rule.transform(only => [only]), z.array(rule).min(1)]).prefault([{ kind: "equity" }]),
  })
  .superRefine((map, context) => {
    const problems = [...statementProblems(map), ...legMaps(map).flatMap(leg => incompleteness(leg))];
    for (const { path, message } of problems) context.addIssue({ code: "custom", path, message });
  });

interface Problem {
  path: string[];
  message: string;
}

function statementProblems({ time, stated, columns, constants }: ColumnMap): Problem[] {
  const problems: Problem[] = [];
  if ((time.zone === "") !== stated.includes("zone")) {
    problems.push({
      path: ["time", "zone"],
      message: 'name the zone of the times, or list "zone" under stated, and not both',
    });
  }
  if (stated.includes("account") && (columns.account ?? constants.account) !== undefined) {
    problems.push({ path: ["stated"], message: "the account has a column or constant and need not be stated" });
  }
  return problems;
}

function incompleteness(map: ColumnMap): Problem[] {
  const problems: Problem[] = [];
  const has = (field: TextField): boolean => map.columns[field] !== undefined || map.constants[field] !== undefined;
  for (const field of ["account", "symbol", "quantity", "price", "currency"] as const) {
    if (has(field) || (field === "account" && map.stated.includes("account"))) continue;
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
  if (has("side") && map.sides.buy.length + map.sides.sell.length + map.sides.short.length === 0) {
    problems.push({ path: ["sides"], message: "give the source's words for buy, sell and short" });
  }
  return problems;
}
