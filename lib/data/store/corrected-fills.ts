import { CORRECTED_COLUMNS, CORRECTED_FILL, SCHEMA } from "../tables/index.js";
import type { StoredFile } from "./manifest.js";
import { currentSchema, storedRows } from "./stored-rows.js";

/** Columns of a fill as it was told beside what it is now: what it is known by, whatever a correction made of it. */
export const TOLD_COLUMNS: readonly string[] = ["time", "symbol", "side", "quantity", "price"].map(
  name => `told_${name}`,
);

/** Which part of fills is read, and how. */
export interface CorrectedFillsOptions {
  /** Gives {@link TOLD_COLUMNS} too. */
  readonly told?: boolean;
}

/**
 * The query that reads fills as corrected: amended ones with their new content in place, busted ones left out. A
 * correction lies in the partition of its fill as told, so that only files of partitions that have one are joined; without
 * corrections it is the query that reads the files and nothing else.
 * @param root the store's folder
 * @param fills files of fills
 * @param corrections files of corrections; those of other partitions are not read
 * @throws RiskbookError `STORE_TOO_NEW` for a file of a later version
 */
export function correctedFills(
  root: string,
  fills: readonly StoredFile[],
  corrections: readonly StoredFile[],
  { told = false }: CorrectedFillsOptions = {},
): string {
  const partitions = new Set(corrections.map(({ partition }) => partition));
  const [touched, untouched] = [true, false].map(has =>
    fills.filter(({ partition }) => partitions.has(partition) === has),
  );
  const schema = currentSchema("fills");
  if (touched!.length === 0) return withTold(storedRows(root, fills, schema), told);
  const decided = storedRows(root, corrections, currentSchema("corrections"));
  const corrected = joined(storedRows(root, touched!, schema), decided, told);
  if (untouched!.length === 0) return corrected;
  return `${withTold(storedRows(root, untouched!, schema), told)} UNION ALL ${corrected}`;
}

function withTold(rows: string, told: boolean): string {
  if (!told) return rows;
  const columns = TOLD_COLUMNS.map(name => `${name.slice("told_".length)} AS ${name}`);
  return `SELECT *, ${columns.join(", ")} FROM (${rows})`;
}

function joined(fills: string, corrections: string, told: boolean): string {
  const corrected: readonly string[] = CORRECTED_COLUMNS;
  const columns = SCHEMA.fills.map(({ name }) => {
    if (corrected.includes(name)) return `coalesce(held.new_${name}, told.${name}) AS ${name}`;
    return ["source", "line"].includes(name) ? `coalesce(held.${name}, told.${name}) AS ${name}` : `told.${name}`;
  });
  const before = told ? TOLD_COLUMNS.map(name => `told.${name.slice("told_".length)} AS ${name}`) : [];
  return `SELECT ${[...columns, ...before].join(", ")} FROM (${fills}) AS told
    LEFT JOIN (${heldCorrections(corrections)}) AS held ON ${sameFill("told", "held")}
    WHERE held.kind IS DISTINCT FROM 'busted'`;
}

/** Of corrections those that hold: the last one of each fill. */
export function heldCorrections(corrections: string): string {
  return `SELECT * FROM (${corrections})
    QUALIFY row_number() OVER (PARTITION BY ${CORRECTED_FILL.join(", ")} ORDER BY revision DESC) = 1`;
}

/** SQL that a fill as told and a correction, or two corrections, are of the same fill. */
export function sameFill(one: string, other: string): string {
  return CORRECTED_FILL.map(
    name => `${one}.${name} ${name === "fill_id" ? "IS NOT DISTINCT FROM" : "="} ${other}.${name}`,
  ).join(" AND ");
}
