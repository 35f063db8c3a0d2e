import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../core/index.js";

it("the example in this room's README runs and gives what it says", async () => {
  const readme = readFileSync(join(packageRoot(), "lib", "notebook", "README.md"), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const folder = mkdtempSync(join(tmpdir(), "riskbook-readme-"));
  try {
    const path = join(folder, "example.ts");
    const recorded = example
      .replace('"./lib/notebook/index.js"', `"${packageRoot()}/lib/notebook/index.ts"`)
      .replace(/^(\S.*); \/\/ (.*)$/gm, "said.push([$1, $2]);");
    writeFileSync(path, `export const said: unknown[][] = [];\n${recorded}`);
    const { said } = (await import(path)) as { said: [unknown, unknown][] };
    expect(said).toHaveLength(3);
    for (const [value, expected] of said) expect(value).toBe(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
