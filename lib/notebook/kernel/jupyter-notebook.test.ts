import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installKernel, KERNEL_NAME } from "./spec.js";

const PYTHON = ["/usr/bin/python3", "python3"].find(
  python => spawnSync(python, ["-c", "import notebook; assert notebook.version_info[0] < 7"]).status === 0,
);
const CHROME = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(path => existsSync(path));

const folder = mkdtempSync(join(tmpdir(), "riskbook-jupyter-"));
let server: ChildProcess | undefined;
let browser: Browser | undefined;

/** What Jupyter's page keeps of a cell that has run. */
interface PageCell {
  prompt: number | null;
  outputs: { output_type: string; name?: string; text?: string; ename?: string; data?: Record<string, string> }[];
}

/** Jupyter's own page, as far as this test asks it. */
interface JupyterPage {
  Jupyter: {
    notebook: {
      kernel: { is_connected(): boolean; name: string } | null;
      execute_all_cells(): void;
      get_cells(): { input_prompt_number: unknown; output_area: { outputs: PageCell["outputs"] } }[];
    };
  };
}

function notebookOf(...sources: string[]): string {
  const cells = sources.map((source, index) => {
    return { cell_type: "code", id: `c${index}`, metadata: {}, execution_count: null, outputs: [], source };
  });
  const kernelspec = { name: KERNEL_NAME, display_name: "TypeScript (riskbook)", language: "typescript" };
  return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Starts Jupyter Notebook and gives its address once it says that it serves. */
async function serve(python: string): Promise<string> {
  const port = `--port=${await freePort()}`;
  const options = ["--no-browser", "--allow-root", "--NotebookApp.token=", "--NotebookApp.password=", port];
  const environment = { ...process.env, HOME: folder, JUPYTER_PATH: join(folder, "share", "jupyter") };
  const started = spawn(python, ["-m", "notebook", ...options, `--notebook-dir=${folder}`], { env: environment });
  server = started;
  return new Promise((resolve, reject) => {
    let said = "";
    started.stderr.on("data", (data: Buffer) => {
      said += data.toString();
      const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(said);
      if (address !== null) resolve(address[0]);
    });
    started.once("exit", () => reject(new Error(said)));
  });
}

describe.skipIf(PYTHON === undefined || CHROME === undefined)("in Jupyter Notebook's own page", () => {
  let cells: PageCell[];

  beforeAll(async () => {
    installKernel(join(folder, "share", "jupyter"), { node: process.execPath });
    mkdirSync(join(folder, "book"));
    const sources = [
      'console.log("printed"); const x: number = 20;',
      "x + 1",
      'import { show } from "riskbook";\nshow.text("from $1 to $2");',
      'throw new RangeError("on purpose");',
    ];
    writeFileSync(join(folder, "book", "page.ipynb"), notebookOf(...sources));
    const address = await serve(PYTHON!);
    browser = await puppeteer.launch({ executablePath: CHROME!, args: ["--no-sandbox"] });
    const page = await browser.newPage();
    await page.goto(`${address}/notebooks/book/page.ipynb`, { waitUntil: "networkidle2" });
    await page.waitForFunction(() => (window as unknown as JupyterPage).Jupyter?.notebook.kernel?.is_connected());
    await page.evaluate(() => (window as unknown as JupyterPage).Jupyter.notebook.execute_all_cells());
    await page.waitForFunction(() => {
      const all = (window as unknown as JupyterPage).Jupyter.notebook.get_cells();
      return all.every(cell => typeof cell.input_prompt_number === "number");
    });
    cells = await page.evaluate(() =>
      (window as unknown as JupyterPage).Jupyter.notebook
        .get_cells()
        .map(cell => ({ prompt: Number(cell.input_prompt_number), outputs: cell.output_area.outputs })),
    );
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    if (server?.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it("numbers the cells in order", () => {
    expect(cells.map(({ prompt }) => prompt)).toEqual([1, 2, 3, 4]);
  });

  it("shows streams, results, blocks and errors as what they are", () => {
    const [printed, result, shown, failed] = cells.map(({ outputs }) => outputs);
    expect(printed).toMatchObject([{ output_type: "stream", name: "stdout", text: "printed\n" }]);
    expect(result).toMatchObject([{ output_type: "execute_result", data: { "text/plain": "21" } }]);
    expect(shown).toMatchObject([{ output_type: "display_data", data: { "text/plain": "from $1 to $2" } }]);
    expect(shown![0]!.data!["text/html"]).toContain("tex2jax_ignore");
    expect(failed).toMatchObject([{ output_type: "error", ename: "RangeError" }]);
  });
});
