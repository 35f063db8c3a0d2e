import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { hasErrorCode } from "../../core/index.js";
import { type Clock, later } from "./clock.js";
import type { Row } from "./state.js";

/** Who holds a claim or sends a message: one activity of one process on one machine. */
export interface Owner {
  host: string;
  pid: number;
  /** Never used again, so that an owner which lost its lease cannot be taken for a later one. */
  token: string;
}

/** How long a lease holds without a sign of life. */
export const LEASE_MS = 120_000;

/** A new owner in this process. */
export function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, token: randomUUID() };
}

/** "process 4711 on desk-1", for people. */
export function describeOwner(row: Row): string {
  return `process ${row.owner_pid} on ${row.owner_host}`;
}

/**
 * Says whether the owner in a row of `claims` or `messages` is gone: its process does not exist on this machine any more,
 * or its lease ran out (another machine, a process number that was given away again).
 */
export function ownerIsGone(row: Row, now: Date): boolean {
  if (String(row.lease_until) < now.toISOString()) return true;
  const pid = Number(row.owner_pid);
  return row.owner_host === hostname() && pid !== process.pid && !processExists(pid);
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasErrorCode(error, "ESRCH");
  }
}

/**
 * Does `work` and renews the lease meanwhile.
 * @param renew stores the new end of the lease
 */
export async function underLease<T>(
  clock: Clock,
  renew: (leaseUntil: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const heartbeat = setInterval(() => {
    try {
      renew(later(clock.now(), LEASE_MS));
    } catch {
      // the lease outlasts five renewals that fail; what keeps failing stops the work's own note of how it ended
    }
  }, LEASE_MS / 6);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
  }
}
