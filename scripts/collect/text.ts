import type { CollectSummary, Disagreement, Unreconciled } from "../../lib/data/index.js";
import { counted } from "../counted.js";
import { summaryText } from "../ingest-text.js";

/** What a collection did, as lines for people. `feed` is what the source's feeds are called. */
export function collectText(
  { feeds, asked, resumed, failed, loads, source, disagreements }: CollectSummary,
  feed: "account" | "query",
  unreconciled: Unreconciled | null = null,
): string {
  const before = resumed === 0 ? "" : `, ${resumed} stood in the inbox from a run that had ended early`;
  const names = feed === "query" && feeds !== 1 ? `${feeds} queries` : counted(feeds, feed);
  return [
    `${source}: ${counted(asked, "page")} of ${names} fetched${before}\n`,
    ...Object.entries(failed).map(([name, reason]) => `Not had, and asked for again next time: ${name}: ${reason}\n`),
    ...(loads.length === 0 ? ["Nothing to load.\n"] : loads.map(summaryText)),
    ...disagreementLines("their round trips and those of the fills", disagreements),
    ...(unreconciled === null ? [] : unreconciledLines(unreconciled)),
  ].join("");
}

function unreconciledLines({ days, disagreements }: Unreconciled): string[] {
  if (days === 0) return ["Every account-day reconciles with the totals that PropReports states.\n"];
  return [
    `${counted(days, "account-day")} of all that is stored ${days === 1 ? "does" : "do"} not reconcile: see riskbook pnl --reconcile.\n`,
    ...disagreementLines("their totals and the fills", disagreements),
  ];
}

/** How many disagreements are told one by one. */
const TOLD = 10;

function disagreementLines(between: string, disagreements: readonly Disagreement[]): string[] {
  if (disagreements.length === 0) return [];
  const told = disagreements
    .slice(0, TOLD)
    .map(
      ({ account, date, figure, theirs, ours }) => `  ${account} ${date}: ${figure} ${theirs} there, ${ours} here\n`,
    );
  const more = disagreements.length - told.length;
  const rest = more > 0 ? [`  … and ${more} more\n`] : [];
  return [`${counted(disagreements.length, "disagreement")} between ${between}:\n`, ...told, ...rest];
}
