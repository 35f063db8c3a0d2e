import { describe, expect, it } from "vitest";
import { BLOCK_MIME } from "../../document/index.js";
import type { CodeCell, Notebook, NotebookCell, Output } from "../format/notebook.js";
import { harvestNotebook } from "./harvest.js";

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAFElEQVR4nGP8z8Dwn4GBgYGBgQEADv0BAlqrqHUAAAAASUVORK5CYII=";
const kpis = { type: "kpis", items: [{ id: "v", label: "VaR", value: 1.5, format: { kind: "ratio", digits: 2 } }] };

const markdown = (source: string, tags: string[] = []): NotebookCell => ({
  cell_type: "markdown",
  id: "m",
  source,
  metadata: { tags },
});
const code = (outputs: Output[], tags: string[] = []): CodeCell => ({
  cell_type: "code",
  id: "c",
  source: "secret()",
  metadata: { tags },
  execution_count: 1,
  outputs,
});
const display = (data: Record<string, unknown>): Output => ({ output_type: "display_data", data, metadata: {} });
const stream = (name: string, text: string): Output => ({ output_type: "stream", name, text });
const block = (value: unknown): Output => display({ [BLOCK_MIME]: value, "text/html": "<b>x</b>", "text/plain": "x" });
const notebook = (...cells: NotebookCell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const failure: Output = { output_type: "error", ename: "RangeError", evalue: "bad date", traceback: [] };

describe("harvestNotebook", () => {
  it("reads Markdown and shown blocks in order, and never code", () => {
    const harvest = harvestNotebook(notebook(markdown("# Daily risk\n\nIn short."), code([block(kpis)])));
    expect(harvest).toEqual({
      title: "Daily risk",
      blocks: [{ type: "heading", level: 1, text: "Daily risk" }, { type: "text", markdown: "In short." }, kpis],
      notices: [],
    });
  });

  it("turns other outputs into text and pictures, or says why it does not", () => {
    const { blocks, notices } = harvestNotebook(
      notebook(
        code([
          block(kpis),
          stream("stdout", "\u001b[31mred\u001b[0m ``` fence\n"),
          stream("stderr", "warning"),
          display({ "image/png": PNG }),
          display({ "text/html": "<script>alert(1)</script>", "text/plain": "plain" }),
          display({ "application/x-other": {} }),
          display({ "image/svg+xml": '<svg width="4" height="4"><script/><rect width="4" height="4"/></svg>' }),
        ]),
      ),
    );
    expect(blocks.map(({ type }) => type)).toEqual(["kpis", "text", "chart", "text", "chart"]);
    expect(blocks[1]).toEqual({ type: "text", markdown: "````text\nred ``` fence\n````" });
    expect(blocks[2]).toMatchObject({ width: 2, height: 3, svg: expect.stringContaining("data:image/png;base64,") });
    expect(notices.map(({ where, text }) => `${where}: ${text}`)).toEqual([
      "cell 1 (c), output 3: Text on standard error is not part of the document.",
      "cell 1 (c), output 5: HTML is not taken into the document; its plain text is.",
      "cell 1 (c), output 6: The output holds application/x-other, which has no place in the document.",
      "cell 1 (c), output 7: Left out of the picture: script.",
    ]);
    expect(JSON.stringify(blocks)).not.toContain("<script");
  });

  it("obeys the tags", () => {
    const { blocks } = harvestNotebook(
      notebook(
        code([block(kpis)]),
        markdown("gone", ["remove-cell"]),
        markdown("gone", ["remove-input"]),
        code([stream("stdout", "gone")], ["remove-output"]),
        code([failure], ["remove-cell"]),
        code([stream("stdout", "stays")], ["remove-input"]),
      ),
    );
    expect(JSON.stringify(blocks)).not.toContain("gone");
    expect(JSON.stringify(blocks)).toContain("stays");
  });

  it("fails on an error output, unless the cell expects one", () => {
    expect(() => harvestNotebook(notebook(code([block(kpis)]), code([failure])))).toThrow(
      "The notebook failed in cell 2 (c): RangeError: bad date",
    );
    const { notices } = harvestNotebook(notebook(code([block(kpis)]), code([failure], ["raises-exception"])));
    expect(notices[0]!.text).toContain("expected error RangeError");
  });

  it("refuses a notebook that shows nothing: blank but green must not happen", () => {
    const cells = [markdown("# Title\n\nText"), code([stream("stdout", "done")])];
    expect(() => harvestNotebook(notebook(...cells))).toThrow(/shows no key figures, no table and no chart/);
  });

  it("names the cell and the output of a block that is not valid", () => {
    expect(() => harvestNotebook(notebook(markdown("x"), code([block({ ...kpis, onload: "x" })])))).toThrow(
      /cell 2 \(c\), output 1 is not valid: .*onload/,
    );
    expect(() => harvestNotebook(notebook(code([display({ "image/png": "bm90IGEgcG5n" })])))).toThrow(
      /output 1: the image\/png output is no PNG/,
    );
  });
});
