import type { Manifest, Store, StoredFile } from "../store/index.js";
import { namedFiles, removeOrphans } from "../store/orphans.js";
import {
  expire,
  GRACE_MS,
  type RetiredSnapshot,
  removeExpired,
  retire,
  retiredSnapshots,
  revive,
} from "../store/retired.js";
import { type Retention, reasonsOfAge } from "./retention.js";

/** How a store is pruned. */
export interface PruneOptions {
  readonly keep: Retention;
  /** Ids of snapshots that archived reports were made from. They stay. */
  readonly named: ReadonlySet<string>;
  /** Ids of snapshots that tell how far a source is loaded. They stay. */
  readonly watermarked?: ReadonlySet<string>;
}

/** A snapshot as a prune speaks of it. */
export interface PrunedSnapshot {
  readonly number: number;
  readonly id: string;
}

/** What a prune does, or would do. */
export interface PrunePlan {
  /** Snapshots that stay, and why. */
  readonly kept: readonly (PrunedSnapshot & { readonly reasons: readonly string[] })[];
  /** Snapshots that nobody can open from now on. Their files stay for a day. */
  readonly retired: readonly PrunedSnapshot[];
  /** Snapshots that were pruned less than a day ago and that somebody names now. */
  readonly revived: readonly PrunedSnapshot[];
  /** Snapshots that were pruned more than a day ago, whose files go. */
  readonly removed: readonly PrunedSnapshot[];
  /** How many files go, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Bytes that a prune in a day will free. */
  readonly bytesLater: number;
}

/**
 * Says what {@link pruneStore} would do. The newest snapshot stays, and so does every one that has a pin, that a report was
 * made from or that a source's watermark names.
 */
export function planPrune(store: Store, options: PruneOptions): PrunePlan {
  const manifests = store.list();
  const retired = retiredSnapshots(store.layout);
  const names = namesOf(store, options);
  const reasons = reasonsToKeep(store, manifests, options.keep, names);
  const wanted = ({ id }: Manifest): boolean => names.has(id);
  const revived = retired.filter(({ manifest }) => wanted(manifest));
  const resting = retired.filter(({ manifest }) => !wanted(manifest));
  const removed = resting.filter(snapshot => isOver(store, snapshot)).map(({ manifest }) => manifest);
  const kept = manifests.filter(({ id }) => reasons.get(id)!.length > 0);
  const going = manifests.filter(({ id }) => reasons.get(id)!.length === 0);
  const later = [...going, ...resting.filter(snapshot => !isOver(store, snapshot)).map(({ manifest }) => manifest)];
  const staying = [...kept, ...revived.map(({ manifest }) => manifest)];
  const gone = filesOnlyOf(removed, [...staying, ...later]);
  return {
    kept: kept.map(manifest => ({ ...nameOf(manifest), reasons: reasons.get(manifest.id)! })),
    retired: going.map(nameOf),
    revived: revived.map(({ manifest }) => nameOf(manifest)),
    removed: removed.map(nameOf),
    files: gone.length,
    bytes: bytesOf(gone),
    bytesLater: bytesOf(filesOnlyOf(later, staying)),
  };
}

/**
 * Takes snapshots that nobody needs out of the store, and removes the files of those that were taken out more than a day
 * ago. In between, whoever has such a snapshot open reads on, and one that gets a pin or turns up in a report is brought
 * back. Safe while others read, publish and prune; `kill -9` at any moment leaves a store that is whole, and the next
 * prune goes on where this one was.
 * @returns what was done
 */
export function pruneStore(store: Store, options: PruneOptions): PrunePlan {
  const plan = planPrune(store, options);
  for (const { number } of plan.revived) revive(store.layout, number);
  for (const { number } of plan.retired) retire(store, number);
  for (const { number } of plan.removed) expire(store, number);
  const { snapshots, files, bytes } = removeExpired(store, namedFiles(store));
  removeOrphans(store);
  return { ...plan, removed: snapshots.map(nameOf), files, bytes };
}

/** What names a snapshot, by its id. */
function namesOf(store: Store, { named, watermarked = new Set() }: PruneOptions): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const add = (id: string, name: string): unknown => names.set(id, [...(names.get(id) ?? []), name]);
  for (const { label, snapshot } of store.pins()) add(snapshot, `pinned as ${label}`);
  for (const id of named) add(id, "named by a report");
  for (const id of watermarked) add(id, "the watermark of a source");
  return names;
}

function reasonsToKeep(
  store: Store,
  manifests: readonly Manifest[],
  keep: Retention,
  names: ReadonlyMap<string, readonly string[]>,
): Map<string, string[]> {
  const ages = reasonsOfAge(manifests, keep, store.options.now());
  return new Map(manifests.map(({ id }) => [id, [...ages.get(id)!, ...(names.get(id) ?? [])]]));
}

function isOver(store: Store, { since }: RetiredSnapshot): boolean {
  return store.options.now().getTime() - since > GRACE_MS;
}

function filesOnlyOf(manifests: readonly Manifest[], others: readonly Manifest[]): StoredFile[] {
  const elsewhere = new Set(others.flatMap(({ files }) => files.map(({ path }) => path)));
  const files = manifests.flatMap(manifest => manifest.files).filter(({ path }) => !elsewhere.has(path));
  return [...new Map(files.map(file => [file.path, file])).values()];
}

function bytesOf(files: readonly StoredFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function nameOf({ number, id }: Manifest): PrunedSnapshot {
  return { number, id };
}
