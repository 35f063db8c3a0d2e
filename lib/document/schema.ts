import { z } from "zod";
import type { Block, ColourRule, Column, Document, Format, Kpi, TableData } from "./block.js";
import { LIMITS } from "./limits.js";

const label = z.string().max(LIMITS.label);
const name = label.min(1);
const text = z.string().max(LIMITS.text);
const figure = z.number();
const digits = z.int().min(0).max(12);
const currency = z.string().regex(/^[A-Z]{3}$/, "must be a code of three capital letters, such as USD");
const tone = z.enum(["neutral", "good", "warn", "bad"]);
const scalar = z.union(
  [z.string().max(LIMITS.cell), figure, z.boolean(), z.null()],
  `must be a finite number, text of at most ${LIMITS.cell} characters, true, false or null`,
);
const key = name.refine(value => value !== "__proto__", "is not a name that a column may have");
const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");
const side = z.number().positive().max(LIMITS.pixels);
const optional = z.exactOptional;

const format: z.ZodType<Format> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text") }),
  z.strictObject({ kind: z.literal("number"), digits }),
  z.strictObject({ kind: z.literal("integer") }),
  z.strictObject({ kind: z.literal("money"), currency, digits, compact: optional(z.boolean()) }),
  z.strictObject({ kind: z.literal("percent"), digits }),
  z.strictObject({ kind: z.literal("ratio"), digits }),
  z.strictObject({ kind: z.literal("date") }),
  z.strictObject({ kind: z.literal("timestamp") }),
  z.strictObject({ kind: z.literal("boolean") }),
]);

const colour: z.ZodType<ColourRule> = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("sign") }),
  z.strictObject({ rule: z.literal("bar"), min: optional(figure), max: optional(figure) }),
  z.strictObject({ rule: z.literal("scale"), min: optional(figure), mid: optional(figure), max: optional(figure) }),
  z.strictObject({
    rule: z.literal("threshold"),
    above: optional(figure),
    below: optional(figure),
    tone: z.enum(["good", "warn", "bad"]),
  }),
]);

const column: z.ZodType<Column> = z.strictObject({
  key,
  label,
  type: z.enum(["string", "number", "integer", "decimal", "bigint", "date", "timestamp", "boolean"]),
  unit: optional(label),
  format,
  colour: optional(colour),
  definition: optional(text),
});

/** Cells are judged by their column's type in `cells.ts`, far faster than a schema could. */
const data: z.ZodType<TableData> = z.union([
  z.strictObject({
    values: z.record(key, z.custom<(string | number | boolean | null)[]>(Array.isArray, "expected a list of cells")),
  }),
  z.strictObject({
    file: z.string().regex(/^tables\/[0-9a-f]{64}\.arrow$/, "must be tables/<sha256>.arrow"),
    sha256: hash,
    rows: z.int().min(0).max(LIMITS.rows),
  }),
]);

const grid = { columns: z.array(column).min(1).max(LIMITS.columns), rowCount: z.int().min(0).max(LIMITS.rows), data };

const kpi: z.ZodType<Kpi> = z.strictObject({
  id: name,
  label: name,
  value: z.union([figure, text, z.null()], "must be a finite number, text or null"),
  unit: optional(label),
  format,
  reason: optional(text),
  warning: optional(text),
  definition: optional(text),
  source: optional(text),
  n: optional(figure),
  note: optional(text),
  tone: optional(tone),
});

const hex = z.string().regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #1f5fa8");
const encoding = z.strictObject({
  mark: z.enum(["line", "area", "bar", "dot", "histogram", "heatmap"]),
  x: z.strictObject({ column: key, label }),
  series: z
    .array(
      z.strictObject({
        column: key,
        label,
        mark: optional(z.enum(["line", "area", "bar", "dot"])),
        colour: hex,
        axis: optional(z.enum(["left", "right"])),
      }),
    )
    .max(LIMITS.columns),
  y: z.strictObject({ label, format }),
});

const chart = z.strictObject({
  type: z.literal("chart"),
  id: name,
  title: label,
  alternative: text.min(1),
  caption: optional(text),
  svg: z.string().max(LIMITS.svg),
  width: side,
  height: side,
  table: optional(z.strictObject(grid)),
  encoding: optional(encoding),
  simulated: optional(z.boolean()),
});

/** The shape of a block; what depends on more than one member is checked in `validate.ts`. */
export const blockSchema: z.ZodType<Block> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("heading"), level: z.literal([1, 2, 3]), text: name }),
  z.strictObject({ type: z.literal("text"), markdown: text }),
  z.strictObject({ type: z.literal("kpis"), title: optional(label), items: z.array(kpi).min(1).max(LIMITS.kpis) }),
  z.strictObject({
    type: z.literal("table"),
    id: name,
    title: label,
    ...grid,
    total: optional(z.record(key, scalar)),
    note: optional(text),
    simulated: optional(z.boolean()),
  }),
  chart,
  z.strictObject({ type: z.literal("callout"), tone, title: optional(label), markdown: text }),
  z.strictObject({ type: z.literal("pageBreak") }),
  z.strictObject({
    type: z.literal("fact"),
    key: name,
    value: scalar,
  }),
]);

/** The shape of a document around its blocks. */
export const documentSchema: z.ZodType<Document> = z.strictObject({
  title: name,
  firm: name,
  currency,
  asOf: z.iso.datetime(),
  window: name,
  snapshot: z.union([z.strictObject({ id: z.int().min(0), sha256: hash }), z.null()]),
  parameters: z.record(z.string(), z.unknown()),
  definitionsVersion: label,
  simulated: z.boolean(),
  blocks: z.array(blockSchema).max(LIMITS.blocks),
});
