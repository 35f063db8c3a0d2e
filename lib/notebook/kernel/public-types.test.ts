import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Kernel, startKernel } from "../client/kernel.js";
import type { Json } from "../protocol/message.js";

let folder: string;
let kernel: Kernel;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-outside-"));
  kernel = await startKernel({ node: process.execPath, cwd: folder, environment: process.env });
});

afterAll(async () => {
  await kernel.shutDown();
  rmSync(folder, { recursive: true, force: true });
});

const run = (code: string): Promise<Json> => kernel.execute(code, () => {});

it("riskbook can be imported by its name from a folder without packages", async () => {
  expect(await run('import * as riskbook from "riskbook"; Object.keys(riskbook).length')).toMatchObject({
    status: "ok",
  });
});

it("what Node and pages both have is declared as Node has it", async () => {
  const code =
    'setTimeout(() => {}, 0).unref(); Buffer.from("a"); new URL("https://example.com"); console.log(typeof fetch)';
  expect(await run(code)).toMatchObject({ status: "ok" });
});

describe("a public type that is used wrongly stops the cell, so none has silently become any:", () => {
  beforeAll(async () => {
    const declared = 'import { isIsoDate, plot, type Session, show } from "riskbook"; let desk!: Session;';
    expect(await run(`${declared} const day: boolean = isIsoDate("2020-04-17");`)).toMatchObject({ status: "ok" });
  });

  it.each([
    ["a result", 'const days: number = isIsoDate("2020-04-17");', "Type 'boolean' is not assignable to type 'number'"],
    [
      "the table of a query",
      'async () => (await desk.table("fills")).filtre("d => d.quantity > 0")',
      "'filtre' does not exist",
    ],
    [
      "a figure of a table",
      'async () => { const rows: string = (await desk.table("fills")).numRows(); }',
      "'number' is not assignable",
    ],
    [
      "a row of a query",
      'async () => { const n: number = (await desk.rows("SELECT 1 AS n"))[0]!.n; }',
      "'unknown' is not assignable",
    ],
    [
      "a series of P&L",
      "async () => { const pnl: string = (await desk.pnl()).firm().actual; }",
      "'Float64Array' is not assignable",
    ],
    [
      "an option of show.table",
      'show.table([{ a: 1 }], { colums: { a: { unit: "USD" } } })',
      "not assignable to parameter of type 'TableOptions'",
    ],
    [
      "a column's option of show.table",
      'show.table([{ a: 1 }], { columns: { a: { format: "monney" } } })',
      "is not assignable",
    ],
    ["a picture's option", "plot({ marks: [], widht: 300 })", "not assignable to parameter of type 'PlotOptions'"],
    ["the process", "const folder: number = process.cwd();", "Type 'string' is not assignable to type 'number'"],
  ])("%s", async (_name, code, complaint) => {
    const wrong = await run(code);
    expect(wrong).toMatchObject({ status: "error", ename: "TypeScriptError" });
    expect(wrong.evalue).toContain(complaint);
  });
});
