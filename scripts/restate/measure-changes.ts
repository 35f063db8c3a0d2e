import type { Block, Cell, Column, Document, Kpi, TableBlock } from "../../lib/document/index.js";

/** One figure that a reader of a report saw and that is another one now. */
export interface MeasureChange {
  /** The figure's label, or a table's title and the column's label. */
  readonly measure: string;
  /** The table's row that it belongs to, by the row's texts, such as a trader's name; null for the report as a whole. */
  readonly whom: string | null;
  readonly unit: string | null;
  /** Null where there was no such figure. */
  readonly before: Cell;
  readonly after: Cell;
  /** after − before; null where one of them is no number. */
  readonly by: number | null;
}

/** Sums of the same numbers in another order differ by less than this share of them, which is no restatement. */
const ROUNDING = 1e-9;

/**
 * The figures that differ between two documents of one report: those beside their labels and those in tables, each told
 * apart by the names that readers know them by. Charts draw the same data and facts repeat it, so that neither is looked
 * at. A table of more than 5,000 rows, which lies in a file of its own, counts as one figure: its number of rows.
 */
export function measureChanges(before: Document, after: Document): MeasureChange[] {
  const old = new Map(figuresOf(before).map(figure => [keyOf(figure), figure]));
  const now = new Map(figuresOf(after).map(figure => [keyOf(figure), figure]));
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  return keys.flatMap(key => {
    const [was, is] = [old.get(key), now.get(key)];
    const { measure, whom, unit } = (is ?? was)!;
    const [one, other] = [was?.value ?? null, is?.value ?? null];
    if (was?.content === is?.content && isSame(one, other)) return [];
    const by = typeof one === "number" && typeof other === "number" ? other - one : null;
    return [{ measure, whom, unit, before: one, after: other, by }];
  });
}

function isSame(one: Cell, other: Cell): boolean {
  if (typeof one !== "number" || typeof other !== "number") return one === other;
  return Object.is(one, other) || Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
}

interface Figure {
  readonly measure: string;
  /** The measure without numbers in its title, which may count what a table shows ("the 15 largest of 79 positions"). */
  readonly name: string;
  readonly whom: string | null;
  readonly unit: string | null;
  readonly value: Cell;
  /** SHA-256 of what the value stands for, where that is more than itself. */
  readonly content?: string;
  /** Tells figures of the same names apart: 1 for the first of them. */
  readonly occurrence: number;
}

function keyOf({ name, whom, occurrence }: Figure): string {
  return JSON.stringify([name, whom, occurrence]);
}

function figuresOf({ blocks }: Document): Figure[] {
  const seen = new Map<string, number>();
  return blocks.flatMap(figuresOfBlock).map(figure => {
    const names = JSON.stringify([figure.name, figure.whom]);
    const occurrence = (seen.get(names) ?? 0) + 1;
    seen.set(names, occurrence);
    return { ...figure, occurrence };
  });
}

function figuresOfBlock(block: Block): Omit<Figure, "occurrence">[] {
  if (block.type === "kpis") return block.items.map(item => figureOfKpi(item, block.title));
  return block.type === "table" ? figuresOfTable(block) : [];
}

function figureOfKpi({ label, value, unit }: Kpi, title: string | undefined): Omit<Figure, "occurrence"> {
  return { ...measureOf(title, label), whom: null, unit: unit ?? null, value };
}

function figuresOfTable({ title, columns, data, total, rowCount }: TableBlock): Omit<Figure, "occurrence">[] {
  if ("file" in data)
    return [{ ...measureOf(title, "rows"), whom: null, unit: null, value: rowCount, content: data.sha256 }];
  const figureOfCell = (
    { label, unit }: Column,
    whom: string,
    value: Cell | undefined,
  ): Omit<Figure, "occurrence"> => ({
    ...measureOf(title, label),
    whom: whom === "" ? null : whom,
    unit: unit ?? null,
    value: value ?? null,
  });
  const figures = columns.filter(isFigure);
  const names = columns.filter(column => !isFigure(column));
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const texts = names.map(({ key }) => data.values[key]?.[row] ?? null).filter(text => text !== null);
    return figures.map(column => figureOfCell(column, texts.join(", "), data.values[column.key]?.[row]));
  });
  const totals = total === undefined ? [] : figures.map(column => figureOfCell(column, "Total", total[column.key]));
  return [...rows.flat(), ...totals];
}

function measureOf(title: string | undefined, label: string): { measure: string; name: string } {
  const measure = title === undefined ? label : `${title}: ${label}`;
  return { measure, name: measure.replaceAll(/\d+/g, "#") };
}

function isFigure({ type }: Column): boolean {
  return type === "number" || type === "integer" || type === "decimal" || type === "bigint";
}
