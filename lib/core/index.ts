export { BOOK_FILE, type Book, type BookConfig, findBook, openBook } from "./book.js";
export { canonicalJson, sha256 } from "./canonical.js";
export { addDays, dayNumber, fromDayNumber, type IsoDate, isIsoDate, isTimeZone, utcDate } from "./dates.js";
export { type ExitCode, hasErrorCode, messageOf, RiskbookError } from "./failure.js";
export { replaceFile, syncFolder, writeFailure, writeNewFile } from "./files.js";
export { createBook, type NewBook, type NewFile } from "./new-book.js";
export { packageRoot, packageVersion } from "./package.js";
export { type Progress, silentProgress, streamProgress } from "./progress.js";
export { fnv1a, type RandomStream, randomStream } from "./random.js";
