import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Book, openBook, RiskbookError, silentProgress } from "../../core/index.js";
import { defineReport } from "../define.js";
import { htmlRenderer } from "../html/renderer.js";
import type { Renderer } from "./renderer.js";
import { runReport } from "./run.js";
import type { RunSettings } from "./settings.js";

let book: Book;
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), "riskbook-report-"));
  writeFileSync(join(root, "riskbook.yaml"), "firm: Kontor Nord\ncurrency: USD\n");
  mkdirSync(join(root, "notebooks"));
  book = openBook(root);
});
afterAll(() => rmSync(book.root, { recursive: true, force: true }));

const SHOW = `const show = (block: unknown) => (globalThis as any)[Symbol.for("riskbook.display")](
  { "application/vnd.riskbook.block+json": block, "text/plain": "" }, {});`;
const KPI = `show({ type: "kpis", items: [{ id: "c", label: asOf, value: confidence, format: { kind: "number", digits: 3 } }] });`;
const TABLE = `show({ type: "table", id: "t", title: "Traders", rowCount: 1, data: { values: { name: ["王"] } },
  columns: [{ key: "name", label: "Trader", type: "string", format: { kind: "text" } }] });`;

function writeNotebook(name: string, ...cells: string[]): string {
  const parameters = 'let asOf = "2020-01-01";\nlet confidence = 0.95;';
  const content = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [parameters, SHOW, ...cells].map((source, index) => ({
      cell_type: "code",
      id: `cell-${index + 1}`,
      source,
      metadata: index === 0 ? { tags: ["parameters"] } : {},
      execution_count: null,
      outputs: [],
    })),
  };
  writeFileSync(join(book.notebooks, `${name}.ipynb`), JSON.stringify(content));
  return name;
}

function report(name: string): ReturnType<typeof defineReport> {
  return defineReport({
    name,
    title: "Sample",
    notebook: `notebooks/${name}.ipynb`,
    parameters: z.object({ asOf: z.iso.date(), confidence: z.number().default(0.99) }),
    outputs: ["html"],
  });
}

let ticks = 0;
function settings(changed: Partial<RunSettings> = {}): RunSettings {
  return {
    book,
    asOf: "2020-04-17",
    snapshot: { id: 3, sha256: "ab".repeat(32) },
    definitionsVersion: "1",
    renderers: [htmlRenderer],
    now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, ticks++)),
    progress: silentProgress,
    environment: process.env,
    ...changed,
  };
}

describe("a report's run", () => {
  it("gives the same bytes twice, in two folders, and only the manifest tells the clock", async () => {
    const definition = report(writeNotebook("twice", KPI, TABLE));
    const lines: string[] = [];
    const progress = { ...silentProgress, line: (text: string) => void lines.push(text) };
    const first = await runReport(definition, settings({ parameters: { confidence: "0.975" }, progress }));
    const second = await runReport(definition, settings({ parameters: { confidence: "0.975" } }));
    if (first.status !== "done" || second.status !== "done") throw new Error("it failed");
    expect(first.folder).not.toBe(second.folder);
    expect(readdirSync(first.folder).sort()).toEqual([
      "document.json",
      "manifest.json",
      "notebook.ipynb",
      "twice-2020-04-17.html",
    ]);
    expect(second.manifest.artefacts).toEqual(first.manifest.artefacts);
    expect(second.manifest.startedAt).not.toBe(first.manifest.startedAt);
    expect(first.document).toMatchObject({ asOf: "2020-04-17T20:00:00Z", snapshot: { id: 3 }, firm: "Kontor Nord" });
    expect(first.document.blocks[0]).toMatchObject({ items: [{ label: "2020-04-17", value: 0.975 }] });
    expect(first.manifest.inputs.parameters).toEqual({ asOf: "2020-04-17", confidence: 0.975 });
    expect(readFileSync(join(book.output, "twice/2020-04-17/current/manifest.json"), "utf8")).toContain(
      second.manifest.run,
    );
    expect(first.manifest.missingGlyphs).toMatchObject([{ codePoint: "U+738B" }]);
    expect(first.document.blocks.at(-1)).toMatchObject({ type: "callout", tone: "warn" });
    expect(lines.join("\n")).toContain("王 (U+738B)");
  });

  it("that fails in a cell renders nothing, and keeps the notebook with the failing cell", async () => {
    const rendered: string[] = [];
    const watched: Renderer = { name: "html", render: async () => void rendered.push("html") as never };
    const definition = report(writeNotebook("fails", KPI, 'throw new Error("no prices for ZUTL");', KPI));
    const run = await runReport(definition, settings({ renderers: [watched] }));
    if (run.status !== "failed") throw new Error("it did not fail");
    expect(run.failure.message).toMatch(/notebooks\/fails\.ipynb failed in cell \d .*no prices for ZUTL/);
    expect(rendered).toEqual([]);
    expect(readdirSync(run.folder).sort()).toEqual(["manifest.json", "notebook.ipynb"]);
    expect(readFileSync(join(run.folder, "notebook.ipynb"), "utf8")).toContain("no prices for ZUTL");
    expect(readdirSync(join(book.output, "fails/2020-04-17"))).toEqual([run.manifest.run]);
    expect(run.manifest).toMatchObject({ status: "failed", failure: { code: "CELL_FAILED" } });
  });

  it("that requires a verdict is held where there is no store, and made where that is to be ignored", async () => {
    const definition = { ...report(writeNotebook("gated", KPI)), require: { quality: { fills: "pass" as const } } };
    const run = await runReport(definition, settings({ snapshot: null }));
    expect(run).toMatchObject({ status: "held", failure: { code: "QUALITY_HELD", exitCode: 3 } });
    expect(run.manifest).toMatchObject({ status: "held", artefacts: [] });
    expect(run.manifest.failure!.message).toContain("there is no store to judge");
    expect(existsSync(join(book.output, "gated/2020-04-17/current"))).toBe(false);
    const anyway = await runReport(definition, settings({ snapshot: null, requirements: "ignore" }));
    expect(anyway.status).toBe("done");
  });

  it("of a notebook that shows nothing fails: blank but green must not happen", async () => {
    const run = await runReport(report(writeNotebook("blank", "1 + 1")), settings());
    expect(run).toMatchObject({ status: "failed", failure: { code: "EMPTY_DOCUMENT" } });
  });

  it("whose renderer fails half way shows no artefact at all", async () => {
    const definition = defineReport({ ...report(writeNotebook("half", KPI)), outputs: ["html", "pdf"] } as never);
    const broken: Renderer = {
      name: "pdf",
      render: () => Promise.reject(new RiskbookError("BROWSER_FAILED", "The browser did not start.")),
    };
    const run = await runReport(definition, settings({ renderers: [htmlRenderer, broken] }));
    expect(run).toMatchObject({ status: "failed", failure: { code: "BROWSER_FAILED" } });
    expect(readdirSync(run.folder).sort()).toEqual(["manifest.json", "notebook.ipynb"]);
    expect(existsSync(join(book.output, "half/2020-04-17/current"))).toBe(false);
  });

  it("with a wrong parameter does not begin", async () => {
    const definition = report(writeNotebook("refused", KPI));
    await expect(runReport(definition, settings({ parameters: { confidance: "1" } }))).rejects.toMatchObject({
      code: "UNKNOWN_PARAMETER",
    });
    expect(existsSync(join(book.output, "refused"))).toBe(false);
  });

  it("with a recipient that would add another does not begin either", async () => {
    const sample = report(writeNotebook("posted", KPI));
    const definition = { ...sample, outputs: ["mail" as const], recipients: ["desk@x.example\nBcc: spy@x.example"] };
    await expect(runReport(definition, settings())).rejects.toMatchObject({ code: "BAD_ADDRESS", exitCode: 2 });
    expect(existsSync(join(book.output, "posted"))).toBe(false);
  });

  it("by a defect of a renderer keeps the notebook and stays a defect", async () => {
    const defect = new TypeError("x is not a function");
    const broken: Renderer = { name: "html", render: () => Promise.reject(defect) };
    const definition = report(writeNotebook("defect", KPI));
    await expect(runReport(definition, settings({ renderers: [broken] }))).rejects.toBe(defect);
    const [folder] = readdirSync(join(book.output, "defect/2020-04-17"));
    expect(folder).toMatch(/^failed-/);
    expect(readdirSync(join(book.output, "defect/2020-04-17", folder!)).sort()).toEqual([
      "manifest.json",
      "notebook.ipynb",
    ]);
  });
});
