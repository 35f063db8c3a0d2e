import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Artefact } from "../run/renderer.js";
import { makeCurrent, newestRun } from "./current.js";
import type { ArtefactRecord, Manifest } from "./manifest.js";
import { openRunFolder } from "./run-folder.js";

let output: string;
let windowFolder: string;
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), "riskbook-archive-"));
  windowFolder = join(output, "daily-risk", "2020-04-17");
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

const artefact = (name: string, text: string): Artefact => ({
  name,
  mediaType: "text/plain",
  bytes: new TextEncoder().encode(text),
});
const manifestOf = (run: string, artefacts: ArtefactRecord[]): Manifest => ({ run, artefacts }) as unknown as Manifest;

function publish(text: string): string {
  const folder = openRunFolder(windowFolder);
  folder.write([artefact("page.html", text)]);
  return folder.publish("abc", manifestOf).path;
}

describe("a run's folder", () => {
  it("appears whole, under the next free number, and never replaces another", () => {
    const first = publish("one");
    const second = publish("two");
    expect([first, second]).toEqual([join(windowFolder, "abc-1"), join(windowFolder, "abc-2")]);
    expect(readFileSync(join(first, "page.html"), "utf8")).toBe("one");
    const manifest = JSON.parse(readFileSync(join(second, "manifest.json"), "utf8")) as Manifest;
    expect(manifest.run).toBe("abc-2");
    expect(manifest.artefacts[0]).toMatchObject({ name: "page.html", bytes: 3 });
    expect(manifest.artefacts[0]!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("takes the next number when another process has just taken its own", () => {
    const folder = openRunFolder(windowFolder);
    folder.write([artefact("page.html", "mine")]);
    const { path } = folder.publish("abc", (run, artefacts) => {
      if (run === "abc-1") mkdirSync(join(windowFolder, "abc-1", "theirs"), { recursive: true });
      return manifestOf(run, artefacts);
    });
    expect(path).toBe(join(windowFolder, "abc-2"));
    expect(readdirSync(join(windowFolder, "abc-1"))).toEqual(["theirs"]);
  });

  it("leaves nothing behind when it is discarded", () => {
    const folder = openRunFolder(windowFolder);
    folder.write([artefact("page.html", "half")]);
    folder.discard();
    expect(readdirSync(windowFolder)).toEqual([]);
  });

  it("removes what a killed run left a day ago, and nothing of a run that is at it", () => {
    const old = openRunFolder(windowFolder);
    const fresh = openRunFolder(windowFolder);
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(old.path, longAgo, longAgo);
    publish("one");
    expect([existsSync(old.path), existsSync(fresh.path)]).toEqual([false, true]);
  });

  it("refuses names that lead out of it or would be mistaken", () => {
    const folder = openRunFolder(windowFolder);
    for (const name of ["../page.html", "a/b", ".hidden", "manifest.json", "tables", "a\nb"]) {
      expect(() => folder.write([artefact(name, "")])).toThrow(/artefact's name/);
    }
  });

  it.skipIf(process.getuid?.() === 0)("says so when it may not be written", () => {
    mkdirSync(join(output, "daily-risk"));
    chmodSync(join(output, "daily-risk"), 0o500);
    expect(() => openRunFolder(windowFolder)).toThrow(/may not write/);
    chmodSync(join(output, "daily-risk"), 0o700);
  });

  it("says so when a file stands where the folder should", () => {
    mkdirSync(join(output, "daily-risk"));
    publish("one");
    rmSync(windowFolder, { recursive: true });
    const folder = openRunFolder(output);
    folder.write([artefact("daily", "a file")]);
    expect(() => openRunFolder(join(folder.path, "daily"))).toThrow(/could not be written/);
  });
});

describe("the current run", () => {
  it("is a link that is replaced as a whole, to the newest window when none is named", () => {
    makeCurrent(publish("one"));
    const second = publish("two");
    makeCurrent(second);
    expect(readlinkSync(join(windowFolder, "current"))).toBe("abc-2");
    expect(readdirSync(windowFolder).sort()).toEqual(["abc-1", "abc-2", "current"]);
    expect(newestRun(output, "daily-risk")).toBe(second);
    expect(() => newestRun(output, "daily-risk", "2020-04-16")).toThrow(/no finished run for 2020-04-16/);
    expect(existsSync(join(windowFolder, "current", "page.html"))).toBe(true);
  });
});
