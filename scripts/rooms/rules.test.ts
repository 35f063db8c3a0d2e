import { expect, test } from "vitest";
import { breach, importsOf } from "./rules.js";

function breachesOf(file: string, source: string): string[] {
  return importsOf(file, source).flatMap(found => breach(found) ?? []);
}

test("a room may import from rooms before it, through their index", () => {
  expect(breachesOf("lib/risk/var/historical.ts", 'import { rank } from "../../numeric/index.js";')).toEqual([]);
});

test("a room may not import from a room after it", () => {
  const [sentence] = breachesOf(
    "lib/risk/var.ts",
    'import { openStore } from "./x.js";\nimport { show } from "../notebook/index.js";',
  );
  expect(sentence).toContain("lib/risk/var.ts:2");
  expect(sentence).toContain("risk stands before notebook");
});

test("another room's inside is closed, but for tests", () => {
  const source = 'export type { A } from "../numeric/quantile.js";';
  expect(breachesOf("lib/risk/a.ts", source)[0]).toContain("lib/numeric/index.js");
  expect(breachesOf("lib/risk/a.test.ts", source)).toEqual([]);
});

test("lazy imports count too, and lib never imports the command line", () => {
  expect(breachesOf("lib/ops/a.ts", 'const x = await import("../../scripts/main.js");')).toHaveLength(1);
});
