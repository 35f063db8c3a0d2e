import { createReadStream, createWriteStream, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { extract } from "tar-fs";
import { type Progress, RiskbookError, writeFailure } from "../../core/index.js";

/** A Chromium that was unpacked from the npm package. */
export interface UnpackedChromium {
  executable: string;
  /** Shared libraries that a bare machine lacks; goes into LD_LIBRARY_PATH. */
  libraries: string;
}

const COMPLETE = "complete.json";

/** The unpacked Chromium in a cache folder, or undefined where there is none or it was damaged. */
export function findUnpacked(cache: string): UnpackedChromium | undefined {
  const folder = join(cache, folderName());
  const executable = join(folder, "chromium");
  const mark = join(folder, COMPLETE);
  if (!existsSync(mark) || !existsSync(executable)) return undefined;
  const { bytes } = JSON.parse(readFileSync(mark, "utf8")) as { bytes: number };
  return statSync(executable).size === bytes ? { executable, libraries: join(folder, "al2023", "lib") } : undefined;
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` into a versioned folder under `cache`. The folder appears whole by a
 * rename, so that processes which do this at the same time cannot hand each other half a file; the package's own
 * `executablePath()` does.
 * @throws RiskbookError `DISK_FULL`, `NO_WRITE_RIGHT` or `WRITE_FAILED`
 */
export async function unpackChromium(cache: string, progress: Progress): Promise<UnpackedChromium> {
  const found = findUnpacked(cache);
  if (found !== undefined) return found;
  const target = join(cache, folderName());
  const temporary = `${target}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  try {
    progress.line("Unpacking the browser that prints PDFs (once, some seconds) …");
    await unpackInto(temporary);
    if (findUnpacked(cache) === undefined) await rm(target, { recursive: true, force: true });
    await rename(temporary, target).catch(error => {
      if (findUnpacked(cache) === undefined) throw error; // otherwise another process was first
    });
  } catch (error) {
    throw writeFailure(target, error);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return { executable: join(target, "chromium"), libraries: join(target, "al2023", "lib") };
}

/** Says whether the npm package holds a Chromium for this machine: it does for Linux on x86-64 only. */
export function hasPackagedChromium(): boolean {
  return process.platform === "linux" && process.arch === "x64" && existsSync(join(chromiumPackage(), "bin"));
}

async function unpackInto(folder: string): Promise<void> {
  const archives = join(chromiumPackage(), "bin");
  const executable = join(folder, "chromium");
  await mkdir(folder, { recursive: true });
  await Promise.all([
    pipeline(
      createReadStream(join(archives, "chromium.br")),
      createBrotliDecompress({ chunkSize: 1 << 20 }),
      createWriteStream(executable, { mode: 0o755, flush: true }),
    ),
    pipeline(
      createReadStream(join(archives, "al2023.tar.br")),
      createBrotliDecompress(),
      extract(join(folder, "al2023")),
    ),
  ]);
  writeFileSync(join(folder, COMPLETE), JSON.stringify({ bytes: statSync(executable).size }));
}

function folderName(): string {
  const { version } = JSON.parse(readFileSync(join(chromiumPackage(), "package.json"), "utf8")) as { version: string };
  return `chromium-${version}`;
}

function chromiumPackage(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  } catch (error) {
    throw new RiskbookError(
      "NO_CHROMIUM_PACKAGE",
      `The package @sparticuz/chromium is not installed. Run "npm ci" in the folder of package.json, or set RISKBOOK_CHROME to a Chrome or Chromium of this machine.`,
      { cause: error },
    );
  }
}
