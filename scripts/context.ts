import type { ExitCode, Progress } from "../lib/core/index.js";

/** What a command may touch: given by the entry point, replaced in tests. */
export interface Context {
  /** Writes data to standard output, as it is. */
  write(text: string): void;
  /** Progress and messages, on standard error. */
  progress: Progress;
  cwd: string;
  environment: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Sets how the process will end; the highest code that was set wins. */
  exit(code: ExitCode): void;
}
