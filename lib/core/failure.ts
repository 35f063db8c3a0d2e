/** How a command ends: 0 done, 1 failed, 2 wrong usage, 3 held or partial. */
export type ExitCode = 0 | 1 | 2 | 3;

/**
 * The one error class that means "tell the user and stop". Its message is a sentence a desk can act on: what was wrong,
 * with which value, where, and how to mend it. Anything else that is thrown is a defect and shows its stack.
 */
export class RiskbookError extends Error {
  override readonly name = "RiskbookError";
  /** Stable, upper-snake-case; what scripts and tests match on. */
  readonly code: string;
  readonly exitCode: ExitCode;
  /** Structured facts for `--json`, never secrets. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { exitCode?: ExitCode; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.exitCode = options.exitCode ?? 1;
    this.details = options.details ?? {};
  }
}

/** Says whether a thrown value carries a Node error code such as `ENOENT` or `EEXIST`. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** The message of anything that can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
