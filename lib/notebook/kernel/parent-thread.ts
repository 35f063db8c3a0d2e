// Runs on a thread of its own, because a cell that computes for ever keeps the main thread from looking.
import { rmSync } from "node:fs";
import { workerData } from "node:worker_threads";

/** What the thread is told. */
export interface ParentThreadData {
  parent: number;
  announced: number | undefined;
  /** A folder that the parent made for this kernel and can no longer remove. */
  leftover: string | undefined;
}

const { parent, announced, leftover } = workerData as ParentThreadData;

/** How often the parent is looked for, in milliseconds. */
const INTERVAL_MS = 500;

setInterval(() => {
  if (process.ppid === parent && (announced === undefined || isAlive(announced))) return;
  if (leftover !== undefined) rmSync(leftover, { recursive: true, force: true });
  // Unlike process.exit, which in a thread ends only the thread, this ends the kernel even in the middle of a loop.
  process.kill(process.pid, "SIGKILL");
}, INTERVAL_MS);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
