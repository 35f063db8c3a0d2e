import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const entry = resolve(import.meta.dirname, "../../scripts/riskbook.mjs");
let root: string;

function riskbook(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [entry, "-C", root, ...words], { encoding: "utf8" });
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "riskbook-book-"));
  mkdirSync(join(root, "reports"));
  writeFileSync(join(root, "riskbook.yaml"), "firm: Kontor Nord\ncurrency: USD\n");
  const definition = (name: string): string => `import { defineReport, type ReportDefinition } from "riskbook";
    import { z } from "zod";
    const report: ReportDefinition = defineReport({
      name: "${name}", title: "Weekly", notebook: "notebooks/weekly.ipynb", parameters: z.object({ asOf: z.iso.date() }),
    });
    export default report;`;
  writeFileSync(join(root, "reports", "weekly.ts"), definition("weekly"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("riskbook report", () => {
  it("loads the TypeScript reports of a book that has no node_modules", () => {
    const { status, stdout, stderr } = riskbook("report", "list", "--json");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      reports: [{ name: "weekly", title: "Weekly", outputs: ["html", "pdf", "xlsx", "mail"] }],
    });
  });

  it("tells what is missing before it begins, with exit code 2", () => {
    expect(riskbook("report", "run", "monthly")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no report "monthly"'),
    });
    expect(riskbook("report", "run", "weekly")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--as-of"),
    });
    expect(riskbook("report", "run", "weekly", "--as-of", "17.4.2020")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("YYYY-MM-DD"),
    });
    const json = riskbook("report", "run", "weekly", "--as-of", "2020-04-17", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: "NO_NOTEBOOK" } });
  });

  it("tells wrong usage as JSON too, where that was asked for", () => {
    const usage = riskbook("report", "run", "--json");
    expect(usage.status).toBe(2);
    expect(JSON.parse(usage.stdout)).toEqual({
      error: { code: "USAGE", message: "missing required argument 'name'" },
    });
    const folder = riskbook("-C", join(root, "nowhere"), "report", "list", "--json");
    expect(folder.status).toBe(2);
    expect(JSON.parse(folder.stdout)).toMatchObject({ error: { code: "NO_FOLDER" } });
  });

  it("does not end in silence when nothing is due", () => {
    const { status, stderr } = riskbook("schedule", "start", "--once", "--no-send");
    expect(stderr).toContain("Nothing is due.");
    expect(status).toBe(0);
  });

  it("names the file of a report that cannot be loaded", () => {
    const path = join(root, "reports", "broken.ts");
    writeFileSync(path, "export default { title: missing };");
    expect(riskbook("report", "run", "broken").stderr).toMatch(
      /broken\.ts could not be loaded: missing is not defined/,
    );
    writeFileSync(path, "export const report = 1;");
    expect(riskbook("report", "run", "broken").stderr).toMatch(/must export default defineReport/);
    rmSync(path);
  });
});
