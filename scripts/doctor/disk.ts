import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { type Check, ok } from "./check.js";

/** An ingest sorts on disk and a browser unpacks to 300 MB; below this they fail half way. */
const NEEDED_BYTES = 1_000_000_000;
const COMFORTABLE_BYTES = 5_000_000_000;

/** Free space where the book and temporary files lie. */
export const diskCheck: Check = {
  name: "disk",
  run({ book }) {
    const places = [...new Set([book?.root ?? process.cwd(), tmpdir()])].map(folder => {
      const { bavail, bsize } = statfsSync(folder);
      return { folder, free: bavail * bsize };
    });
    const detail = places.map(({ folder, free }) => `${gigabytes(free)} free at ${folder}`).join(", ");
    const least = Math.min(...places.map(place => place.free));
    if (least >= COMFORTABLE_BYTES) return ok(detail);
    const status = least < NEEDED_BYTES ? "failed" : "warning";
    return {
      status,
      detail,
      remedy: "Free some space: old runs in output may go, they can be made again from their snapshot.",
    };
  },
};

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
