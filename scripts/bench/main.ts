// npm run bench [-- NAME … [--OPTION …]]: every benchmark, or those named, each in a process of its own so that none warms
// another. Options go to the benchmarks.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { basename, join } from "node:path";

const folder = import.meta.dirname;
const all = globSync("*.js", { cwd: folder })
  .map(file => basename(file, ".js"))
  .filter(name => name !== "main")
  .sort();
const words = process.argv.slice(2);
const firstOption = words.findIndex(word => word.startsWith("--"));
const wanted = firstOption < 0 ? words : words.slice(0, firstOption);
const options = firstOption < 0 ? [] : words.slice(firstOption);
const unknown = wanted.filter(name => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark "${unknown.join('", "')}"; there are ${all.join(", ")}.\n`);
  process.exit(2);
}

for (const name of wanted.length > 0 ? wanted : all) {
  process.stderr.write(`── ${name}\n`);
  const { status } = spawnSync(process.execPath, ["--expose-gc", join(folder, `${name}.js`), ...options], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}
