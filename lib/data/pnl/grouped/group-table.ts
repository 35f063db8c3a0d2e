import type { Column, Columns } from "../../columns/index.js";
import { compareNames } from "../chains.js";
import type { PnlDimension } from "./dimensions.js";
import type { Groups } from "./group-codes.js";
import type { Names } from "./names.js";
import type { FigureSums } from "./sums.js";

/** What a table of groups is made of. */
export interface GroupTable {
  readonly dimensions: readonly PnlDimension[];
  /** Of each dimension, and of the currency last. */
  readonly names: readonly Names[];
  readonly groups: Groups;
  readonly sums: FigureSums;
  /** Whether the change of open P&L is known. */
  readonly marked: boolean;
}

/** Money is printed to the places that the store keeps it to; what a double adds beyond them is noise. */
const MILLIONTHS = 1e6;

/** Dimensions whose codes are in their natural order. */
const IN_ORDER: ReadonlySet<string> = new Set<PnlDimension>(["hour", "weekday"]);

/**
 * Groups as typed columns: the names of their dimensions, `currency` and the figures, null where undefined; in the order of
 * the names, hours and weekdays as the clock and the week go, no name last.
 */
export function groupColumns({ dimensions, names, groups, sums, marked }: GroupTable): Columns {
  const heads = [...dimensions, "currency"];
  const order = Int32Array.from({ length: groups.n }, (_, group) => group).sort(orderOf(heads, names, groups));
  const columns: Record<string, Column> = {};
  heads.forEach((head, at) => {
    const codes = order.map(group => groups.codes[at]![group]!);
    columns[head] = { type: "string", codes, dictionary: names[at]!.list };
  });
  const put = (figure: string, of: (group: number) => number): void => {
    const values = Float64Array.from(order, group => Math.round(of(group) * MILLIONTHS) / MILLIONTHS);
    const nulls = Uint8Array.from(values, value => (Number.isNaN(value) ? 1 : 0));
    columns[figure] = { type: "number", values, nulls: nulls.includes(1) ? nulls : null };
  };
  put("fills", group => sums.fills.of(group));
  put("realised", group => sums.realised.of(group));
  put("fees", group => sums.fees.of(group));
  put("net", group => sums.realised.of(group) - sums.fees.of(group));
  put("actual", group => (marked ? sums.actual.of(group) : Number.NaN));
  return { rows: groups.n, columns };
}

/** Compares groups by the ranks of their names, so that each name is compared once and not once for each group. */
function orderOf(heads: readonly string[], names: readonly Names[], { codes }: Groups) {
  const ranks = heads.map((head, at) => ranksOf(names[at]!.list, IN_ORDER.has(head)));
  return (a: number, b: number): number => {
    for (let at = 0; at < heads.length; at++) {
      const [x, y] = [codes[at]![a]!, codes[at]![b]!];
      if (x === y) continue;
      if (x < 0 || y < 0) return y - x;
      return ranks[at]![x]! - ranks[at]![y]!;
    }
    return 0;
  };
}

/** The place of each code among the names. */
function ranksOf(names: readonly string[], inOrder: boolean): Int32Array {
  const codes = Int32Array.from(names.keys());
  if (!inOrder) codes.sort((a, b) => compareNames(names[a]!, names[b]!));
  const ranks = new Int32Array(names.length);
  codes.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}
