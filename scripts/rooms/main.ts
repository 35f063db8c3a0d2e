import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../lib/core/index.js";
import { breach, importsOf } from "./rules.js";

const root = packageRoot();
const files = globSync(["lib/**/*.ts", "scripts/**/*.ts", "reports/**/*.ts"], { cwd: root }).sort();
const breaches = files
  .map(file => file.replaceAll("\\", "/"))
  .flatMap(file => importsOf(file, readFileSync(join(root, file), "utf8")))
  .flatMap(found => breach(found) ?? []);

for (const sentence of breaches) process.stderr.write(`${sentence}\n`);
process.stderr.write(`room rules: ${files.length} files, ${breaches.length} breaches\n`);
process.exitCode = breaches.length === 0 ? 0 : 1;
