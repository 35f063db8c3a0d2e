import { describeReturns } from "../../describe.js";
import type { MeasureRecord } from "../../measure.js";
import type { ReturnTable } from "../aapl.js";
import type { Comparison } from "./comparison.js";

/** Values that the peers found by search. */
const SEARCHED: ReadonlySet<string> = new Set(["entropic_var_95"]);

/** Each reference measure of a series beside ours; a record such as a drawdown episode is compared field by field. */
export function measuresOf(
  { returns, benchmark, dates }: ReturnTable,
  reference: Iterable<readonly [string, number | MeasureRecord]>,
): Comparison[] {
  const measures = describeReturns(returns, { benchmark, dates, periodsPerYear: 252, riskFree: 0.02 });
  const values = new Map(measures.map(({ id, value }) => [id, value]));
  return [...reference].flatMap(([id, expected]) => {
    const found = values.get(id) ?? null;
    const tolerance = SEARCHED.has(id) ? 1e-6 : 1e-10;
    if (typeof expected !== "object") {
      return [{ of: id, expected, found: typeof found === "object" ? null : found, tolerance }];
    }
    const record = typeof found === "object" ? found : null;
    return Object.entries(expected).map(([key, value]) => ({
      of: `${id}.${key}`,
      expected: value,
      found: record?.[key] ?? null,
      tolerance,
    }));
  });
}
