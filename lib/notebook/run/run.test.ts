import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeCell, Notebook } from "../format/notebook.js";
import { parseNotebook } from "../format/read.js";
import { serialiseNotebook } from "../format/write.js";
import { type RunOptions, type RunResult, runNotebook } from "./run.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-run-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Source = string | { source: string; tags: string[] };

function notebookOf(...cells: Source[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map((cell, index) => ({
      cell_type: "code",
      id: `cell-${index + 1}`,
      source: typeof cell === "string" ? cell : cell.source,
      metadata: typeof cell === "string" ? {} : { tags: cell.tags },
      execution_count: null,
      outputs: [],
    })),
  };
}

function run(notebook: Notebook, options: Partial<RunOptions> = {}): Promise<RunResult> {
  return runNotebook(notebook, { cwd: folder, cellTimeoutMs: 30_000, graceMs: 1000, ...options });
}

function cell({ notebook }: RunResult, id: string): CodeCell {
  return notebook.cells.find((cell): cell is CodeCell => cell.id === id)!;
}

describe("a run", () => {
  it("is the same for the same input, but for its timing", async () => {
    const notebook = notebookOf("const a = [1, 2];\nconsole.log(a);\na", "throw new Error('never', { cause: a })");
    const [first, second] = await Promise.all([run(notebook), run(notebook)]);
    const withoutTiming = ({ notebook }: RunResult): string => {
      const { timing: _timing, ...record } = notebook.metadata.riskbook as Record<string, unknown>;
      return serialiseNotebook({ ...notebook, metadata: { ...notebook.metadata, riskbook: record } });
    };
    expect(withoutTiming(first)).toBe(withoutTiming(second));
    expect(parseNotebook(serialiseNotebook(first.notebook), "first")).toEqual(first.notebook);
  });

  it("sets parameters after the cell that declares them, and tells cells the book and the snapshot", async () => {
    const result = await run(
      notebookOf(
        { source: 'let window = 250;\nconst day = "2020-04-17";', tags: ["parameters"] },
        "[window, day, process.env.RISKBOOK_SNAPSHOT, process.env.RISKBOOK_BOOK].join()",
      ),
      { parameters: { window: 20, day: "2020-03-16" }, subject: { snapshot: "12", book: "/books/demo" } },
    );
    expect(result.notebook.cells.map(({ id }) => id)).toEqual(["cell-1", "injected-parameters", "cell-2"]);
    expect(result.parameters).toEqual({ window: 20, day: "2020-03-16" });
    expect(cell(result, "cell-2").outputs).toMatchObject([
      { data: { "text/plain": "'20,2020-03-16,12,/books/demo'" } },
    ]);
    expect(result.notebook.metadata.riskbook).toMatchObject({ status: "ok", snapshot: "12" });
  });

  it("starts nothing for a parameter that the notebook does not have", async () => {
    const start = (): never => expect.unreachable();
    await expect(run(notebookOf("1"), { parameters: { windw: 1 }, start })).rejects.toMatchObject({
      code: "UNKNOWN_PARAMETER",
    });
  });

  it("does what tags say", async () => {
    const result = await run(
      notebookOf(
        { source: "not even code", tags: ["skip"] },
        { source: "throw new Error('expected')", tags: ["raises-exception"] },
        { source: "console.log('secret recipe')", tags: ["remove-input"] },
        { source: "console.log('noise')", tags: ["remove-output"] },
        { source: "console.log('all of it')", tags: ["remove-cell"] },
        "'last'",
      ),
    );
    expect(result.status).toBe("ok");
    expect(result.cells.map(({ status }) => status)).toEqual(["skipped", "raised", "ok", "ok", "ok", "ok"]);
    expect(result.notebook.cells.map(({ id }) => id)).toEqual(["cell-1", "cell-2", "cell-3", "cell-4", "cell-6"]);
    expect(cell(result, "cell-3")).toMatchObject({ source: "", outputs: [{ text: "secret recipe\n" }] });
    expect(cell(result, "cell-4").outputs).toEqual([]);
  });
});

describe("a run that fails", () => {
  it("marks the cell, keeps what came before and executes nothing after", async () => {
    const result = await run(
      notebookOf("'kept'", "console.log('so far');\nthrow new Error('third leg is missing')", "1"),
    );
    expect(result.failure).toMatchObject({ code: "CELL_FAILED", message: "Error: third leg is missing", cell: 2 });
    expect(cell(result, "cell-1").outputs).toHaveLength(1);
    expect(cell(result, "cell-2").outputs).toMatchObject([{ text: "so far\n" }, { ename: "Error" }]);
    expect(cell(result, "cell-2").metadata).toMatchObject({ riskbook: { status: "failed", code: "CELL_FAILED" } });
    expect(cell(result, "cell-3")).toMatchObject({ execution_count: null, outputs: [] });
  });

  it.concurrent.each([
    ["a loop", "for (;;) {}"],
    ["an endless wait", "await new Promise(() => {});"],
    ["a loop after a wait", "await new Promise(resolve => setTimeout(resolve, 5)); for (;;) {}"],
  ])("ends %s after its time", async (_name, endless) => {
    const result = await run(notebookOf("1", `console.log("begun");\n${endless}`), {
      cellTimeoutMs: 5000,
      graceMs: 500,
    });
    expect(result.failure).toMatchObject({ code: "CELL_TIMEOUT", cell: 2 });
    expect(cell(result, "cell-2").outputs).toMatchObject([{ text: "begun\n" }, { ename: "CellTimeout" }]);
    expect(result.timing.totalMs).toBeLessThan(50_000);
  });

  it("ends when the whole takes too long, and when it is cancelled", async () => {
    const late = await run(notebookOf("for (;;) {}"), { timeoutMs: 2000 });
    expect(late.failure).toMatchObject({ code: "RUN_TIMEOUT" });
    const cancelled = await run(notebookOf("for (;;) {}"), { signal: AbortSignal.timeout(3000) });
    expect(cancelled.failure).toMatchObject({ code: "CANCELLED" });
  });

  it("sees at once that a cell ended the kernel, with the last that it printed", async () => {
    const result = await run(notebookOf("console.log('last words'); process.exit(3);", "1"));
    expect(result.failure).toMatchObject({ code: "KERNEL_DIED", message: "The kernel ended with exit code 3." });
    expect(cell(result, "cell-1").outputs).toMatchObject([{ text: "last words\n" }, { ename: "KernelDied" }]);
    expect(result.cells.map(({ status }) => status)).toEqual(["failed", "unexecuted"]);
  });

  it("sees that the kernel ran out of memory", async () => {
    const hoard = "const hoard: number[][] = [];\nfor (;;) hoard.push(new Array(100_000).fill(1.5));";
    const result = await run(notebookOf(hoard), { heapMb: 256 });
    expect(result.failure).toMatchObject({ code: "KERNEL_DIED" });
    expect(result.failure!.message).toContain("ran out of memory");
  });
});
