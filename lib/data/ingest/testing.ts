import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { checkMap, type MapFile } from "./map-file.js";

/** The "now" of the tests. */
export const NOW: Date = new Date("2020-04-17T21:00:00Z");

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-data-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with some content in a folder of its own. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** A map of a simple file: Account, Time, Symbol, Side, Qty, Price, Fee and Id, in New York time. */
export function simpleMap(changes: Record<string, unknown> = {}): MapFile {
  const content = {
    columns: {
      account: "Account",
      time: "Time",
      symbol: "Symbol",
      side: "Side",
      quantity: "Qty",
      price: "Price",
      fees: ["Fee"],
      fillId: "Id",
    },
    optional: ["Fee", "Id"],
    constants: { currency: "USD" },
    sides: { buy: ["B"], sell: ["S"], short: ["T"] },
    time: { format: "%Y-%m-%d %H:%M:%S", zone: "America/New_York" },
    ...changes,
  };
  return { path: "maps/simple.yaml", map: checkMap(content, "maps/simple.yaml") };
}
