import type { IngestSummary } from "../lib/data/index.js";
import { counted } from "./counted.js";

/** What an ingest did, as lines for people. */
export function summaryText(summary: IngestSummary): string {
  const { read, loaded, alreadyKnown, rejected } = summary;
  const lines = [
    `${summary.table}: ${read} read = ${loaded} loaded + ${alreadyKnown} already known + ${rejected} rejected`,
    ...(summary.replaced > 0 ? [`${summary.replaced} of them replace an earlier row of the same key`] : []),
    ...((summary.withdrawn ?? 0) > 0 ? [`${counted(summary.withdrawn!, "stored row")} taken back by the source`] : []),
    ...correctionLines(summary),
    ...passedOverLines(summary),
    ...(summary.addedAccounts > 0 ? [`${counted(summary.addedAccounts, "new account")}, without a capital base`] : []),
    ...(summary.addedInstruments > 0 ? [counted(summary.addedInstruments, "new instrument")] : []),
    ...summary.firstRejects.map(sentence => `  ${sentence}`),
    ...(rejected > summary.firstRejects.length ? [`  … and ${rejected - summary.firstRejects.length} more`] : []),
    ...(summary.rejectsFile === null ? [] : [`All rejected rows: ${summary.rejectsFile}`]),
    ...summary.held.map(
      ({ account, date, disagreements }) =>
        `Held: account ${account} on ${date} (${disagreements} disagreements). Someone has to decide.`,
    ),
    summary.snapshot === null
      ? "Nothing changed: no new snapshot."
      : `Snapshot ${summary.snapshot.number} (${summary.snapshot.id.slice(0, 12)})`,
  ];
  return `${lines.join("\n")}\n`;
}

function passedOverLines({ table, passedOver, passedOverBy = {} }: IngestSummary): string[] {
  if (passedOver === 0) return [];
  if (table === "fills") return [`${passedOver} other rows are no executions by the map`];
  const words = Object.entries(passedOverBy).map(([word, rows]) => `${rows} ${word}`);
  return [`${counted(passedOver, "row")} passed over: ${words.join("; ")}`];
}

function correctionLines({ corrected, firstCorrections }: IngestSummary): string[] {
  if (corrected === 0) return [];
  return [
    corrected === 1 ? "1 of them corrects a stored fill" : `${corrected} of them correct stored fills`,
    ...firstCorrections.map(
      ({ account, date, fill, change }) =>
        `  account ${account} on ${date}, fill ${fill === null ? "without id" : `"${fill}"`}: ${change}`,
    ),
    ...(corrected > firstCorrections.length ? [`  … and ${corrected - firstCorrections.length} more`] : []),
  ];
}
