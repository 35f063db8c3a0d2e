import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join, parse } from "node:path";
import { hasErrorCode, messageOf, RiskbookError, replaceFile, syncFolder, writeFailure } from "../../core/index.js";
import { type IngestSummary, outcomeOf } from "./summary.js";

/** What became of a dropped file; it stands beside the file as `NAME.json`. */
export interface DropReport {
  readonly file: string;
  /** `loaded`: all of it is in the store; `partly`: some rows were rejected or held; `failed`: nothing could be loaded. */
  readonly outcome: "loaded" | "partly" | "failed";
  /** When it was taken, ISO in UTC. */
  readonly takenAt: string;
  readonly movedTo: string;
  readonly summary: IngestSummary | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** How a folder's files are taken. */
export interface DropFolderOptions {
  readonly folder: string;
  /** Loads a file; what it throws becomes the file's report, unless it is about the machine and not the file. */
  readonly ingest: (path: string) => Promise<IngestSummary>;
  readonly now: () => Date;
  /** A file that did not change for this long has stopped growing. */
  readonly settleMs: number;
}

/** A folder that files are dropped into. */
export interface DropFolder {
  /** Looks once, and takes what has stopped growing since an earlier look, one file after the other. */
  look(options?: { signal?: AbortSignal }): AsyncGenerator<DropReport>;
}

/** Failures of the machine: the file is as good as before and stays where it is. */
const OF_THE_MACHINE = ["DISK_FULL", "NO_WRITE_RIGHT", "WRITE_FAILED"];
/** What programs call a file that they are still writing. */
const UNFINISHED = /^\.|\.(part|partial|tmp|temp|crdownload|filepart)$/i;

/**
 * Watches a folder. A file is loaded when two looks find it unchanged, and only then moved: to `done` when all of it is in
 * the store, else to `failed`, where someone has to look. A process that is killed in between leaves it in its place; it
 * is loaded again, which changes nothing, and moved.
 * @throws RiskbookError `NO_FOLDER`; `DISK_FULL` and its like from `look`
 */
export function openDropFolder(options: DropFolderOptions): DropFolder {
  const { folder, now, settleMs } = options;
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new RiskbookError("NO_FOLDER", `There is no folder ${folder}. Create it, or name another.`, { exitCode: 2 });
  }
  let seen = new Map<string, { state: string; since: number }>();
  return {
    async *look({ signal } = {}) {
      const found = new Map<string, { state: string; since: number }>();
      for (const name of filesIn(folder)) {
        const state = stateOf(join(folder, name));
        if (state === undefined) continue;
        const before = seen.get(name);
        found.set(name, before?.state === state ? before : { state, since: now().getTime() });
      }
      const settled = [...found].filter(([name, { since }]) => seen.has(name) && now().getTime() - since >= settleMs);
      seen = found;
      for (const [name, { state }] of settled) {
        if (signal?.aborted) return;
        const report = await take(name, state, options);
        if (report !== undefined) yield report;
      }
    },
  };
}

/** Loads a file and moves it; undefined where it changed meanwhile and waits for another look. */
async function take(name: string, state: string, options: DropFolderOptions): Promise<DropReport | undefined> {
  const path = join(options.folder, name);
  if (stateOf(path) !== state) return undefined;
  const takenAt = options.now().toISOString();
  const result = await attempt(path, options);
  if (stateOf(path) !== state) return undefined;
  const { summary } = result;
  const outcome =
    summary === null || outcomeOf(summary) === 1 ? "failed" : outcomeOf(summary) === 0 ? "loaded" : "partly";
  const movedTo = freePlace(join(options.folder, outcome === "loaded" ? "done" : "failed"), name);
  const report: DropReport = { file: name, outcome, takenAt, movedTo, ...result };
  replaceFile(`${movedTo}.json`, `${JSON.stringify(report, null, 2)}\n`);
  move(path, movedTo);
  return report;
}

async function attempt(path: string, { ingest }: DropFolderOptions): Promise<Pick<DropReport, "summary" | "error">> {
  try {
    return { summary: await ingest(path), error: null };
  } catch (error) {
    const code = error instanceof RiskbookError ? error.code : "UNEXPECTED";
    if (OF_THE_MACHINE.includes(code)) throw error;
    return { summary: null, error: { code, message: messageOf(error) } };
  }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && !UNFINISHED.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** What changes when a file grows or is replaced; undefined for one that is gone. */
function stateOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat && `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}

/** A name in a folder that no file has yet: a later file of one name does not take the place of an earlier one. */
function freePlace(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  for (let count = 1; ; count++) {
    const path = join(folder, count === 1 ? name : `${stem} (${count})${ext}`);
    if (!existsSync(path)) return path;
  }
}

function move(from: string, to: string): void {
  try {
    mkdirSync(join(to, ".."), { recursive: true });
    renameSync(from, to);
    syncFolder(join(to, ".."));
    syncFolder(join(from, ".."));
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return; // someone took it away, or another watch did
    throw writeFailure(to, error);
  }
}
