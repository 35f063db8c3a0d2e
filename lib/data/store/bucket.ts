import { fnv1a } from "../../core/index.js";

/** Into how many parts fills are split by account. Part of the store's layout: never change it. */
export const BUCKETS = 8;

/** The part that an account's fills lie in. */
export function accountBucket(account: string): number {
  return fnv1a(account) % BUCKETS;
}
