import type { Browser, BrowserContext, Page } from "puppeteer-core";
import { messageOf, type Progress, RiskbookError, silentProgress } from "../../core/index.js";
import { fontConfigFolder } from "../fonts/font-config.js";
import { cacheFolders, type Environment, writableFolder } from "./cache.js";
import { type BrowserProgram, locateBrowser } from "./locate.js";

/** How a page is photographed; `width` in CSS pixels. */
export interface PictureOptions {
  width: number;
  dark?: boolean;
}

/** A browser that prints HTML which may be hostile: no script runs, no request leaves. */
export interface ReportBrowser {
  program: BrowserProgram;
  /** Prints one HTML file, whose `@page` rules say how, to a tagged PDF with an outline. Calls may overlap. */
  pdf(html: string): Promise<Uint8Array>;
  /** Photographs a whole page as PNG. */
  picture(html: string, options: PictureOptions): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface OpenBrowserOptions {
  environment?: Environment;
  progress?: Progress;
  /** Fonts to print with, besides the bundled ones; absolute paths. */
  fonts?: readonly string[];
  /** How long one page may take before its browser is killed. */
  timeoutMs?: number;
}

const FLAGS = [
  "--no-sandbox", // containers and root have no user namespace; nothing untrusted is executed: scripts and network are off
  "--disable-gpu",
  "--font-render-hinting=none",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--disable-background-networking",
];

/**
 * Starts the browser that prints reports.
 * @throws RiskbookError `NO_BROWSER`, `BROWSER_FAILED` when it does not start, `RENDER_TIMEOUT` from its methods
 */
export async function openBrowser(options: OpenBrowserOptions = {}): Promise<ReportBrowser> {
  const environment = options.environment ?? process.env;
  const timeoutMs = options.timeoutMs ?? 120_000;
  const program = await locateBrowser(environment, options.progress ?? silentProgress);
  const fonts = await fontConfigFolder(writableFolder(cacheFolders(environment)), options.fonts ?? []);
  const browser = await launch(program, fonts, environment, timeoutMs);
  return {
    program,
    pdf: html => withPage(browser, timeoutMs, page => printPage(page, html, timeoutMs)),
    picture: (html, { width, dark }) =>
      withPage(browser, timeoutMs, async page => {
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
        await page.setContent(html, { waitUntil: "load", timeout: timeoutMs });
        return page.screenshot({ fullPage: true, type: "png" });
      }),
    close: () => closeBrowser(browser),
  };
}

async function launch(
  program: BrowserProgram,
  fonts: string,
  environment: Environment,
  timeoutMs: number,
): Promise<Browser> {
  const { default: puppeteer } = await import("puppeteer-core");
  const libraries = program.libraries ? { LD_LIBRARY_PATH: program.libraries } : {};
  try {
    return await puppeteer.launch({
      executablePath: program.executable,
      headless: program.origin === "package" ? "shell" : true,
      args: FLAGS,
      env: { ...environment, ...libraries, FONTCONFIG_PATH: fonts },
      protocolTimeout: timeoutMs,
      handleSIGINT: false, // the command that opened the browser closes it
    });
  } catch (error) {
    throw new RiskbookError(
      "BROWSER_FAILED",
      `The browser ${program.executable} did not start: ${messageOf(error)}. Run "riskbook doctor"; another browser can be named by RISKBOOK_CHROME.`,
      { cause: error },
    );
  }
}

async function printPage(page: Page, html: string, timeoutMs: number): Promise<Uint8Array> {
  await page.setContent(html, { waitUntil: "load", timeout: timeoutMs });
  return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: timeoutMs });
}

/** Gives `work` a page of its own, closed off from everything, and kills the browser when it takes too long. */
async function withPage<T>(browser: Browser, timeoutMs: number, work: (page: Page) => Promise<T>): Promise<T> {
  let alarm: NodeJS.Timeout | undefined;
  let context: BrowserContext | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    alarm = setTimeout(() => {
      browser.process()?.kill("SIGKILL");
      reject(
        new RiskbookError(
          "RENDER_TIMEOUT",
          `A page took longer than ${timeoutMs / 1000} s to print, so the browser was stopped. Show fewer rows, or split the report.`,
        ),
      );
    }, timeoutMs);
  });
  const done = (async () => {
    context = await browser.createBrowserContext();
    const page = await context.newPage();
    await seal(page);
    return work(page);
  })();
  try {
    return await Promise.race([done, tooLate]);
  } finally {
    clearTimeout(alarm);
    done.catch(() => {}); // after a kill it fails too; the timeout is what the user is told
    await context?.close().catch(() => {});
  }
}

async function seal(page: Page): Promise<void> {
  await page.setJavaScriptEnabled(false);
  await page.setOfflineMode(true);
  await page.setRequestInterception(true);
  page.on("request", request => {
    const inline = request.url().startsWith("data:");
    (inline ? request.continue() : request.abort()).catch(() => {}); // the page may be closed by now
  });
}

async function closeBrowser(browser: Browser): Promise<void> {
  const child = browser.process();
  const killer = setTimeout(() => child?.kill("SIGKILL"), 3_000);
  await browser.close().catch(() => child?.kill("SIGKILL"));
  clearTimeout(killer);
}
