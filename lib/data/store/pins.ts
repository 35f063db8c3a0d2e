import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode, RiskbookError, syncFolder, writeFailure } from "../../core/index.js";
import type { StoreLayout } from "./layout.js";
import { publishFile } from "./publish-file.js";

/** A name that somebody gave to a snapshot. */
export interface Pin {
  readonly label: string;
  /** Id of the snapshot. */
  readonly snapshot: string;
  /** ISO 8601, UTC. */
  readonly pinned: string;
}

/** Letters, digits, points and dashes, with a letter first: never mistaken for a number or a path. */
const LABEL = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;
const HEXADECIMAL = /^[0-9a-f]{6,}$/;

/** Every pin of a store by label. */
export function readPins(layout: StoreLayout): Pin[] {
  try {
    const files = readdirSync(layout.pins).filter(name => name.endsWith(".json"));
    return files.sort().map(name => JSON.parse(readFileSync(join(layout.pins, name), "utf8")) as Pin);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

/**
 * Writes a pin.
 * @throws RiskbookError `BAD_LABEL`, or `LABEL_TAKEN` by another snapshot
 */
export function writePin(layout: StoreLayout, pin: Pin): void {
  if (!LABEL.test(pin.label) || HEXADECIMAL.test(pin.label) || pin.label === "latest") {
    throw new RiskbookError(
      "BAD_LABEL",
      `"${pin.label}" cannot be a label. Use letters, digits, points and dashes, beginning with a letter, such as month-end-2020-03.`,
      { exitCode: 2 },
    );
  }
  const path = join(layout.pins, `${pin.label}.json`);
  try {
    mkdirSync(layout.pins, { recursive: true });
    if (publishFile(path, `${JSON.stringify(pin)}\n`, layout.unfinished)) return;
  } catch (error) {
    throw writeFailure(path, error);
  }
  const other = readPins(layout).find(({ label }) => label === pin.label);
  if (other?.snapshot === pin.snapshot) return;
  throw new RiskbookError(
    "LABEL_TAKEN",
    `The label "${pin.label}" is already on snapshot ${other?.snapshot.slice(0, 12) ?? "?"}. Unpin it first, or choose another label.`,
  );
}

/** Removes a pin. @throws RiskbookError `NO_PIN` */
export function removePin(layout: StoreLayout, label: string): void {
  if (!readPins(layout).some(pin => pin.label === label)) {
    throw new RiskbookError(
      "NO_PIN",
      `No snapshot has the label "${label}". See them with "riskbook snapshots list".`,
      {
        exitCode: 2,
      },
    );
  }
  rmSync(join(layout.pins, `${label}.json`), { force: true });
  syncFolder(layout.pins);
}
