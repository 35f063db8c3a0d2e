#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: cron often finds an older one. It hands over to the Node that
// riskbook ships with, and only then loads riskbook itself.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledNode, isNodeRecentEnough, nodeAdvice } from "./bundled-node.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const entry = new URL("../dist/scripts/main.js", import.meta.url);

if (isNodeRecentEnough(process.versions.node)) await run();
else handOver();

async function run() {
  if (!existsSync(entry)) {
    console.error(
      `riskbook is not built yet: ${fileURLToPath(entry)} is missing. Run "npm start" or "npm run build" in ${root} first.`,
    );
    process.exit(1);
  }
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
}

/** Runs this same file on the bundled Node, passing signals down and the exit status up. */
function handOver() {
  const node = bundledNode(root);
  if (node === undefined) {
    console.error(nodeAdvice(process.versions.node));
    process.exit(1);
  }
  const child = spawn(node, [join(root, "scripts", "riskbook.mjs"), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}
