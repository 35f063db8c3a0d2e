import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentProgress } from "../../core/index.js";
import { writableFolder } from "./cache.js";
import { locateBrowser } from "./locate.js";
import { findUnpacked, hasPackagedChromium, unpackChromium } from "./unpack.js";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "riskbook-browser-"));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

describe.skipIf(!hasPackagedChromium())("the packaged browser (Linux on x86-64)", () => {
  it("is unpacked once when two ask for it at the same time, and again when it was damaged", async () => {
    const [first, second] = await Promise.all([
      unpackChromium(cache, silentProgress),
      unpackChromium(cache, silentProgress),
    ]);
    expect(first).toEqual(second);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(statSync(first.executable).mode & 0o111).not.toBe(0);

    truncateSync(first.executable, 1_000);
    expect(findUnpacked(cache)).toBeUndefined();
    const repaired = await unpackChromium(cache, silentProgress);
    expect(statSync(repaired.executable).size).toBeGreaterThan(100_000_000);
    expect(readdirSync(cache)).toHaveLength(1);
  });
});

describe("locating the browser", () => {
  it("says what is wrong with a RISKBOOK_CHROME that is not there", async () => {
    await expect(locateBrowser({ RISKBOOK_CHROME: join(cache, "chrome") }, silentProgress)).rejects.toMatchObject({
      code: "BAD_RISKBOOK_CHROME",
    });
  });

  it("names the folders when none can be written", () => {
    const impossible = ["/dev/null/one", "/dev/null/two"];
    expect(() => writableFolder(impossible)).toThrow(/\/dev\/null\/one, \/dev\/null\/two/);
    expect(writableFolder([...impossible, cache])).toBe(cache);
  });
});
