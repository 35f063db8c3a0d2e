import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellsOf, writeArrow } from "./arrow.js";
import type { Cell, Column, TableData } from "./block.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-arrow-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const types = ["string", "number", "integer", "decimal", "bigint", "date", "timestamp", "boolean"] as const;
const columns: Column[] = types.map(type => ({ key: type, label: type, type, format: { kind: "text" } }));
const values: Record<string, Cell[]> = {
  string: ["Лебедев 吴", null, "=cmd|' /C calc'!A0", ""],
  number: [1.1, null, -2e-300, 0],
  integer: [9_007_199_254_740_991, null, -1, 0],
  decimal: ["12.50", null, "-0.0000000001", "12345678901234567890.12"],
  bigint: ["9007199254740993", null, "-1", "0"],
  date: ["2020-02-29", null, "1969-12-31", "2199-01-01"],
  timestamp: ["2020-04-17T20:00:00.123456789Z", null, "1969-12-31T23:59:59Z", "2020-04-17T20:00Z"],
  boolean: [true, null, false, true],
};

describe("a table beside the notebook", () => {
  it("comes back cell by cell as it was written, nulls and all", () => {
    const data = writeArrow(columns, values, folder);
    expect(cellsOf({ columns, rowCount: 4, data }, folder)).toEqual(values);
    expect(writeArrow(columns, values, folder)).toEqual(data);
  });

  it("is refused when it is not the file that was shown", () => {
    const data = writeArrow(columns, values, folder) as Extract<TableData, { file: string }>;
    expect(() => cellsOf({ columns, rowCount: 5, data }, folder)).toThrow(/has 4 cells; expected 5/);
    expect(() => cellsOf({ columns, rowCount: 4, data }, join(folder, "elsewhere"))).toThrow(/is missing/);
    writeFileSync(join(folder, data.file), "something else");
    expect(() => cellsOf({ columns, rowCount: 4, data }, folder)).toThrow(/SHA-256 differs/);
  });

  it("gives inline values as they are", () => {
    expect(cellsOf({ columns, rowCount: 4, data: { values } }, folder)).toBe(values);
  });
});
