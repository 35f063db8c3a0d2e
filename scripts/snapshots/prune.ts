import { dirname, join, resolve } from "node:path";
import { findBook, openBook, RiskbookError, usualRetention } from "../../lib/core/index.js";
import {
  type PrunedSnapshot,
  type PrunePlan,
  planPrune,
  pruneStore,
  type Retention,
  watermarkedSnapshots,
} from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { counted } from "../counted.js";
import { storeOf } from "../store-of.js";
import { archivedSnapshots } from "./archived.js";
import type { AddVerb, StoreFlags } from "./verb.js";

interface Flags extends StoreFlags {
  keep?: string;
  output?: string;
  dryRun?: boolean;
}

/** `riskbook snapshots prune`: removes old snapshots that nothing needs. */
export function registerPrune(add: AddVerb, context: Context): void {
  add("prune", "remove old snapshots, except the newest, pinned ones and those that reports or sources need")
    .option("--keep <count>", "what stays: the newest 20, or with 90d those of the last 90 days; else as the book says")
    .option("--output <folder>", "the archive of reports, where it is not the book's")
    .option("--dry-run", "only say what would go")
    .action((flags: Flags) => {
      const store = storeOf(flags.store, context);
      const keep = flags.keep === undefined ? retentionOfBook(context) : retentionOf(flags.keep);
      const options = {
        keep,
        named: archivedSnapshots(archiveOf(flags.output, context)),
        watermarked: watermarkedSnapshots(join(dirname(store.layout.root), "inbox")),
      };
      if (flags.keep === undefined) context.progress.line(retentionText(keep));
      const plan = flags.dryRun ? planPrune(store, options) : pruneStore(store, options);
      context.write(flags.json ? `${JSON.stringify(plan)}\n` : planText(plan, flags.dryRun ? WOULD : DID));
    });
}

function retentionOf(text: string): Retention {
  const [, digits, unit] = /^(\d{1,6})(d?)$/.exec(text) ?? [];
  const count = Number(digits);
  if (!(count >= 1)) {
    throw new RiskbookError(
      "USAGE",
      `--keep was "${text}"; expected a number of snapshots such as 20, or days as 90d.`,
      {
        exitCode: 2,
      },
    );
  }
  return unit === "d" ? { days: count } : { snapshots: count };
}

function retentionOfBook(context: Context): Retention {
  if (findBook(context.cwd) === undefined) return usualRetention();
  const { retention, timeZone } = openBook(context.cwd).config;
  return { ...retention, timeZone };
}

function retentionText(keep: Retention): string {
  if (!("days" in keep)) return "";
  const ends = keep.months ? `, and the last one of ${counted(keep.months, "month")}` : "";
  return `Keeping the snapshots of ${counted(keep.days, "day")}${ends}, as retention in riskbook.yaml says or leaves it.`;
}

function archiveOf(output: string | undefined, context: Context): string {
  if (output !== undefined) return resolve(context.cwd, output);
  if (findBook(context.cwd) !== undefined) return openBook(context.cwd).output;
  throw new RiskbookError(
    "USAGE",
    "prune keeps the snapshots that reports were made from, and there is no book here that has any. Name the folder of the reports with --output.",
    { exitCode: 2 },
  );
}

const DID = { revive: "Brought back", retire: "Retired", remove: "Removed" } as const;
const WOULD = { revive: "Would bring back", retire: "Would retire", remove: "Would remove" } as const;

function planText(plan: PrunePlan, verbs: typeof DID | typeof WOULD): string {
  const { kept, retired, revived, removed, files, bytes, bytesLater } = plan;
  const lines = [
    ...(revived.length > 0
      ? [`${verbs.revive}: ${numbers(revived)}, which a pin, a report or a source names now`]
      : []),
    ...(retired.length > 0 ? [`${verbs.retire}: ${numbers(retired)}; whoever has one open reads on for a day`] : []),
    ...(removed.length > 0 ? [`${verbs.remove}: ${numbers(removed)} with ${files} files, ${megabytes(bytes)}`] : []),
    ...(revived.length + retired.length + removed.length === 0 ? ["Nothing to prune."] : []),
    ...(bytesLater > 0 ? [`A prune in a day can free ${megabytes(bytesLater)}.`] : []),
    ...kept
      .filter(({ reasons }) => reasons.join() !== "recent")
      .map(({ number, reasons }) => `Snapshot ${number} stays: ${reasons.join(", ")}`),
  ];
  return `${lines.join("\n")}\n`;
}

function numbers(snapshots: readonly PrunedSnapshot[]): string {
  return `snapshot${snapshots.length === 1 ? "" : "s"} ${snapshots.map(({ number }) => number).join(", ")}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
