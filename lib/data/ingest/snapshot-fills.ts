import { type Snapshot, sqlText } from "../store/index.js";
import { FILL_COLUMNS, type FillColumns, readFills } from "./fill-columns.js";

/** Which fills of a snapshot are wanted; all of them by default. Dates are trade dates, both included. */
export interface FillSelection {
  readonly accounts?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** Reads fills of a snapshot in the order of time, then of the source, as {@link FillColumns}. */
export async function snapshotFills(snapshot: Snapshot, selection: FillSelection = {}): Promise<FillColumns> {
  const conditions = ["true"];
  if (selection.accounts) conditions.push(`account IN (${["NULL", ...selection.accounts.map(sqlText)].join(", ")})`);
  if (selection.from !== undefined) conditions.push(`trade_date >= ${sqlText(selection.from)}::DATE`);
  if (selection.to !== undefined) conditions.push(`trade_date <= ${sqlText(selection.to)}::DATE`);
  return readFills(
    snapshot.connection,
    `SELECT ${FILL_COLUMNS} FROM (SELECT fills.*, kind, multiplier FROM fills JOIN instruments USING (symbol)
      WHERE ${conditions.join(" AND ")}) ORDER BY time, sequence`,
  );
}
