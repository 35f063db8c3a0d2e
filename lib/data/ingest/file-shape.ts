/** How a file holds its rows, whatever they are rows of. */
export interface FileShape {
  /** Name of the XML element that is a row, its attributes the columns; absent for files that are tables. */
  element?: string | undefined;
  /** The sheet of a workbook; absent: its only one, or the only one whose header fits. */
  sheet?: string | undefined;
  /** Names of the columns of a file that has no header, in their order; its rows begin where the header would stand. */
  header?: string[] | undefined;
  delimiter: string;
  encoding: "utf-8" | "latin-1" | "utf-16";
  /** Lines, or rows of a sheet, before the header. */
  skipLines: number;
  numbers: { decimal: "." | ","; thousands: string };
}
