import { fnv1a } from "../../core/index.js";
import type { StoredFile } from "./manifest.js";

/** Into how many parts fills are split by account. Part of the store's layout: never change it. */
export const BUCKETS = 8;

/** The part that an account's fills lie in. */
export function accountBucket(account: string): number {
  return fnv1a(account) % BUCKETS;
}

/** Whether a file may have fills, or corrections of fills, of accounts in some parts; files of other tables are of all. */
export function isOfBuckets({ table, partition }: StoredFile, buckets: ReadonlySet<number>): boolean {
  if (table !== "fills" && table !== "corrections") return true;
  const bucket = /(?:^|\/)bucket=(\d+)$/.exec(partition)?.[1];
  return bucket === undefined || buckets.has(Number(bucket));
}
