import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../lib/core/index.js";

const command = join(packageRoot(), "scripts", "riskbook.mjs");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-command-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, ...sources: string[]): string {
  const path = join(folder, name);
  const cells = sources.map((source, index) => ({
    ...{ cell_type: "code", id: `c${index}`, source, outputs: [], execution_count: null },
    metadata: index === 0 ? { tags: ["parameters"] } : {},
  }));
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  return path;
}

function riskbook(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [command, "-C", folder, "notebook", ...argv], { encoding: "utf8" });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("riskbook notebook run", () => {
  it("saves the notebook with its outputs, and says each cell on standard error", () => {
    write("daily.ipynb", "let window = 250;", "window * 2");
    const { status, stdout, stderr } = riskbook(
      "run",
      "daily.ipynb",
      "-o",
      "out/daily.ipynb",
      "-p",
      "window=30",
      "--json",
    );
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: "ok", output: join(folder, "out", "daily.ipynb") });
    expect(stderr).toMatch(/cell 3\/3 {2}ok/);
    expect(readFileSync(join(folder, "out", "daily.ipynb"), "utf8")).toContain('"60"');
  });

  it("ends with 1 and saves what there is when a cell fails, with 2 when it was called wrongly", () => {
    write("broken.ipynb", "1", "throw new Error('stale prices')", "2");
    const failed = riskbook("run", "broken.ipynb", "-o", "broken.out.ipynb");
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("broken.ipynb cell 2: Error: stale prices");
    expect(readFileSync(join(folder, "broken.out.ipynb"), "utf8")).toContain("stale prices");
    expect(riskbook("run", "daily.ipynb", "-o", "never.ipynb", "-p", "x=1").status).toBe(2);
    expect(riskbook("run", "daily.ipynb", "-o", "never.ipynb", "-p", "x").status).toBe(2);
    expect(existsSync(join(folder, "never.ipynb"))).toBe(false);
  });

  it("leaves no kernel behind when it is killed, even in the middle of a loop", async () => {
    const mark = join(folder, "kernel.pid");
    write(
      "loop.ipynb",
      `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(mark)}, String(process.pid));`,
      "for (;;) {}",
    );
    const runner = spawn(process.execPath, [
      command,
      "notebook",
      "run",
      join(folder, "loop.ipynb"),
      "-o",
      join(folder, "x.ipynb"),
    ]);
    while (!existsSync(mark)) await pause(50);
    await pause(500);
    const pid = Number(readFileSync(mark, "utf8"));
    expect(isAlive(pid)).toBe(true);
    runner.kill("SIGKILL");
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 100) await pause(100);
    expect(isAlive(pid)).toBe(false);
  });
});

describe("riskbook notebook strip", () => {
  it("changes files only when there is something to take out", () => {
    const path = write("strip.ipynb", "1");
    expect(riskbook("strip", "--check", "strip.ipynb").status).toBe(0);
    writeFileSync(path, readFileSync(path, "utf8").replace('"execution_count":null', '"execution_count":7'));
    expect(riskbook("strip", "--check", "strip.ipynb").status).toBe(1);
    expect(riskbook("strip", "strip.ipynb").status).toBe(0);
    expect(riskbook("strip", "--check", "strip.ipynb").status).toBe(0);
  });
});

describe("riskbook notebook kernel", () => {
  it("writes a specification with absolute paths to files that exist", () => {
    const { stdout } = riskbook("kernel", "--install", "--prefix", folder);
    const path = join(folder, "share", "jupyter", "kernels", "riskbook", "kernel.json");
    expect(stdout.trim()).toBe(path);
    const { argv, interrupt_mode } = JSON.parse(readFileSync(path, "utf8")) as {
      argv: string[];
      interrupt_mode: string;
    };
    expect(argv.filter(part => part.startsWith("/")).every(existsSync)).toBe(true);
    expect([argv.at(-1), interrupt_mode]).toEqual(["{connection_file}", "signal"]);
  });
});
