import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Progress, replaceFile, sha256, writeFailure } from "../../core/index.js";
import type { DemoFill } from "./blotter.js";
import { EXECUTIONS_FILE, EXECUTIONS_HEADER, EXECUTIONS_MAP, executionLines } from "./executions-file.js";
import type { DemoFile } from "./fills-file.js";
import { GrowingFile, type WrittenFile } from "./growing-file.js";
import { DEMO_MAP_FILE } from "./map-file.js";
import type { DemoMarket } from "./market.js";
import { officeTraders } from "./offices.js";
import { pricesFile } from "./prices-file.js";
import { ACCOUNTS_HEADER, accountLines, DAILY_HEADER, dailyLines, instrumentsFile } from "./reference-files.js";
import { stateTotals } from "./stated-totals.js";
import { tradeFirm } from "./trade-firm.js";

/** Which scaled firm is written, and where to. */
export interface ScaledFirmOptions {
  readonly folder: string;
  readonly seed: string;
  /** How many offices of 14 traders, each with about 150,000 fills. */
  readonly scale: number;
  readonly market: DemoMarket;
  readonly progress: Progress;
}

/**
 * Writes a firm of many offices, one office after another, so that memory holds one office's fills and not the firm's. All
 * trade in the same market, and every fill is simulated, none copied.
 * @throws RiskbookError `DISK_FULL` or `NO_WRITE_RIGHT`
 */
export function writeScaledFirm({ folder, seed, scale, market, progress }: ScaledFirmOptions): WrittenFile[] {
  makeFolder(folder);
  const executions = new GrowingFile(folder, EXECUTIONS_FILE, EXECUTIONS_HEADER);
  const daily = new GrowingFile(folder, "daily.csv", DAILY_HEADER);
  const accounts = new GrowingFile(folder, "accounts.csv", ACCOUNTS_HEADER);
  // What the prices of options are made of; the other instruments are the market's own.
  const options: DemoFill[] = [];
  for (let office = 1; office <= scale; office++) {
    progress.update("Trading the demo firm", office / scale);
    const traders = officeTraders(office);
    const fills = tradeFirm(market, seed, traders);
    executions.append(executionLines(fills, market));
    daily.append(dailyLines(stateTotals(fills, market, traders), market));
    accounts.append(accountLines(traders));
    for (const fill of fills) if (fill.instrument.kind === "option") options.push(fill);
  }
  return [
    executions.finish(),
    accounts.finish(),
    daily.finish(),
    writeWhole(folder, instrumentsFile(options, market)),
    writeWhole(folder, pricesFile(options, market)),
    writeWhole(folder, { name: DEMO_MAP_FILE, text: EXECUTIONS_MAP, rows: 0 }),
  ];
}

/** Writes a file that was made in memory. */
export function writeWhole(folder: string, { name, text, rows }: DemoFile): WrittenFile {
  replaceFile(join(folder, name), text);
  return { name, rows, bytes: Buffer.byteLength(text), sha256: sha256(text) };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeFailure(folder, error);
  }
}
