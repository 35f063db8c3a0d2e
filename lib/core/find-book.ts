import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The file that makes a folder a book. */
export const BOOK_FILE = "riskbook.yaml";

/** The nearest folder at or above `start` that holds a `riskbook.yaml`, or undefined. */
export function findBook(start: string): string | undefined {
  let folder = resolve(start);
  for (;;) {
    if (existsSync(join(folder, BOOK_FILE))) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}
