import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../core/index.js";
import { describeReturns } from "./describe.js";
import type { Measure, MeasureRecord } from "./measure.js";
import { aaplTable, type ReturnTable, returnTableOf } from "./testing/aapl.js";
import { AAPL_REFERENCE } from "./testing/aapl-reference.js";

type Value = number | MeasureRecord;
const LARGER = `${packageRoot()}/../shared/reference`;
/** Values that the peers found by search. */
const SEARCHED = new Set(["entropic_var_95"]);

function measuresOf({ returns, benchmark, dates }: ReturnTable): Map<string, Measure> {
  const measures = describeReturns(returns, { benchmark, dates, periodsPerYear: 252, riskFree: 0.02 });
  return new Map(measures.map(measure => [measure.id, measure]));
}

function differs(id: string, expected: Value, actual: Value): boolean {
  if (typeof expected === "object" && typeof actual === "object") {
    return Object.entries(expected).some(([key, value]) =>
      typeof value === "number" ? differs(id, value, Number(actual[key])) : actual[key] !== value,
    );
  }
  const tolerance = SEARCHED.has(id) ? 1e-6 : 1e-10;
  return !(Math.abs(Number(actual) - Number(expected)) <= tolerance * Math.abs(Number(expected)));
}

function outside(table: ReturnTable, reference: Iterable<[string, Value]>): string[] {
  const measures = measuresOf(table);
  return [...reference].flatMap(([id, expected]) => {
    const value = measures.get(id)?.value ?? null;
    return value !== null && !differs(id, expected, value) ? [] : [`${id}: expected ${expected}, found ${value}`];
  });
}

describe("the reference values", () => {
  it("are met on AAPL beside the S&P 500, all 73 of them", () => {
    expect(Object.keys(AAPL_REFERENCE)).toHaveLength(73);
    expect(outside(aaplTable(), Object.entries(AAPL_REFERENCE))).toEqual([]);
  });

  for (const series of ["sp500", "strategy"]) {
    it.skipIf(!existsSync(LARGER))(`are met on ${series}, which needs ../shared/reference`, () => {
      const { rows } = JSON.parse(readFileSync(`${LARGER}/kpi_reference.json`, "utf8")) as {
        rows: { series: string; kpi: string; value: Value }[];
      };
      const reference = rows.filter(row => row.series === series).map(row => [row.kpi, row.value] as [string, Value]);
      expect(reference).toHaveLength(74);
      expect(outside(returnTableOf(`${LARGER}/${series}_returns.csv`), reference)).toEqual([]);
    });
  }
});
