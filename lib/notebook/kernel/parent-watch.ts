import { Worker } from "node:worker_threads";

/**
 * Ends this process as soon as the one that started it is gone, also when that was killed and could not say goodbye.
 * @param parent the process id of the parent at start
 * @param announced the process that Jupyter names in `JPY_PARENT_PID`, where it does
 */
export function watchParent(parent: number, announced: string | undefined): void {
  const pid = Number(announced);
  const thread = new Worker(new URL("./parent-thread.js", import.meta.url), {
    workerData: { parent, announced: Number.isInteger(pid) && pid > 1 ? pid : undefined },
    stdout: true,
    stderr: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  thread.unref();
}
