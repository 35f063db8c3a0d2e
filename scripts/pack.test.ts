import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../lib/core/index.js";

const MINUTES = 60_000;
const folder = mkdtempSync(join(tmpdir(), "riskbook-pack-"));
/** What cron gives a job: almost nothing. The `node` on this path is the machine's own, whatever its age. */
const cron = { PATH: systemPath(), HOME: process.env.HOME ?? folder };

function systemPath(): string {
  const parts = (process.env.PATH ?? "").split(":");
  return parts.filter(part => !part.includes("node_modules")).join(":");
}

function run(command: string, args: string[], cwd = folder): string {
  return execFileSync(command, args, { cwd, env: cron, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const riskbook = (...args: string[]) => run(join(folder, "node_modules", ".bin", "riskbook"), args);

describe.skipIf(process.platform === "win32")("the packed tarball, installed in an empty folder", () => {
  beforeAll(() => {
    const packed = run(
      "npm",
      ["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder],
      packageRoot(),
    );
    const [tarball] = readdirSync(folder).filter(name => name.endsWith(".tgz"));
    expect(packed).toContain(tarball);
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", `./${tarball}`]);
  }, 8 * MINUTES);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("starts as cron would start it, on the machine's own Node", () => {
    const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string };
    expect(riskbook("--version").trim()).toBe(version);
  });

  test("makes a book, the demo firm and its report", { timeout: 5 * MINUTES }, () => {
    riskbook("init", "--firm", "Packed & Sons");
    riskbook("demo");
    const run = JSON.parse(riskbook("report", "run", "daily-risk", "--json")) as { status: string; folder: string };
    expect(run.status).toBe("done");
    const names = readdirSync(run.folder);
    for (const name of ["html", "pdf", "eml", "xlsx"].map(ending => `daily-risk-2020-04-17.${ending}`)) {
      expect(names).toContain(name);
    }
    expect(existsSync(join(folder, "output", "daily-risk"))).toBe(true);
    expect(readFileSync(join(run.folder, "daily-risk-2020-04-17.html"), "utf8")).toContain("Packed &amp; Sons");
  });
});
