import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Progress, replaceFile, sha256, silentProgress } from "../../core/index.js";
import { type DemoFile, fillsFiles } from "./fills-file.js";
import { readIndexBars } from "./index-bars.js";
import { DEMO_MAP, DEMO_MAP_FILE } from "./map-file.js";
import { DemoMarket } from "./market.js";
import { pricesFile } from "./prices-file.js";
import { accountsFile, dailyFile, instrumentsFile } from "./reference-files.js";
import { stateTotals } from "./stated-totals.js";
import { tradeFirm } from "./trade-firm.js";

/** The firm that everybody sees unless another seed is asked for. */
export const DEFAULT_SEED = "meridian-1";

/** Changes whenever the same seed gives other files. */
export const GENERATOR_VERSION = 1;

/** A file of the demo as it was written. */
export interface WrittenFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a demo is made of; written beside its files as `demo.json`. */
export interface DemoManifest {
  readonly simulated: true;
  readonly seed: string;
  readonly generator: number;
  readonly from: string;
  readonly to: string;
  readonly fills: number;
  readonly files: readonly WrittenFile[];
}

/** Name of the file that describes a written demo. */
export const MANIFEST_FILE = "demo.json";

/** Makes all files of the demo firm in memory: the same seed gives the same bytes. */
export function makeDemoFiles(
  seed: string,
  progress: Progress = silentProgress,
): { files: DemoFile[]; from: string; to: string } {
  const market = new DemoMarket(readIndexBars(), seed);
  const fills = tradeFirm(market, seed, progress);
  const totals = stateTotals(fills, market);
  const files = [
    ...fillsFiles(fills, market),
    accountsFile(),
    instrumentsFile(fills, market),
    pricesFile(fills, market),
    dailyFile(totals, market),
    { name: DEMO_MAP_FILE, text: DEMO_MAP, rows: 0 },
  ];
  return { files, from: market.sessions[market.first]!.date, to: market.sessions.at(-1)!.date };
}

/**
 * Writes the demo firm's files as a broker would deliver them. The manifest comes last, so that a folder with one is whole.
 * @param options.folder where to; files of the same names are replaced
 * @throws RiskbookError `DISK_FULL` or `NO_WRITE_RIGHT`
 */
export function writeDemoFirm(options: { folder: string; seed?: string; progress?: Progress }): DemoManifest {
  const seed = options.seed ?? DEFAULT_SEED;
  const { files, from, to } = makeDemoFiles(seed, options.progress);
  mkdirSync(options.folder, { recursive: true });
  const written = files.map(({ name, text, rows }) => {
    replaceFile(join(options.folder, name), text);
    return { name, rows, bytes: Buffer.byteLength(text), sha256: sha256(text) };
  });
  const fills = written.filter(({ name }) => name.startsWith("fills-")).reduce((sum, { rows }) => sum + rows, 0);
  const manifest: DemoManifest = {
    simulated: true,
    seed,
    generator: GENERATOR_VERSION,
    from,
    to,
    fills,
    files: written,
  };
  replaceFile(join(options.folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
