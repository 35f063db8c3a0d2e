import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
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

it("a public result that is given to a wrong type stops the cell: no type has silently become any", async () => {
  expect(
    await run('import { isIsoDate } from "riskbook"; const day: boolean = isIsoDate("2020-04-17");'),
  ).toMatchObject({
    status: "ok",
  });
  const wrong = await run('const days: number = isIsoDate("2020-04-17");');
  expect(wrong).toMatchObject({ status: "error", ename: "TypeScriptError" });
  expect(wrong.evalue).toContain("Type 'boolean' is not assignable to type 'number'");
});
