#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: cron often finds an older one. It hands over to the Node that
// riskbook ships with, and only then loads riskbook itself.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledNode, isNodeRecentEnough, nodeAdvice } from "./bundled-node.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const entry = join(root, "dist", "scripts", "main.js");

if (!isNodeRecentEnough(process.versions.node)) {
  const node = bundledNode(root);
  if (node === undefined) {
    console.error(nodeAdvice(process.versions.node));
    process.exit(1);
  }
  const child = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  if (child.signal) process.kill(process.pid, child.signal);
  process.exit(child.status ?? 1);
}
if (!existsSync(entry)) {
  console.error(
    `riskbook is not built yet: ${entry} is missing. Run "npm start" (or "npm run build") in ${root} first.`,
  );
  process.exit(1);
}
const { main } = await import(new URL(`../dist/scripts/main.js`, import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
