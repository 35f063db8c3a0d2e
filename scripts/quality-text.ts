import type { Quality, QualityCheck } from "../lib/data/index.js";
import { counted } from "./counted.js";
import { textTable } from "./text-table.js";

/** Findings of each rule that are printed unless all are asked for. */
const MOST_FINDINGS = 5;

/** Verdicts as a table for people, then every finding's sentence, and what was not checked. */
export function qualityText(quality: Quality, { all = false }: { all?: boolean } = {}): string {
  const found = quality.checks.filter(({ outcome }) => outcome === "hold" || outcome === "warn");
  const parts = [
    verdicts(quality),
    ...[...found].sort((a, b) => a.outcome.localeCompare(b.outcome)).map(check => findings(check, all)),
    notChecked(quality.checks),
    changed(quality.checks),
    `As of ${quality.asOf}, snapshot ${quality.snapshot.number} (${quality.snapshot.id.slice(0, 12)}), calendar ${quality.calendar}. Findings from ${quality.holdFrom} on can hold a table; older ones warn.\n`,
  ];
  return parts.filter(part => part !== "").join("\n");
}

function verdicts({ tables }: Quality): string {
  const judged = tables.filter(({ verdict }) => verdict !== null);
  const empty = tables.filter(({ verdict, rows }) => verdict === null && rows === 0).map(({ table }) => table);
  const unjudged = tables.filter(({ verdict, rows }) => verdict === null && rows > 0);
  const rows = judged.map(({ table, verdict, rows, checked, findings }) => [
    table,
    verdict ?? "",
    ...[rows, checked, findings].map(count => count.toLocaleString("en-US")),
  ]);
  const table = judged.length === 0 ? "" : `${textTable(["Table", "Verdict", "Rows", "Rules", "Findings"], rows, 2)}\n`;
  const rest = unjudged.map(({ table, reason }) => `${table}: ${reason}.\n`).join("");
  return `${table}${rest}${empty.length === 0 ? "" : `Nothing to judge, no rows: ${empty.join(", ")}.\n`}`;
}

function findings({ outcome, rule, table, severity, sentence, count, findings }: QualityCheck, all: boolean): string {
  const old = severity === "hold" && outcome === "warn" ? "; all of them old" : "";
  const shown = all ? findings : findings.slice(0, MOST_FINDINGS);
  const lines = shown.map(finding => `  ${finding.sentence}\n`).join("");
  const rest = count - shown.length;
  const more =
    rest === 0 ? "" : `  … and ${rest.toLocaleString("en-US")} more${all ? " older ones" : "; --all prints them"}.\n`;
  return `${outcome}  ${table}  ${rule}: ${counted(count, "finding")}${old}. Expected: ${sentence}\n${lines}${more}`;
}

function notChecked(checks: readonly QualityCheck[]): string {
  const reasons = new Map<string, string[]>();
  for (const { outcome, rule, table, reason } of checks) {
    if (outcome !== "not checked") continue;
    reasons.set(reason!, [...(reasons.get(reason!) ?? []), `${rule} (${table})`]);
  }
  const lines = [...reasons].map(([reason, rules]) => `  ${rules.join(", ")}: ${reason}\n`);
  return lines.length === 0 ? "" : `Not checked:\n${lines.join("")}`;
}

function changed(checks: readonly QualityCheck[]): string {
  const rules = new Map(checks.map(({ rule, changed }) => [rule, changed]));
  const lines = [...rules]
    .filter(([, said]) => said.length > 0)
    .map(([rule, said]) => `  ${rule}: ${said.join(", ")}\n`);
  return lines.length === 0 ? "" : `Set otherwise in riskbook.yaml:\n${lines.join("")}`;
}
