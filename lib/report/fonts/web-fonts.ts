import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./bundled.js";

/**
 * The `@font-face` rules of the variable Inter, embedded as data, for those of its subsets (Latin, extended Latin,
 * Cyrillic, Greek, Vietnamese) that `text` needs: some 65 kB for plain English, up to 200 kB with every script.
 */
export function webFontRules(text: string): string {
  const folder = packageFolder("@fontsource-variable/inter");
  const sheet = readFileSync(join(folder, "index.css"), "utf8");
  const points = new Set<number>();
  for (const character of text) points.add(character.codePointAt(0)!);
  return (sheet.match(/@font-face\s*\{[^}]*\}/g) ?? [])
    .filter(rule => covers(rule, points))
    .map(rule => embedded(rule, folder))
    .join("\n");
}

function covers(rule: string, points: ReadonlySet<number>): boolean {
  const ranges = /unicode-range:\s*([^;]+);/.exec(rule)?.[1] ?? "";
  return ranges.split(",").some(range => {
    const [from, to] = range.trim().replace(/^U\+/i, "").split("-");
    const first = Number.parseInt(from!, 16);
    const last = to === undefined ? first : Number.parseInt(to, 16);
    for (const point of points) if (point >= first && point <= last) return true;
    return false;
  });
}

function embedded(rule: string, folder: string): string {
  return rule
    .replace(/font-family:[^;]+;/, "font-family:Inter;") // the name that the pictures ask for too
    .replace(/src:\s*url\(([^)]+)\)\s*format\([^)]*\)/, (_whole, path: string) => {
      const bytes = readFileSync(join(folder, path.replace(/["']/g, "")));
      return `src:url(data:font/woff2;base64,${bytes.toString("base64")}) format("woff2")`;
    })
    .replace(/\s*\n\s*/g, "");
}
