import { z } from "zod";
import { KEYED_TABLE_NAMES, KEYED_TABLES } from "../tables/index.js";
import { choice, constant, list, shape, text, words, zone } from "./schema-parts.js";
import { TABLE_STATEMENTS, type TableMap, type TableStatement } from "./table-map.js";

/** The shape of a map of a keyed table; what is wrong with one is told by field. */
export const tableMapSchema: z.ZodType<TableMap> = z
  .strictObject({
    ...shape,
    name: z.string().default(""),
    table: z.enum(KEYED_TABLE_NAMES),
    recognise: z.array(text).default([]),
    without: z.array(text).default([]),
    columns: z.record(text, list),
    optional: z.array(text).default([]),
    constants: z.record(text, constant).default({}),
    words: z.record(text, z.record(text, words)).default({}),
    whenNegative: z.record(text, z.record(text, z.record(text, text))).default({}),
    negate: z.array(text).default([]),
    stated: z.array(z.enum(TABLE_STATEMENTS)).default([]),
    only: choice,
    except: choice,
    time: z
      .strictObject({
        format: list.default(["iso", "%Y%m%d"]),
        zone: zone.or(z.literal("")).default(""),
        bar: z.enum(["begin", "end"]).default("begin"),
      })
      .prefault({}),
  })
  .transform(map => ({ ...map, name: map.name === "" ? map.table : map.name }))
  .superRefine((map, context) => {
    for (const { path, message } of [...unknownColumns(map), ...wrongTypes(map), ...missing(map)]) {
      context.addIssue({ code: "custom", path, message });
    }
  });

interface Problem {
  path: string[];
  message: string;
}

function unknownColumns({ table, columns, constants, words, negate, whenNegative }: TableMap): Problem[] {
  const known = KEYED_TABLES[table].columns.map(({ name }) => name);
  const named: [place: string, name: string][] = [
    ...Object.keys(columns).map((name): [string, string] => ["columns", name]),
    ...Object.keys(constants).map((name): [string, string] => ["constants", name]),
    ...Object.keys(words).map((name): [string, string] => ["words", name]),
    ...negate.map((name): [string, string] => ["negate", name]),
    ...Object.entries(whenNegative).flatMap(([name, changed]) =>
      [name, ...Object.keys(changed)].map((name): [string, string] => ["whenNegative", name]),
    ),
  ];
  return named
    .filter(([, name]) => !known.includes(name))
    .map(([place, name]) => ({
      path: [place, name],
      message: `${table} has no such column; it has ${known.join(", ")}`,
    }));
}

function wrongTypes({ table, negate, whenNegative, words }: TableMap): Problem[] {
  const typeOf = (name: string): string =>
    KEYED_TABLES[table].columns.find(column => column.name === name)?.type ?? "unknown";
  const isNumber = (name: string): boolean => /^(DECIMAL|DOUBLE|unknown)/.test(typeOf(name));
  const numbers = [
    ...negate.map(name => ["negate", name]),
    ...Object.keys(whenNegative).map(name => ["whenNegative", name]),
  ];
  const texts = Object.keys(words).filter(name => !/VARCHAR|unknown/.test(typeOf(name)));
  return [
    ...numbers
      .filter(([, name]) => !isNumber(name!))
      .map(path => ({ path, message: `must be a column of numbers; it is ${typeOf(path[1]!)}` })),
    ...texts.map(name => ({ path: ["words", name], message: `must be a column of text; it is ${typeOf(name)}` })),
  ];
}

function missing({ table, columns, constants, stated, time }: TableMap): Problem[] {
  const { columns: wanted, defaults } = KEYED_TABLES[table];
  const has = (name: string): boolean =>
    (columns[name]?.length ?? 0) > 0 ||
    constants[name] !== undefined ||
    stated.includes(name as TableStatement) ||
    Object.hasOwn(defaults, name);
  const problems = wanted
    .filter(({ name, required }) => required && !has(name))
    .map(({ name }) => ({
      path: ["columns", name],
      message: `name the column, give a constant under constants.${name}${isStatement(name) ? `, or list "${name}" under stated` : ""}`,
    }));
  if (time.zone !== "" && stated.includes("zone")) {
    problems.push({
      path: ["time", "zone"],
      message: 'name the zone of the times, or list "zone" under stated, and not both',
    });
  }
  return problems;
}

function isStatement(name: string): boolean {
  return TABLE_STATEMENTS.includes(name as TableStatement);
}
