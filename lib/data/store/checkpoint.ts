/**
 * The moments of a publication at which a crash is worth trying, in order. Each is passed just before what it names is
 * done; `published` and `cleaned` come after the new snapshot stands.
 */
export const CHECKPOINTS = [
  "write-file",
  "sync-file",
  "rename-file",
  "sync-folders",
  "write-manifest",
  "sync-manifest",
  "link-manifest",
  "sync-manifests",
  "published",
  "cleaned",
] as const;

/** The same of a prune: each is passed just before what it names is done. */
export const PRUNE_CHECKPOINTS = [
  "stamp-manifest",
  "retire-manifest",
  "sync-retired",
  "expire-manifest",
  "remove-files",
  "forget-manifest",
] as const;

/** The same of a copy. */
export const COPY_CHECKPOINTS = ["copy-file", "place-file", "copy-manifest", "copy-pins"] as const;

export type Checkpoint =
  | (typeof CHECKPOINTS)[number]
  | (typeof PRUNE_CHECKPOINTS)[number]
  | (typeof COPY_CHECKPOINTS)[number];

/** Called at every checkpoint; tests kill the process in it. */
export type OnCheckpoint = (checkpoint: Checkpoint) => void;

/**
 * A callback that really kills this process at a checkpoint, given as `link-manifest` or, for the third time it is passed,
 * `link-manifest:3`; undefined when nothing is asked for. Only the command line and tests use it.
 */
export function crashAt<Step extends string = Checkpoint>(
  request: string | undefined,
): ((step: Step) => void) | undefined {
  if (!request) return undefined;
  const [name, times = "1"] = request.split(":");
  let left = Number(times);
  return checkpoint => {
    if (checkpoint === name && --left === 0) process.kill(process.pid, "SIGKILL");
  };
}
