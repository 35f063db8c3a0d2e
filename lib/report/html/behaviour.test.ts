import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentProgress } from "../../core/index.js";
import { locateBrowser } from "../browser/locate.js";
import { rolesOf } from "../colours.js";
import { sampleDocument } from "../sample-document.fixture.js";
import { pageHtml } from "./page.js";

let folder: string;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

/** The page as a reader opens it: from disk, without network, scripts on. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-page-"));
  const document = sampleDocument();
  const chart = document.blocks.find(block => block.type === "chart")!;
  const mark = `<rect x="0" y="0" width="400" height="200" fill="#1d5fa6"><title>16 Mar 2020: −$1.2m</title></rect>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="220">${mark}</svg>`;
  const brand = { accent: "#1f3a5f", accentDark: "#a9c1e2", light: rolesOf("light"), dark: rolesOf("dark") };
  const html = pageHtml(
    { ...document, blocks: [{ ...chart, svg }, ...document.blocks] },
    {
      brand: { ...brand, paper: "A4", fonts: [] },
      medium: "screen",
      inputsSha256: "ab".repeat(32),
      maximumRows: 5_000,
      tables: folder,
      allRowsIn: "the workbook has all",
    },
  );
  const path = join(folder, "page.html");
  writeFileSync(path, html);
  const { executable, libraries } = await locateBrowser(process.env, silentProgress);
  const environment = libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries };
  browser = await puppeteer.launch({
    executablePath: executable,
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu"],
    env: { ...process.env, ...environment },
  });
  page = await browser.newPage();
  await page.setOfflineMode(true);
  page.on("console", message => complaints.push(message.text()));
  page.on("pageerror", error => complaints.push(String(error)));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(pathToFileURL(path).href);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a page in a browser", () => {
  it("opens from disk without a complaint, its content policy included, in its own font", async () => {
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(face => face.status === "loaded").map(face => face.family);
    });
    expect(loaded).toContain("Inter");
    expect(complaints).toEqual([]);
  });

  it("shows what a mark stands for as soon as the pointer is over it", async () => {
    await page.hover(".chart svg rect");
    const tip = await page.$eval(".tip", element => ({
      text: element.textContent,
      hidden: (element as HTMLElement).hidden,
    }));
    expect(tip).toEqual({ text: "16 Mar 2020: −$1.2m", hidden: false });
    await page.hover("h1");
    expect(await page.$eval(".tip", element => (element as HTMLElement).hidden)).toBe(true);
  });

  it("sorts a table by the exact figures of a column, missing ones last", async () => {
    const column = (): Promise<(string | null)[]> =>
      page.$$eval("table", tables =>
        [...tables[0]!.tBodies[0]!.rows].map(row => (row.cells[1] as HTMLElement).dataset.v ?? null),
      );
    const falling = ["120050", "88000.5", "42", "0", "-7", "-15600", "-412300"];
    await page.click("table thead th:nth-child(2) button");
    expect(await column()).toEqual([...falling, null]);
    await page.click("table thead th:nth-child(2) button");
    expect(await column()).toEqual([...falling.reverse(), null]);
    expect(await page.$eval("table thead th:nth-child(2)", head => head.getAttribute("aria-sort"))).toBe("ascending");
  });

  it("never scrolls sideways as a whole, on a telephone either", async () => {
    for (const width of [390, 768, 1280]) {
      await page.setViewport({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
});
