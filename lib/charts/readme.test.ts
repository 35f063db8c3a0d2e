import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../core/index.js";

it.each(["document", "charts"])("the example in the README of %s runs and gives what it says", async room => {
  const readme = await readFile(join(packageRoot(), "lib", room, "README.md"), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const folder = await mkdtemp(join(tmpdir(), "riskbook-readme-"));
  try {
    const path = join(folder, "example.ts");
    const recorded = example
      .replace(/"\.\.\/(\w+)\/index\.js"/, `"${packageRoot()}/lib/$1/index.ts"`)
      .replace(/^(\S.*);[ ]*\/\/ (".*")$/gm, "said.push([$1, $2]);");
    await writeFile(path, `export const said: unknown[][] = [];\n${recorded}`);
    const { said } = (await import(path)) as { said: [unknown, unknown][] };
    expect(said.length).toBeGreaterThan(1);
    for (const [value, expected] of said) expect(value).toBe(expected);
  } finally {
    await rm(folder, { recursive: true });
  }
});
