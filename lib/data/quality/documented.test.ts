import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../core/index.js";
import type { Rule } from "./rule.js";
import { QUALITY_RULES } from "./rules/index.js";

/** Words of a table's cells, whatever the width that its columns are filled up to. */
function cells(markdown: string): string[] {
  return markdown
    .split("\n")
    .filter(line => line.startsWith("| `"))
    .map(line => line.replaceAll(/\s*\|\s*/g, "|"));
}

const read = (path: string): string => readFileSync(join(packageRoot(), path), "utf8");

const rows = (row: (rule: Rule) => string[]): string[] => QUALITY_RULES.map(rule => `|${row(rule).join("|")}|`);

it("The README lists every rule with its tables and severity", () => {
  expect(cells(read("lib/data/quality/README.md")).filter(line => !line.includes(".ts"))).toEqual(
    rows(({ id, tables, severity }) => [`\`${id}\``, severity, tables.join(", ")]),
  );
});

it("The manual tells every rule with its sentence and its thresholds", () => {
  const thresholds = (rule: Rule): string =>
    Object.entries(rule.thresholds)
      .map(([name, { value, meaning }]) => `\`${name}\` ${value}: ${meaning}`)
      .join("; ");
  expect(cells(read("docs/quality.md"))).toEqual(
    rows(rule => [`\`${rule.id}\``, rule.severity, rule.sentence, thresholds(rule)]),
  );
});
