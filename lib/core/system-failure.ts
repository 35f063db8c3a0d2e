import { RiskbookError } from "./failure.js";

/**
 * The sentence for what the machine refused: an error of a system call on a file that is no defect of ours and that
 * nothing nearer to it has told.
 * @returns undefined for every other error
 */
export function systemFailure(error: unknown): RiskbookError | undefined {
  if (!(error instanceof Error && "code" in error && "path" in error)) return undefined;
  const { code, path } = error;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return failure("NO_RIGHT", `You have no right to use ${path}. Give this user the right to it.`, error);
    case "EROFS":
      return failure("NO_RIGHT", `${path} lies on a disk that cannot be written to. Choose another folder.`, error);
    case "ENOSPC":
    case "EDQUOT":
      return failure("DISK_FULL", `There is no space left to write ${path}. Free some space and run again.`, error);
    case "ENOTDIR":
      return failure("NO_FOLDER", `${path} needs a folder where a file is. Move the file away.`, error);
    case "EIO":
      return failure("DISK_FAILED", `The disk failed at ${path}. Check it, and restore the file from a backup.`, error);
    default:
      return undefined;
  }
}

function failure(code: string, sentence: string, cause: Error): RiskbookError {
  return new RiskbookError(code, sentence, { cause });
}
