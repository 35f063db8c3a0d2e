import { RiskbookError } from "../../core/index.js";
import type { OnCheckpoint } from "./checkpoint.js";
import { type StoreLayout, storeLayout } from "./layout.js";
import type { Manifest } from "./manifest.js";
import { newestManifest, readManifest, readManifests } from "./manifest-folder.js";
import { type Pin, readPins, removePin, writePin } from "./pins.js";
import { retiredSnapshots, revive } from "./retired.js";
import { readEntries, type SnapshotEntry } from "./snapshot-entry.js";

/** What a store is given of the world. */
export interface StoreOptions {
  /** The time that new snapshots and pins are stamped with. */
  readonly now: () => Date;
  /** For tests that kill the process; see checkpoint.ts. */
  readonly checkpoint?: OnCheckpoint;
}

/** A folder of snapshots. Holds no state and no lock: every call looks at the folder. */
export interface Store {
  readonly layout: StoreLayout;
  readonly options: Required<StoreOptions>;
  /** Every snapshot with all its files, oldest first: reads every manifest whole. */
  list(): Manifest[];
  /** Every snapshot without its files, oldest first: a thousand in a tenth of a second. */
  entries(): SnapshotEntry[];
  /** The newest snapshot, or null in an empty store. */
  latest(): Manifest | null;
  /** The snapshot named `latest`, by label, by number, or by the first six or more characters of its id. */
  resolve(name: string): Manifest;
  pins(): Pin[];
  pin(name: string, label: string): Pin;
  unpin(label: string): void;
}

/**
 * Opens the store in a folder; one that does not exist is an empty store, and the first publication makes it.
 * @throws RiskbookError `STORE_TOO_NEW` when a newer riskbook wrote it, `STORE_DAMAGED`
 */
export function openStore(folder: string, options: StoreOptions): Store {
  const layout = storeLayout(folder);
  const store: Store = {
    layout,
    options: { checkpoint: () => {}, ...options },
    list: () => readManifests(layout.manifests),
    entries: () => readEntries(layout.manifests),
    latest: () => newestManifest(layout.manifests),
    resolve: name => resolveSnapshot(store, name),
    pins: () => readPins(layout),
    pin(name, label) {
      const { id, number } = store.resolve(name);
      const pin = { label, snapshot: id, pinned: options.now().toISOString() };
      writePin(layout, pin);
      revive(layout, number); // where a prune took it away just now
      return pin;
    },
    unpin: label => removePin(layout, label),
  };
  store.latest();
  return store;
}

function resolveSnapshot(store: Store, name: string): Manifest {
  const newest = store.latest();
  if (newest === null) {
    throw new RiskbookError(
      "NO_SNAPSHOT",
      `The store in ${store.layout.root} is empty. Load data with "riskbook ingest", or the demo firm's with "riskbook demo".`,
    );
  }
  const found = name === "latest" ? newest : byName(store, name);
  if (found !== undefined) return found;
  const pruned = retiredSnapshots(store.layout).find(
    ({ manifest: { id, number } }) => id === name || String(number) === name,
  );
  if (pruned !== undefined) {
    const when = new Date(pruned.since).toISOString().slice(0, 16);
    throw new RiskbookError("NO_SNAPSHOT", `Snapshot ${name} was pruned at ${when} UTC. Use a later one.`, {
      exitCode: 2,
    });
  }
  throw new RiskbookError(
    "NO_SNAPSHOT",
    `There is no snapshot "${name}" in ${store.layout.root}. See the snapshots with "riskbook snapshots list".`,
    { exitCode: 2 },
  );
}

function byName(store: Store, name: string): Manifest | undefined {
  const { manifests } = store.layout;
  const numbered = /^\d{1,8}$/.test(name) ? readManifest(manifests, Number(name)) : undefined;
  if (numbered !== undefined) return numbered;
  const pin = store.pins().find(({ label }) => label === name);
  const id = pin?.snapshot ?? (/^[0-9a-f]{6,64}$/.test(name) ? name : undefined);
  const named = id === undefined ? undefined : store.entries().findLast(entry => entry.id.startsWith(id));
  return named === undefined ? undefined : readManifest(manifests, named.number);
}
