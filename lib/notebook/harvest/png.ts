import { RiskbookError } from "../../core/index.js";
import { LIMITS } from "../../document/index.js";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A PNG of a notebook's output as an SVG that carries it, in its own size in pixels.
 * @throws RiskbookError `BAD_PICTURE` where the bytes are no PNG
 */
export function pngPicture(base64: string, where: string): string {
  const bytes = Buffer.from(base64, "base64");
  const head =
    bytes.length > 24 && bytes.subarray(0, 8).equals(SIGNATURE) && bytes.toString("latin1", 12, 16) === "IHDR";
  const [width, height] = head ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : [0, 0];
  if (width < 1 || height < 1 || width > LIMITS.pixels || height > LIMITS.pixels) {
    throw new RiskbookError(
      "BAD_PICTURE",
      `${where}: the image/png output is no PNG of 1 to ${LIMITS.pixels} pixels a side.`,
    );
  }
  const source = `data:image/png;base64,${bytes.toString("base64")}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<image width="${width}" height="${height}" href="${source}"/></svg>`
  );
}
