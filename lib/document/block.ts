/** How a value is printed. Every medium prints from this, so that one figure looks the same on a page and in a cell. */
export type Format =
  | { kind: "text" }
  | { kind: "number"; digits: number }
  | { kind: "integer" }
  /** `compact` prints three significant digits and a scale: `$1.24m`. */
  | { kind: "money"; currency: string; digits: number; compact?: boolean }
  | { kind: "percent"; digits: number }
  | { kind: "ratio"; digits: number }
  | { kind: "date" }
  | { kind: "timestamp" }
  | { kind: "boolean" };

/** A value in a table. Decimals and 64-bit integers travel as strings, dates as `YYYY-MM-DD`, times as ISO 8601 in UTC. */
export type Cell = string | number | boolean | null;

export type ColumnType = "string" | "number" | "integer" | "decimal" | "bigint" | "date" | "timestamp" | "boolean";

export type Tone = "neutral" | "good" | "warn" | "bad";

/** Colours cells of a numeric column; every medium draws what it can of it. */
export type ColourRule =
  | { rule: "sign" }
  | { rule: "bar"; min?: number; max?: number }
  | { rule: "scale"; min?: number; mid?: number; max?: number }
  | { rule: "threshold"; above?: number; below?: number; tone: Exclude<Tone, "neutral"> };

export interface Column {
  key: string;
  label: string;
  type: ColumnType;
  unit?: string;
  format: Format;
  colour?: ColourRule;
  /** Shown when the pointer or the reader asks what the column means. */
  definition?: string;
}

/** Values by column key, all of the same length; or, above 5,000 rows, an Arrow file beside the notebook. */
export type TableData = { values: Record<string, Cell[]> } | { file: string; sha256: string; rows: number };

export interface HeadingBlock {
  type: "heading";
  level: 1 | 2 | 3;
  text: string;
}

export interface TextBlock {
  type: "text";
  markdown: string;
}

export interface Kpi {
  id: string;
  label: string;
  value: number | string | null;
  unit?: string;
  format: Format;
  /** Why `value` is null. */
  reason?: string;
  warning?: string;
  definition?: string;
  source?: string;
  n?: number;
  /** A second line below the figure, such as "limit 2.0" or "on 2020-03-16". */
  note?: string;
  tone?: Tone;
}

export interface KpisBlock {
  type: "kpis";
  title?: string;
  items: Kpi[];
}

export interface TableBlock {
  type: "table";
  id: string;
  title: string;
  columns: Column[];
  rowCount: number;
  data: TableData;
  /** A last row by column key, computed by whoever made the table. */
  total?: Record<string, Cell>;
  note?: string;
  simulated?: boolean;
}

/** What a chart draws, so that a workbook can draw it again natively on the same cells. */
export interface ChartEncoding {
  mark: "line" | "area" | "bar" | "dot" | "histogram" | "heatmap";
  x: { column: string; label: string };
  series: {
    column: string;
    label: string;
    mark?: "line" | "area" | "bar" | "dot";
    colour: string;
    axis?: "left" | "right";
  }[];
  y: { label: string; format: Format };
}

export interface ChartBlock {
  type: "chart";
  id: string;
  title: string;
  /** What the picture shows, for those who cannot see it. */
  alternative: string;
  caption?: string;
  /** A complete `<svg xmlns=…>` whose colours are those of the palette in its light form. */
  svg: string;
  width: number;
  height: number;
  /** Absent for a picture that came without its data, such as a bare Plot element. */
  table?: { columns: Column[]; rowCount: number; data: TableData };
  encoding?: ChartEncoding;
  simulated?: boolean;
}

export interface CalloutBlock {
  type: "callout";
  tone: Tone;
  title?: string;
  markdown: string;
}

export interface PageBreakBlock {
  type: "pageBreak";
}

/** A named figure for machines: subject lines, holds, tests, the next run's comparison. Not drawn. */
export interface FactBlock {
  type: "fact";
  key: string;
  value: string | number | boolean | null;
}

export type Block =
  | HeadingBlock
  | TextBlock
  | KpisBlock
  | TableBlock
  | ChartBlock
  | CalloutBlock
  | PageBreakBlock
  | FactBlock;

/** The MIME type under which a block travels in a notebook's output. */
export const BLOCK_MIME = "application/vnd.riskbook.block+json";

/** What running a notebook yields, and all that a renderer reads. */
export interface Document {
  title: string;
  firm: string;
  currency: string;
  /** The window's as-of time, printed on every artefact; ISO 8601 in UTC. The wall clock is never printed. */
  asOf: string;
  /** Names the window, for example `2020-04-17`; also the artefact folder's name. */
  window: string;
  snapshot: { id: number; sha256: string } | null;
  parameters: Record<string, unknown>;
  definitionsVersion: string;
  /** True when any figure rests on simulated data: every medium must say so. */
  simulated: boolean;
  blocks: Block[];
}
