/** The rooms of `lib` in import order: a room may import only from rooms before it. */
export const ROOMS = [
  "core",
  "numeric",
  "data",
  "risk",
  "models",
  "document",
  "charts",
  "notebook",
  "report",
  "ops",
  "desk",
] as const;

/** Second faces of rooms, for programs that must start before all of the room is loaded. */
const QUICK_FACES: readonly string[] = ["lib/core/base.js", "lib/notebook/launch.js", "lib/notebook/runner.js"];

/** One import as it stands in a file; both paths are relative to the project's root, with forward slashes. */
export interface Import {
  file: string;
  line: number;
  target: string;
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;

/** Every relative import in a source text. */
export function importsOf(file: string, source: string): Import[] {
  const folder = file.split("/").slice(0, -1);
  return source
    .split("\n")
    .flatMap((text, index) =>
      [...text.matchAll(IMPORT)].map(match => ({ file, line: index + 1, target: resolve(folder, match[1]!) })),
    );
}

/** What is wrong with an import by the room rules, as a sentence, or undefined. */
export function breach({ file, line, target }: Import): string | undefined {
  const from = roomOf(file);
  const to = roomOf(target);
  const where = `${file}:${line}`;
  if (from !== undefined && (target.startsWith("scripts/") || target.startsWith("reports/"))) {
    return `${where} imports ${target}: lib may not depend on the command line or on reports.`;
  }
  if (to === undefined || from === to) return undefined;
  if (from !== undefined && ROOMS.indexOf(to) > ROOMS.indexOf(from)) {
    return `${where} imports ${target}: ${from} stands before ${to}. A room may import only from rooms before it: ${ROOMS.join(", ")}.`;
  }
  if (target !== `lib/${to}/index.js` && !QUICK_FACES.includes(target) && !file.endsWith(".test.ts")) {
    return `${where} imports ${target}: take it from lib/${to}/index.js, and export it there if others need it.`;
  }
  return undefined;
}

function roomOf(path: string): (typeof ROOMS)[number] | undefined {
  const [top, room] = path.split("/");
  return top === "lib" ? ROOMS.find(name => name === room) : undefined;
}

function resolve(folder: readonly string[], specifier: string): string {
  const parts = [...folder];
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
