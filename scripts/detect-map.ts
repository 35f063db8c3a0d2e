import { RiskbookError } from "../lib/core/index.js";
import { type Detection, detectFormats, detectionSentence, type MapFile, mapsIn, onlyMap } from "../lib/data/index.js";
import type { Context } from "./context.js";
import { mapFolders, mapOf } from "./map-of.js";

/**
 * The map that files are read by: the one that was named, or the only one that fits them all, which is said.
 * @throws RiskbookError `UNKNOWN_FORMAT`, `SEVERAL_FORMATS`
 */
export async function mapForFiles(
  files: readonly string[],
  name: string | undefined,
  context: Context,
): Promise<MapFile> {
  if (name !== undefined) return mapOf(name, context);
  const detections = await detectFormats(files, mapsIn(mapFolders(context)));
  const maps = new Set(detections.map(onlyMap));
  if (maps.size > 1) {
    throw new RiskbookError(
      "SEVERAL_FORMATS",
      `The files have several formats, so that they cannot be loaded at once. ${detections.map(detectionSentence).join(" ")}`,
      { exitCode: 2 },
    );
  }
  for (const detection of detections) context.progress.line(detectionSentence(detection));
  return [...maps][0]!;
}

/** Writes which format each file has, and why; ends with 2 where one has none or several, or cannot be read. */
export async function describeFormats(files: readonly string[], json: boolean, context: Context): Promise<void> {
  const maps = mapsIn(mapFolders(context));
  const found = [];
  for (const file of files) found.push(await detect(file, maps));
  context.write(json ? `${JSON.stringify(found)}\n` : found.map(({ sentence }) => `${sentence}\n`).join(""));
  if (found.some(({ maps }) => maps.length !== 1)) context.exit(2);
}

async function detect(file: string, maps: readonly MapFile[]): Promise<FileFormat> {
  try {
    const [detection] = await detectFormats([file], maps);
    return formatOf(detection!);
  } catch (error) {
    if (!(error instanceof RiskbookError)) throw error;
    return { file, header: [], maps: [], nearest: null, sentence: error.message };
  }
}

/** A detection as it is printed. */
interface FileFormat {
  file: string;
  header: readonly string[];
  maps: { path: string; name: string; recognisedBy: readonly string[] }[];
  nearest: { path: string; name: string; missing: readonly string[] } | null;
  sentence: string;
}

function formatOf(detection: Detection): FileFormat {
  const { path, header, fitting, nearest } = detection;
  return {
    file: path,
    header,
    maps: fitting.map(({ path, map }) => ({ path, name: map.name, recognisedBy: map.recognise })),
    nearest: nearest === null ? null : { path: nearest.map.path, name: nearest.map.map.name, missing: nearest.missing },
    sentence: detectionSentence(detection),
  };
}
