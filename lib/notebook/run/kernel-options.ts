import type { KernelProcessOptions } from "../client/process.js";

/** What of a book a notebook works on; cells read it through the public functions. */
export interface RunSubject {
  /** Folder of the book. */
  book?: string | undefined;
  /** Number of the snapshot to read. */
  snapshot?: string | undefined;
  /** The window's as-of time or day. */
  asOf?: string | undefined;
  /** Folder for files that stand beside the notebook, such as large tables. */
  output?: string | undefined;
}

/** Where a notebook is run, and with what. */
export interface RunPlace {
  /** The folder in which cells work, usually the notebook's own. */
  cwd: string;
  subject?: RunSubject;
  /** Largest heap of the kernel, in mebibytes. */
  heapMb?: number;
  /** Node 24 for the kernel. */
  node?: string;
  environment?: Readonly<Record<string, string | undefined>>;
}

/** The kernel process for a run: its cells find the subject in their environment. */
export function kernelOptions(place: RunPlace): KernelProcessOptions {
  const { cwd, subject = {}, environment = process.env, node, heapMb } = place;
  return {
    cwd,
    node: node ?? process.execPath,
    ...(heapMb === undefined ? {} : { heapMb }),
    environment: {
      ...environment,
      RISKBOOK_BOOK: subject.book,
      RISKBOOK_SNAPSHOT: subject.snapshot,
      RISKBOOK_AS_OF: subject.asOf,
      RISKBOOK_OUTPUT: subject.output,
    },
  };
}
