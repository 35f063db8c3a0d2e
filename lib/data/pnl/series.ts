import type { DailyRows } from "./daily-rows.js";

/** P&L and exposure by session, summed over some accounts and symbols; every array has one entry per date. */
export interface PnlSeries {
  readonly fills: Int32Array;
  /** Before fees. */
  readonly realised: Float64Array;
  readonly fees: Float64Array;
  /** Realised − fees. */
  readonly net: Float64Array;
  /** Open P&L at the close. */
  readonly unrealised: Float64Array;
  /** Mark-to-market P&L after fees: what the money of the account really changed by. */
  readonly actual: Float64Array;
  /** Sum of absolute market values at the close. */
  readonly grossExposure: Float64Array;
  /** Sum of signed market values at the close. */
  readonly netExposure: Float64Array;
}

/**
 * Sums daily rows by a key. Rows are added in their stored order, so a figure is the same bit for bit in every run. An
 * undefined figure (an unpriced position) makes the sums that contain it undefined.
 * @param groupOf the group of a row, from 0 to `groups` − 1
 */
export function sumByDate(
  rows: DailyRows,
  dates: number,
  groups: number,
  groupOf: (row: number) => number,
): PnlSeries[] {
  const series = Array.from({ length: groups }, () => emptySeries(dates));
  for (let row = 0; row < rows.n; row++) {
    const into = series[groupOf(row)]!;
    const date = rows.date[row]!;
    into.fills[date]! += rows.fills[row]!;
    into.realised[date]! += rows.realised[row]!;
    into.fees[date]! += rows.fees[row]!;
    into.net[date]! += rows.net[row]!;
    into.unrealised[date]! += rows.unrealised[row]!;
    into.actual[date]! += rows.actual[row]!;
    into.grossExposure[date]! += Math.abs(rows.exposure[row]!);
    into.netExposure[date]! += rows.exposure[row]!;
  }
  return series;
}

function emptySeries(n: number): PnlSeries {
  return {
    fills: new Int32Array(n),
    realised: new Float64Array(n),
    fees: new Float64Array(n),
    net: new Float64Array(n),
    unrealised: new Float64Array(n),
    actual: new Float64Array(n),
    grossExposure: new Float64Array(n),
    netExposure: new Float64Array(n),
  };
}
