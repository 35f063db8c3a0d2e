/** The moments of a collection at which a crash is worth trying; each is passed just before what it names is done. */
export const COLLECT_STEPS = [
  "begin-run",
  "land-page",
  "note-page",
  "load-dataset",
  "move-watermark",
  "end-run",
] as const;
export type CollectStep = (typeof COLLECT_STEPS)[number];
