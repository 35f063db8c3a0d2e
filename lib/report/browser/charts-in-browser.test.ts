import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { expect, it } from "vitest";
import { rollingBand, varExceedances } from "../../charts/index.js";
import { packageRoot, silentProgress } from "../../core/index.js";
import type { ChartBlock } from "../../document/index.js";
import { locateBrowser } from "./locate.js";

const dates = Array.from({ length: 80 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
const pnl = dates.map((_, i) => 1000 * Math.sin(i * i));
const bound = dates.map((_, i) => (i < 20 ? null : 950));

const drawn: Record<string, ChartBlock> = {
  varExceedances: varExceedances({ dates, pnl, var: bound }, { unit: "USD", confidence: 0.99 }),
  rollingBand: rollingBand({ dates, value: bound, low: bound, high: bound }, { unit: "ratio", label: "Sharpe ratio" }),
};

/** The room as one script for a page: what it imports of Node is left out, and must never be called. */
async function bundle(): Promise<string> {
  const { build } = await import("vite");
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root: packageRoot(),
    build: {
      write: false,
      minify: false,
      lib: { entry: join(packageRoot(), "lib/charts/index.ts"), formats: ["es"], fileName: "charts" },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [first] = [built].flat() as { output: { type: string; code?: string }[] }[];
  return first!.output.find(({ type }) => type === "chunk")!.code!;
}

it("a chart is drawn in a page by the same functions, byte for byte", async () => {
  const code = await bundle();
  const program = await locateBrowser(process.env, silentProgress);
  const browser = await puppeteer.launch({
    executablePath: program.executable,
    headless: program.origin === "package" ? "shell" : true,
    args: ["--no-sandbox", "--disable-gpu"],
    env: { ...process.env, ...(program.libraries && { LD_LIBRARY_PATH: program.libraries }) },
  });
  try {
    const page = await browser.newPage();
    // On a screen of single pixels Plot moves its lines by half of one, so that they are sharp there.
    await page.setViewport({ width: 800, height: 600, deviceScaleFactor: 2 });
    // As text, because the test runner rewrites imports of its own.
    const found = await page.evaluate(`(async () => {
      const source = new Blob([${JSON.stringify(code)}], { type: "text/javascript" });
      const { varExceedances, rollingBand } = await import(URL.createObjectURL(source));
      const { dates, pnl, bound } = ${JSON.stringify({ dates, pnl, bound })};
      return {
        varExceedances: varExceedances({ dates, pnl, var: bound }, { unit: "USD", confidence: 0.99 }),
        rollingBand: rollingBand({ dates, value: bound, low: bound, high: bound }, { unit: "ratio", label: "Sharpe ratio" }),
      };
    })()`);
    expect(found).toEqual(drawn);
  } finally {
    await browser.close();
  }
}, 60_000);
