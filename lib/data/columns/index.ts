export { columnLength, toArquero, valueAt } from "./arquero.js";
export type { Column, Columns, Nulls, NumberValues } from "./column.js";
export { readColumns } from "./read.js";
