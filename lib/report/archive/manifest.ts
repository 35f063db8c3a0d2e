import { sha256 } from "../../core/index.js";
import type { MissingGlyph } from "../fonts/coverage.js";
import type { Artefact } from "../run/renderer.js";

/** Everything that decides a run's bytes. Its hash names the run. */
export interface RunInputs {
  report: string;
  window: string;
  asOf: string;
  snapshot: { id: number; sha256: string } | null;
  parameters: Record<string, unknown>;
  notebook: { path: string; sha256: string };
  /** Of what `riskbook.yaml` and the report's definition say, and of templates, logos and fonts. */
  configurationSha256: string;
  definitionsVersion: string;
  riskbookVersion: string;
}

/** One artefact as the manifest states it. */
export interface ArtefactRecord {
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

/** `manifest.json`: what a run was made of, what it made, and the only place where the wall clock stands. */
export interface Manifest {
  format: 1;
  status: "done" | "failed" | "held";
  run: string;
  inputs: RunInputs;
  inputsSha256: string;
  simulated: boolean;
  artefacts: ArtefactRecord[];
  missingGlyphs: MissingGlyph[];
  /** Why it failed or was held. */
  failure?: { code: string; message: string };
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string;
  /** How long the kernel's start, each cell and the whole notebook took, in milliseconds; a held run's never began. */
  notebookMs?: { startMs: number; totalMs: number; cells: Record<string, number> };
}

/** The manifest's entry for an artefact. */
export function recordOf(artefact: Artefact): ArtefactRecord {
  return {
    name: artefact.name,
    mediaType: artefact.mediaType,
    bytes: artefact.bytes.byteLength,
    sha256: sha256(artefact.bytes),
  };
}
