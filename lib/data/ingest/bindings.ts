import { sqlText } from "../store/sql.js";
import { cell } from "./cells.js";
import { type Header, missingColumns } from "./header.js";
import { type ColumnMap, TEXT_FIELDS, type TextField } from "./map.js";
import type { MapFile } from "./map-file.js";
import { isChosen } from "./row-choice.js";
import type { SourceFile } from "./source-file.js";

/** SQL of the text of each field of a record, as one file's header and a map give it; null where the source has none. */
export interface Bindings {
  readonly texts: Readonly<Record<TextField, string | null>>;
  readonly time: string;
  readonly fees: readonly { readonly name: string; readonly text: string }[];
  /** The column that an instrument rule takes its multiplier from. */
  readonly multiplier: string | null;
  /** The time before which a sale is a short sale. */
  readonly shortBefore: string | null;
  /** True of the rows that tell that their fill is busted. */
  readonly isBusted: string;
  /** True of the rows that are executions, busted ones among them. */
  readonly isExecution: string;
}

/**
 * Binds a map's columns to a file's header by name.
 * @throws RiskbookError `MISSING_COLUMN` with every column that is neither there nor optional
 */
export function bindColumns(file: SourceFile, { map, path }: MapFile, header: Header): Bindings {
  const missing: string[] = [];
  const bound = (name: string): string | null => {
    const position = header.position(name);
    if (position !== undefined) return cell(position, header);
    if (!map.optional.includes(name)) missing.push(name);
    return null;
  };
  const constant = (field: TextField | "fees"): string | null => {
    const value = map.constants[field];
    return value === undefined ? null : sqlText(value);
  };
  const texts = Object.fromEntries(
    TEXT_FIELDS.map(field => {
      const names = [map.columns[field] ?? []].flat();
      return [field, joined(names.map(bound), "/") ?? constant(field)];
    }),
  ) as Record<TextField, string | null>;
  const time =
    joined(
      [map.columns.time ?? []].flat().map(name => bound(name)),
      " ",
    ) ?? "NULL::VARCHAR";
  const onDay = (text: string): string =>
    map.time.date === undefined ? text : `${sqlText(`${map.time.date} `)} || ${text}`;
  const isBusted = bustedOf(map, bound);
  const isExecution = isChosen(map, bound);
  const shortBefore = map.shortBefore === undefined ? null : bound(map.shortBefore);
  const fees = (map.columns.fees ?? []).map(name => ({ name, text: bound(name) }));
  const multiplierColumn = columnOfMultiplier(map);
  const multiplier = multiplierColumn === undefined ? null : bound(multiplierColumn);
  if (missing.length > 0) {
    throw missingColumns(
      file,
      missing,
      header,
      `Name the columns as the file does, or list them under optional, in ${path}.`,
    );
  }
  const constantFee = constant("fees");
  return {
    texts,
    time: onDay(time),
    fees: [
      ...fees.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }])),
      ...(constantFee === null ? [] : [{ name: "constants.fees", text: constantFee }]),
    ],
    multiplier,
    shortBefore: shortBefore === null ? null : onDay(shortBefore),
    isBusted,
    isExecution: isExecution === "true" || isBusted === "false" ? isExecution : `(${isExecution}) OR ${isBusted}`,
  };
}

function bustedOf({ busted }: ColumnMap, bound: (name: string) => string | null): string {
  const text = busted === undefined ? null : bound(busted.column);
  return text === null ? "false" : `coalesce(${text} IN (${busted!.words.map(sqlText).join(", ")}), false)`;
}

/** Columns as one text, null where one of them is blank; those that a file lacks are left out. */
function joined(texts: readonly (string | null)[], separator: string): string | null {
  const there = texts.filter(text => text !== null);
  return there.length === 0 ? null : there.join(` || ${sqlText(separator)} || `);
}

function columnOfMultiplier(map: ColumnMap): string | undefined {
  for (const { multiplier } of map.instruments) {
    if (typeof multiplier === "object" && "column" in multiplier) return multiplier.column;
  }
  return undefined;
}
