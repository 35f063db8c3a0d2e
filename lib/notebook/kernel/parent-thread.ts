// Runs on a thread of its own, because a cell that computes for ever keeps the main thread from looking.
import { workerData } from "node:worker_threads";

const { parent, announced } = workerData as { parent: number; announced: number | undefined };

/** How often the parent is looked for, in milliseconds. */
const INTERVAL_MS = 500;

setInterval(() => {
  // Unlike process.exit, which in a thread ends only the thread, this ends the kernel even in the middle of a loop.
  if (process.ppid !== parent || (announced !== undefined && !isAlive(announced))) process.kill(process.pid, "SIGKILL");
}, INTERVAL_MS);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
