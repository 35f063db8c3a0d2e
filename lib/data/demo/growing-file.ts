import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncFolder, writeFailure } from "../../core/index.js";

/** A file of the demo as it was written. */
export interface WrittenFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** A CSV file that is written piece by piece, because it is too large for one text. It has its name only once it is whole. */
export class GrowingFile {
  readonly #path: string;
  readonly #unfinished: string;
  readonly #name: string;
  readonly #handle: number;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #rows = 0;

  /** @throws RiskbookError `DISK_FULL` or `NO_WRITE_RIGHT`, as all that is done with it */
  constructor(folder: string, name: string, header: string) {
    this.#name = name;
    this.#path = join(folder, name);
    this.#unfinished = join(folder, `.${name}.unfinished`);
    try {
      this.#handle = openSync(this.#unfinished, "w");
    } catch (error) {
      throw writeFailure(this.#path, error);
    }
    this.#write(`${header}\n`);
  }

  append(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#write(`${lines.join("\n")}\n`);
    this.#rows += lines.length;
  }

  /** Syncs the file and gives it its name. */
  finish(): WrittenFile {
    try {
      fsyncSync(this.#handle);
      closeSync(this.#handle);
      renameSync(this.#unfinished, this.#path);
      syncFolder(dirname(this.#path));
    } catch (error) {
      throw writeFailure(this.#path, error);
    }
    return { name: this.#name, rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  #write(text: string): void {
    const bytes = Buffer.from(text, "utf8");
    try {
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(this.#handle, bytes, offset);
    } catch (error) {
      closeSync(this.#handle);
      rmSync(this.#unfinished, { force: true });
      throw writeFailure(this.#path, error);
    }
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }
}
