/** How one series is drawn. */
export type Mark = "line" | "area" | "bar" | "dot";

/** Cells that a chart draws, with their values so that viewers which do not calculate can draw them too. */
export interface ChartCells {
  /** Absolute, with its sheet: `'P&L'!$B$5:$B$254`. */
  reference: string;
  numberFormat?: string | undefined;
}

/** One line, row of bars, area or cloud of dots. */
export interface ChartSeries extends ChartCells {
  name: string;
  /** The cell that holds the name. */
  nameReference: string;
  values: (number | null)[];
  mark: Mark;
  /** `#rrggbb`. */
  colour: string;
  axis: "left" | "right";
}

/** What an axis of values says. */
export interface ValueScale {
  label: string;
  numberFormat?: string | undefined;
}

/** A chart that Excel draws itself from cells of its sheet. */
export interface NativeChart {
  title: string;
  /** What the picture shows, for those who cannot see it. */
  alternative: string;
  x: ChartCells & {
    label: string;
    /** Dates get a calendar axis, words and figures one step each; `scale` measures figures and times along the axis. */
    kind: "date" | "step" | "scale";
    /** Dates and times as Excel's serial days. */
    values: (string | number | null)[];
  };
  y: ValueScale;
  /** Of the series on the right, where there are some. */
  right?: ValueScale;
  series: ChartSeries[];
  /** Bars that touch, as in a histogram. */
  touching: boolean;
  /** Bars that lie, so that long names stand beside them. */
  lying: boolean;
}

const UNIX_EPOCH_SERIAL = 25_569;
const DAY_MS = 86_400_000;

/** The number of days since Excel's 1900 epoch of a moment in UTC. */
export function excelSerial(date: Date): number {
  return date.getTime() / DAY_MS + UNIX_EPOCH_SERIAL;
}
