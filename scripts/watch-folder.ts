import { setTimeout as sleep } from "node:timers/promises";
import { type DropReport, type IngestSummary, openDropFolder } from "../lib/data/index.js";
import type { Context } from "./context.js";
import { summaryText } from "./ingest-text.js";
import { stopSignal } from "./stop-signal.js";

/** How a folder is watched. */
export interface Watch {
  readonly folder: string;
  /** Seconds between two looks; a file that did not change between them is taken. */
  readonly every: number;
  readonly json: boolean;
  readonly ingest: (path: string) => Promise<IngestSummary>;
}

/** Takes files from a folder until SIGTERM or Ctrl-C, and writes what became of each. */
export async function watchFolder({ folder, every, json, ingest }: Watch, context: Context): Promise<void> {
  const drop = openDropFolder({ folder, ingest, now: context.now, settleMs: every * 1000 });
  const signal = stopSignal(context, "file");
  context.progress.line(`Watching ${folder}; a file is taken when it has not changed for ${every} seconds.`);
  while (!signal.aborted) {
    for await (const report of drop.look({ signal })) {
      context.write(json ? `${JSON.stringify(report)}\n` : reportText(report));
    }
    await sleep(every * 1000, undefined, { signal }).catch(() => {});
  }
}

function reportText({ file, outcome, movedTo, summary, error }: DropReport): string {
  const text = summary === null ? `${error?.message ?? ""}\n` : summaryText(summary);
  return `${file}: ${outcome}, moved to ${movedTo}\n${text.replaceAll(/^(?=.)/gm, "  ")}`;
}
