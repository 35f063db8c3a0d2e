import { join } from "node:path";
import { type Progress, RiskbookError, replaceFile, silentProgress } from "../../core/index.js";
import { balanceSheetFile } from "./balance-sheet-file.js";
import { barsFile } from "./bars-file.js";
import type { DemoFill } from "./blotter.js";
import { fxFile, indicatorsFile } from "./economy-files.js";
import { type DemoFile, fillsFiles } from "./fills-file.js";
import { type CashMovement, fundAccount, lastTraded } from "./funding.js";
import type { WrittenFile } from "./growing-file.js";
import { readIndexBars } from "./index-bars.js";
import { limitsFile } from "./limits-file.js";
import { DEMO_MAP, DEMO_MAP_FILE } from "./map-file.js";
import { DemoMarket } from "./market.js";
import { balancesFile, cashFile, positionsFile } from "./money-files.js";
import { pricesFile } from "./prices-file.js";
import { accountsFile, dailyFile, instrumentsFile } from "./reference-files.js";
import { ROSTER } from "./roster.js";
import { writeScaledFirm, writeWhole } from "./scaled-firm.js";
import { assignmentsFile, tradersFile } from "./staff-files.js";
import { type StatedDay, stateTotals } from "./stated-totals.js";
import { tradeFirm } from "./trade-firm.js";

/** The firm that everybody sees unless another seed is asked for. */
export const DEFAULT_SEED = "meridian-1";

/** Changes whenever the same seed gives other files. */
export const GENERATOR_VERSION = 3;

/** What a demo is made of; written beside its files as `demo.json`. */
export interface DemoManifest {
  readonly simulated: true;
  readonly seed: string;
  /** Number of offices of 14 traders; absent where a riskbook before scales wrote it, which is one. */
  readonly scale?: number;
  readonly generator: number;
  readonly from: string;
  readonly to: string;
  readonly fills: number;
  readonly files: readonly WrittenFile[];
}

/** A firm of so many offices has 150 million fills. */
const MOST_OFFICES = 1000;

/** Name of the file that describes a written demo. */
export const MANIFEST_FILE = "demo.json";

/** Makes all files of the demo firm in memory: the same seed gives the same bytes. */
export function makeDemoFiles(
  seed: string,
  progress: Progress = silentProgress,
): { files: DemoFile[]; from: string; to: string } {
  const market = new DemoMarket(readIndexBars(), seed);
  const fills = tradeFirm(market, seed, ROSTER, progress);
  const files = [
    ...fillsFiles(fills, market),
    instrumentsFile(fills, market),
    pricesFile(fills, market),
    barsFile(fills, market),
    ...deskFiles(fills, market),
    fxFile(market, seed),
    indicatorsFile(market, seed),
    { name: DEMO_MAP_FILE, text: DEMO_MAP, rows: 0 },
  ];
  return { files, ...spanOf(market) };
}

/** What the firm and its broker know of accounts and of those who trade them. */
function deskFiles(fills: readonly DemoFill[], market: DemoMarket): DemoFile[] {
  const stated = Map.groupBy(stateTotals(fills, market), ({ account }) => account);
  const left = new Map<string, number>();
  const days: StatedDay[] = [];
  const movements: CashMovement[] = [];
  for (const trader of ROSTER) {
    const own = stated.get(trader.account)!;
    const last = lastTraded(own);
    if (last !== undefined) left.set(trader.account, last);
    const funded = fundAccount(trader, own, market);
    days.push(...funded.days);
    movements.push(...funded.movements);
  }
  return [
    accountsFile(),
    tradersFile(left, market),
    assignmentsFile(left, market),
    limitsFile(),
    dailyFile(days, market),
    balancesFile(days, market),
    positionsFile(days, market),
    cashFile(movements, market),
    balanceSheetFile(days, market),
  ];
}

/** What {@link writeDemoFirm} writes, and where to. */
export interface DemoFirmOptions {
  /** Files of the same names are replaced. */
  readonly folder: string;
  readonly seed?: string;
  /** About how many times as many traders and fills; above 1 the fills are one file, as executions of about 60 bytes. */
  readonly scale?: number;
  readonly progress?: Progress;
}

/**
 * Writes the demo firm's files as a broker would deliver them. The manifest comes last, so that a folder with one is whole.
 * @throws RiskbookError `USAGE` for a scale that is none, `DISK_FULL` or `NO_WRITE_RIGHT`
 */
export function writeDemoFirm(options: DemoFirmOptions): DemoManifest {
  const { folder, seed = DEFAULT_SEED, scale = 1, progress = silentProgress } = options;
  requireScale(scale);
  const { files, from, to } =
    scale === 1 ? writeFirm(folder, seed, progress) : writeOffices(folder, seed, scale, progress);
  const fills = files.filter(({ name }) => isFillsFile(name)).reduce((sum, { rows }) => sum + rows, 0);
  const manifest: DemoManifest = {
    simulated: true,
    seed,
    scale,
    generator: GENERATOR_VERSION,
    from,
    to,
    fills,
    files,
  };
  replaceFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Whether a file of the demo holds fills. */
export function isFillsFile(name: string): boolean {
  return /^fills.*\.csv$/.test(name);
}

type Written = Pick<DemoManifest, "from" | "to" | "files">;

function writeFirm(folder: string, seed: string, progress: Progress): Written {
  const { files, from, to } = makeDemoFiles(seed, progress);
  return { files: files.map(file => writeWhole(folder, file)), from, to };
}

function writeOffices(folder: string, seed: string, scale: number, progress: Progress): Written {
  const market = new DemoMarket(readIndexBars(), seed);
  return { files: writeScaledFirm({ folder, seed, scale, market, progress }), ...spanOf(market) };
}

function spanOf({ sessions, first }: DemoMarket): { from: string; to: string } {
  return { from: sessions[first]!.date, to: sessions.at(-1)!.date };
}

function requireScale(scale: number): void {
  if (Number.isInteger(scale) && scale >= 1 && scale <= MOST_OFFICES) return;
  throw new RiskbookError("USAGE", `The scale was ${scale}; expected a whole number from 1 to ${MOST_OFFICES}.`, {
    exitCode: 2,
  });
}
