import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../lib/core/index.js";

const MINUTES = 60_000;
const root = packageRoot();
const readme = readFileSync(join(root, "README.md"), "utf8");
const tour = readme.slice(readme.indexOf("## A tour"), readme.indexOf("## The commands"));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskbook-tour-")));
const book = join(folder, "my-firm");

interface Example {
  language: string;
  file: string | undefined;
  text: string;
}

/** The fenced examples of the tour in their order; a word after the language names the file it stands for. */
function examples(): Example[] {
  return [...tour.matchAll(/```(\w+)(?: (\S+))?\n([\s\S]*?)```/g)].map(([, language, file, text]) => ({
    language: language!,
    file,
    text: text!,
  }));
}

function bash(script: string): { status: number | null; output: string } {
  const shell = `set -e\nnpx() { shift; "${process.execPath}" "${join(root, "scripts", "riskbook.mjs")}" "$@"; }\n${script}`;
  const environment = { ...process.env, HOME: folder, XDG_DATA_HOME: join(folder, ".local", "share") };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", shell], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

describe.skipIf(process.platform === "win32")("the tour of the README", () => {
  let outcome: { status: number | null; output: string };

  beforeAll(() => {
    for (const { file, text } of examples()) if (file !== undefined) writeFileSync(join(folder, file), text);
    const commands = examples().filter(({ language }) => language === "sh");
    outcome = bash(commands.map(({ text }) => text).join("\n"));
  }, 3 * MINUTES);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("every command works as it stands there", () => {
    expect(outcome.output).toContain("5 loaded");
    expect(outcome.output).toContain("1 rejected");
    expect(outcome.output).toContain("my-fills.csv line 7");
    expect(outcome.output).toContain("daily-risk-2026-11-18.pdf");
    expect(outcome.status).toBe(0);
  });

  test("the cell runs as a notebook in that book", { timeout: MINUTES }, () => {
    const source = examples().find(({ language }) => language === "ts")!.text;
    const path = join(book, "notebooks", "cell.ipynb");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, notebookOf(source));
    const { status, output } = bash("cd my-firm && npx riskbook notebook run notebooks/cell.ipynb -o cell-out.ipynb");
    expect(output).not.toContain("failed");
    expect(status).toBe(0);
    expect(readFileSync(join(book, "cell-out.ipynb"), "utf8")).toContain("P&L by position");
  });
});

test("links and pictures of the README and the docs lead to files", () => {
  for (const page of ["README.md", "CONTRIBUTING.md", join("docs", "book.md"), join("docs", "fills.md")]) {
    const text = readFileSync(join(root, page), "utf8");
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(() => readFileSync(join(root, dirname(page), target!)), `${page} → ${target}`).not.toThrow();
    }
  }
});

function notebookOf(source: string): string {
  const cell = { cell_type: "code", id: "cell", metadata: {}, execution_count: null, outputs: [], source };
  const kernelspec = { name: "riskbook", display_name: "TypeScript (riskbook)", language: "typescript" };
  return JSON.stringify({ cells: [cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}
