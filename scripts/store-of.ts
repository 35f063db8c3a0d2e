import { resolve } from "node:path";
import { openBook } from "../lib/core/index.js";
import { crashAt, openStore, type Store } from "../lib/data/index.js";
import type { Context } from "./context.js";

/** The store that a command works on: the folder that was named, or the book's. */
export function storeOf(folder: string | undefined, context: Context): Store {
  const checkpoint = crashAt(context.environment.RISKBOOK_CRASH_AT);
  return openStore(folder === undefined ? openBook(context.cwd).store : resolve(context.cwd, folder), {
    now: context.now,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
}

/** How a snapshot is called in what a command prints. */
export function snapshotName({ number, id }: { readonly number: number; readonly id: string }): string {
  return `snapshot ${number} (${id.slice(0, 12)})`;
}
