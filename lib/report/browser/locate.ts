import { existsSync } from "node:fs";
import { type Progress, RiskbookError } from "../../core/index.js";
import { cacheFolders, type Environment, writableFolder } from "./cache.js";
import { findUnpacked, hasPackagedChromium, unpackChromium } from "./unpack.js";

/** A browser that can be started, and where it came from. */
export interface BrowserProgram {
  executable: string;
  /** Folder of shared libraries that it needs, for the packaged one. */
  libraries?: string;
  origin: "RISKBOOK_CHROME" | "package" | "system";
}

const SYSTEM_CHROMES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Finds the browser that prints reports, and unpacks the packaged one if that was not done yet. In this order: the
 * variable RISKBOOK_CHROME, the packaged Chromium (Linux on x86-64), a Chrome of this machine.
 * @throws RiskbookError `NO_BROWSER` where there is none, `BAD_RISKBOOK_CHROME` where the variable names no file
 */
export async function locateBrowser(environment: Environment, progress: Progress): Promise<BrowserProgram> {
  const named = environment.RISKBOOK_CHROME;
  if (named) {
    if (existsSync(named)) return { executable: named, origin: "RISKBOOK_CHROME" };
    throw new RiskbookError(
      "BAD_RISKBOOK_CHROME",
      `RISKBOOK_CHROME is "${named}", and there is no such file. Set it to the path of a Chrome or Chromium, or unset it to use the packaged one.`,
    );
  }
  if (hasPackagedChromium()) {
    const folders = cacheFolders(environment);
    const unpacked = folders.map(findUnpacked).find(found => found !== undefined);
    return { ...(unpacked ?? (await unpackChromium(writableFolder(folders), progress))), origin: "package" };
  }
  const executable = SYSTEM_CHROMES.find(path => existsSync(path));
  if (executable !== undefined) return { executable, origin: "system" };
  throw new RiskbookError(
    "NO_BROWSER",
    `No browser was found that can print PDFs: the packaged one is for Linux on x86-64, this is ${process.platform} on ${process.arch}. Install Chrome or Chromium, or set RISKBOOK_CHROME to its path.`,
  );
}
