import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageRoot } from "../lib/core/index.js";

const TOTALS = `4/1/2020
Symbol,Orders,Fills,Qty,Gross,Comm,Net,Unrealized
XYZ,2,4,400,100.00,4.00,96.00,
Daily Total,2,4,400,100.00,4.00,96.00,0.00
Cash: ,"50,000.00"
`;

function book() {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-reports-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "riskbook.yaml"), "firm: Example\ncurrency: USD\n");
  writeFileSync(join(folder, "totals.csv"), TOTALS);
  return (...args: string[]) => {
    const riskbook = join(packageRoot(), "scripts", "riskbook.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [riskbook, "ingest", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
}

test("a report of PropReports is named by --detect, asks for its account, and is loaded", () => {
  const ingest = book();
  expect(ingest("--detect", "totals.csv")).toMatchObject({
    status: 0,
    stdout:
      "totals.csv: PropReports totals by date, into daily, balances and cash, of --account where it names none.\n",
  });
  expect(ingest("totals.csv")).toMatchObject({ status: 2, stderr: expect.stringContaining("--account NAME") });
  expect(ingest("totals.csv", "totals.csv", "--account", "ALPHA")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("load one file at a time"),
  });
  expect(ingest("totals.csv", "--account", "ALPHA")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("daily, balances: 2 read = 2 loaded + 0 already known + 0 rejected"),
  });
});
