import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { hasErrorCode, RiskbookError, sha256, syncFolder, writeFailure, writeNewFile } from "../../core/index.js";
import type { Artefact } from "../run/renderer.js";
import { type ArtefactRecord, type Manifest, recordOf } from "./manifest.js";

/** The folder of a run while it is being made: hidden, and of no interest to anybody until it is published. */
export interface RunFolder {
  path: string;
  /** Writes and syncs artefacts. */
  write(artefacts: readonly Artefact[]): void;
  /**
   * Writes the manifest and makes the folder appear as `<prefix>-<n>`, with the first free `n` from 1, by one rename.
   */
  publish(prefix: string, manifestOf: (run: string, artefacts: ArtefactRecord[]) => Manifest): PublishedRun;
  /** Removes what was not published. */
  discard(): void;
}

/** A run in its final folder, and what its `manifest.json` says. */
export interface PublishedRun {
  path: string;
  manifest: Manifest;
}

/** Where the notebook's long tables lie inside a run's folder. */
const TABLES = "tables";

const DAY_MS = 86_400_000;

/**
 * Opens the folder of a new run under `output/<report>/<window>`. All artefacts of a run appear together or not at all,
 * and an existing run is never touched.
 * @throws RiskbookError from every method: `DISK_FULL`, `NO_WRITE_RIGHT`, `WRITE_FAILED`, `BAD_ARTEFACT_NAME`
 */
export function openRunFolder(windowFolder: string): RunFolder {
  const path = join(windowFolder, `.run-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const records: ArtefactRecord[] = [];
  guarded(path, () => mkdirSync(path, { recursive: true }));
  sweep(windowFolder);
  return {
    path,
    write(artefacts) {
      for (const artefact of artefacts) {
        checkName(artefact.name);
        guarded(join(windowFolder, artefact.name), () => writeNewFile(join(path, artefact.name), artefact.bytes));
        records.push(recordOf(artefact));
      }
    },
    publish: (prefix, manifestOf) =>
      guarded(windowFolder, () =>
        renameToFreeName(path, windowFolder, prefix, run => manifestOf(run, [...records, ...tableRecords(path)])),
      ),
    discard: () => rmSync(path, { recursive: true, force: true }),
  };
}

function renameToFreeName(
  path: string,
  windowFolder: string,
  prefix: string,
  manifestOf: (run: string) => Manifest,
): PublishedRun {
  for (let number = nextNumber(windowFolder, prefix); ; number++) {
    const run = `${prefix}-${number}`;
    const manifest = manifestOf(run);
    const manifestPath = join(path, "manifest.json");
    rmSync(manifestPath, { force: true });
    writeNewFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
    syncFolder(path);
    try {
      renameSync(path, join(windowFolder, run));
    } catch (error) {
      if (hasErrorCode(error, "ENOTEMPTY") || hasErrorCode(error, "EEXIST")) continue; // another run took the number
      throw error;
    }
    syncFolder(windowFolder);
    return { path: join(windowFolder, run), manifest };
  }
}

function nextNumber(windowFolder: string, prefix: string): number {
  const numbers = readdirSync(windowFolder)
    .filter(name => name.startsWith(`${prefix}-`))
    .map(name => Number(name.slice(prefix.length + 1)))
    .filter(Number.isInteger);
  return Math.max(0, ...numbers) + 1;
}

function tableRecords(path: string): ArtefactRecord[] {
  const folder = join(path, TABLES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map(name => {
      const bytes = readFileSync(join(folder, name));
      const mediaType = "application/vnd.apache.arrow.file";
      return { name: `${TABLES}/${name}`, mediaType, bytes: bytes.byteLength, sha256: sha256(bytes) };
    });
}

/** Removes what killed runs left behind: hidden folders that nobody has touched for a day. */
function sweep(windowFolder: string): void {
  for (const name of readdirSync(windowFolder).filter(name => name.startsWith(".run-"))) {
    const folder = join(windowFolder, name);
    const touched = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (touched < Date.now() - DAY_MS) rmSync(folder, { recursive: true, force: true });
  }
}

function checkName(name: string): void {
  if (basename(name) === name && /^\w[\w. -]*$/.test(name) && name !== "manifest.json" && name !== TABLES) return;
  throw new RiskbookError(
    "BAD_ARTEFACT_NAME",
    `A renderer wanted to write "${name}"; an artefact's name has letters, digits, points, hyphens and spaces only.`,
  );
}

function guarded<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw writeFailure(path, error);
  }
}
