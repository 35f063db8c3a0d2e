import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { sha256, writeFailure } from "../../core/index.js";
import { bundledFonts } from "./bundled.js";
import { tabularCut } from "./tabular-cut.js";

/** Changes when the folder's content is made in another way. */
const RECIPE = "1";

/**
 * Makes a folder with a `fonts.conf` and exactly these fonts: the bundled ones, their cuts with tabular digits, and
 * `brandFonts`. It is named by its content; its path is for FONTCONFIG_PATH. Without a fonts.conf Chromium prints no
 * glyph at all on a bare machine; with the machine's own fonts a report would print differently on two machines.
 * @throws RiskbookError `DISK_FULL`, `NO_WRITE_RIGHT`, `WRITE_FAILED`, `BAD_FONT`
 */
export async function fontConfigFolder(cache: string, brandFonts: readonly string[]): Promise<string> {
  const bundled = bundledFonts().map(path => readFileSync(path));
  const own = brandFonts.map(path => ({ bytes: readFileSync(path), extension: extname(path) }));
  const identity = [RECIPE, ...[...bundled, ...own.map(font => font.bytes)].map(sha256)].join();
  const folder = join(cache, `fonts-${sha256(identity).slice(0, 16)}`);
  const configuration = join(folder, "fonts.conf");
  if (existsSync(configuration)) return folder;
  const temporary = `${folder}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  const tabular = await Promise.all(bundled.map(async font => tabularCut(font, await tabularDigits(font))));
  try {
    mkdirSync(join(temporary, "files"), { recursive: true });
    const ttf = [...bundled, ...tabular].map(bytes => ({ bytes, extension: ".ttf" }));
    for (const [index, { bytes, extension }] of [...ttf, ...own].entries()) {
      writeFileSync(join(temporary, "files", `${index}${extension}`), bytes);
    }
    writeFileSync(join(temporary, "fonts.conf"), fontsConf(folder));
    renameSync(temporary, folder);
  } catch (error) {
    if (!existsSync(configuration)) throw writeFailure(folder, error); // otherwise another process was first
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return folder;
}

async function tabularDigits(font: Buffer): Promise<number[]> {
  const { create } = await import("fontkit");
  const opened = create(font);
  if (!("layout" in opened)) return [];
  return opened.layout("0123456789", ["tnum"]).glyphs.map(glyph => glyph.id);
}

function fontsConf(folder: string): string {
  const alias = (family: string): string =>
    `<alias binding="same"><family>${family}</family><prefer><family>Inter</family></prefer></alias>`;
  return [
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">`,
    `<fontconfig><dir>${escapeXml(join(folder, "files"))}</dir><cachedir>${escapeXml(join(folder, "cache"))}</cachedir>`,
    ...["sans-serif", "serif", "monospace", "system-ui"].map(alias),
    `</fontconfig>`,
  ].join("\n");
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
