import { formatValue } from "../../document/index.js";
import type { Artefact } from "../run/renderer.js";

/** Most servers take 20 to 25 MB; base64 makes three bytes four. */
const MOST_BYTES = 14_000_000;

/** What a mail carries, and what it says of that. */
export interface Attachments {
  attached: Artefact[];
  /** Sentences for the foot: what is attached, and what was too large. */
  lines: string[];
  /** Where a reader finds what the mail leaves out, as half a sentence. */
  fullVersion: string;
}

/** Takes as many files as a mail server takes, the first ones first. */
export function chooseAttachments(artefacts: readonly Artefact[]): Attachments {
  let room = MOST_BYTES;
  const attached = artefacts.filter(({ bytes }) => {
    if (bytes.length > room) return false;
    room -= bytes.length;
    return true;
  });
  const left = artefacts.filter(artefact => !attached.includes(artefact));
  return {
    attached,
    lines: [
      ...(attached.length === 0 ? [] : [`Attached: ${attached.map(artefact => artefact.name).join(", ")}.`]),
      ...(left.length === 0
        ? []
        : [`Too large to attach, kept in the report’s folder: ${left.map(sized).join(", ")}.`]),
    ],
    fullVersion: fullVersion(attached),
  };
}

function sized({ name, bytes }: Artefact): string {
  return `${name} (${formatValue(bytes.length / 1e6, { kind: "number", digits: 1 })} MB)`;
}

function fullVersion(attached: readonly Artefact[]): string {
  if (attached.some(artefact => artefact.name.endsWith(".xlsx"))) return "the attached workbook has all";
  if (attached.some(artefact => artefact.name.endsWith(".pdf"))) return "the attached PDF has more";
  return "the report in its folder has all";
}
