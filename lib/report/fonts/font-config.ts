import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { sha256, writeFailure } from "../../core/index.js";

/**
 * Makes a folder with a `fonts.conf` and copies of exactly these fonts, named by their content, and returns its path
 * for FONTCONFIG_PATH. Without a fonts.conf Chromium prints no glyph at all on a bare machine; and with the machine's
 * own fonts the same report would print differently on two machines.
 */
export function fontConfigFolder(cache: string, fonts: readonly string[]): string {
  const contents = fonts.map(path => ({ bytes: readFileSync(path), extension: extname(path) }));
  const hashes = contents.map(font => sha256(font.bytes));
  const folder = join(cache, `fonts-${sha256(hashes.join()).slice(0, 16)}`);
  if (existsSync(join(folder, "fonts.conf"))) return folder;
  const temporary = `${folder}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  try {
    mkdirSync(join(temporary, "files"), { recursive: true });
    for (const [index, path] of fonts.entries()) {
      copyFileSync(
        path,
        join(temporary, "files", `${index}-${hashes[index]!.slice(0, 12)}${contents[index]!.extension}`),
      );
    }
    writeFileSync(join(temporary, "fonts.conf"), configuration(folder));
    if (!existsSync(folder)) renameSync(temporary, folder);
  } catch (error) {
    if (!existsSync(join(folder, "fonts.conf"))) throw writeFailure(folder, error); // otherwise another process was first
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return folder;
}

function configuration(folder: string): string {
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
