// The part of this room that needs no package, for processes that must be quick to start: it knows nothing of what a book's
// file says.
export { type ExitCode, hasErrorCode, messageOf, RiskbookError } from "./failure.js";
export { replaceFile } from "./files.js";
export { findBook } from "./find-book.js";
export { packageRoot, packageVersion } from "./package.js";
export { streamProgress } from "./progress.js";
export { systemFailure } from "./system-failure.js";
