import { basename, dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { CONNECTION_FOLDER } from "../protocol/connection.js";
import type { ParentThreadData } from "./parent-thread.js";

/**
 * Ends this process as soon as the one that started it is gone, also when that was killed and could not say goodbye.
 * @param parent the process id of the parent at start
 * @param announced the process that Jupyter names in `JPY_PARENT_PID`, where it does
 * @param connectionFile removed with its folder when that is one of our client's, which cleans up otherwise
 */
export function watchParent(parent: number, announced: string | undefined, connectionFile: string): void {
  const pid = Number(announced);
  const folder = dirname(connectionFile);
  const data: ParentThreadData = {
    parent,
    announced: Number.isInteger(pid) && pid > 1 ? pid : undefined,
    leftover: basename(folder).startsWith(CONNECTION_FOLDER) ? folder : undefined,
  };
  const thread = new Worker(new URL("./parent-thread.js", import.meta.url), {
    workerData: data,
    stdout: true,
    stderr: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  thread.unref();
}
