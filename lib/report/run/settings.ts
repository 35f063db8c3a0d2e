import type { Book, IsoDate, Progress } from "../../core/index.js";
import type { runNotebook } from "../../notebook/index.js";
import type { Renderer } from "./renderer.js";

/** What a run works on and with. */
export interface RunSettings {
  book: Book;
  /** Values as typed: `-p name=value`. */
  parameters?: Readonly<Record<string, string>>;
  /** The window: a day of the firm. */
  asOf: IsoDate;
  /** The snapshot that every figure comes from; null for a report that reads no store. */
  snapshot: { id: number; sha256: string } | null;
  /** The session that feeds must reach, where it is after the window; the window's unless given. */
  dueDay?: IsoDate | undefined;
  /** `ignore` makes the report whatever its data is like, for one that is only compared. */
  requirements?: "ignore";
  definitionsVersion: string;
  /** At least one for each output that the definition asks for. */
  renderers: readonly Renderer[];
  /** The wall clock; it is written to the manifest and nowhere else. */
  now(): Date;
  progress: Progress;
  environment: Readonly<Record<string, string | undefined>>;
  /** Instead of the book's `output`. */
  output?: string | undefined;
  /** Cancels the notebook. */
  signal?: AbortSignal | undefined;
  /** Runs the notebook; the kernel of this machine unless given. */
  runNotebook?: typeof runNotebook;
}
