#!/usr/bin/env node
// Everything a fresh clone needs before its first command, in plain JavaScript that any Node from 20.19 can start:
// dependencies, build, browser, kernel, demo firm. What is done already is skipped. Progress goes to standard error.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledNode, isNodeRecentEnough, nodeAdvice } from "./bundled-node.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules", ".cache", "riskbook");
const stampFile = join(cache, "setup.json");
const started = Date.now();

/** What each `npm` script does once its steps are done: the arguments of a Node 24 process. */
const jobs = {
  start: {
    steps: ["dependencies", "build", "browser", "kernel", "demo"],
    run: [["scripts/riskbook.mjs", "report", "run", "daily-risk"]],
    closing: "here is the demo firm's report: open the .html in a browser, or the .pdf, .xlsx and .eml beside it",
  },
  test: { steps: ["dependencies", "build", "browser", "kernel", "demo"], run: [vitest()] },
  check: {
    steps: ["dependencies", "build"],
    run: [
      ["node_modules/@biomejs/biome/bin/biome", "check", "."],
      ["dist/scripts/rooms/main.js"],
      ["scripts/riskbook.mjs", "notebook", "check"],
      ["scripts/riskbook.mjs", "notebook", "strip", "--check"],
    ],
  },
  lint: {
    steps: ["dependencies", "build"],
    run: [["node_modules/@biomejs/biome/bin/biome", "lint", "."], ["dist/scripts/rooms/main.js"]],
  },
  build: { steps: ["dependencies", "build"], run: [] },
  bench: { steps: ["dependencies", "build", "browser", "kernel", "demo"], run: [["dist/scripts/bench/main.js"]] },
};

const steps = {
  dependencies: {
    doing: "installing dependencies from the lock file",
    fingerprint: () => digest(["package.json", "package-lock.json"].map(read).concat(process.platform, process.arch)),
    run: () => npm("ci", "--loglevel=error", "--no-audit", "--no-fund"),
    remedy: "The npm registry must be reachable (see `npm config get registry`); then run the same command again.",
  },
  build: {
    doing: "building",
    fingerprint: () => digest([read("tsconfig.json"), ...sourceTimes()]),
    run: () => node("node_modules/typescript/bin/tsc", "-p", "."),
    remedy: "The messages above name the file and line.",
  },
  browser: {
    doing: "unpacking the browser that prints PDFs",
    fingerprint: () => read("node_modules/@sparticuz/chromium/package.json"),
    run: () => node("scripts/riskbook.mjs", "doctor", "--only", "browser"),
    remedy:
      "Without it there is no PDF. On other machines than x64 Linux install Chrome or Chromium and set RISKBOOK_CHROME to its path.",
  },
  kernel: {
    doing: "registering the notebook kernel for Jupyter and VS Code",
    fingerprint: () => `${root} ${nodeBinary()}`,
    run: () => node("scripts/riskbook.mjs", "notebook", "kernel", "--install"),
    remedy: "Your home folder must be writable for a kernel spec; reports run without it.",
    optional: true,
  },
  demo: {
    doing: "making the demo firm (two years of fills, driven by real S&P 500 days)",
    fingerprint: () =>
      `${read("package-lock.json").length} ${existsSync(join(root, "data", "store", "manifests"))} ${digest(demoSources())}`,
    run: () => node("scripts/riskbook.mjs", "demo"),
    remedy: "The folder `data` must be writable, with about 200 MB free.",
  },
};

function vitest() {
  return [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(cache, "tests.json")}`,
  ];
}

function main([job, ...rest]) {
  if (!(job in jobs)) fail(`"${job}" is not a job; choose one of ${Object.keys(jobs).join(", ")}.`, 2);
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(
      `Setting up needs Node 20.19 or newer; this is Node ${process.versions.node}. Install one from https://nodejs.org.`,
    );
  for (const name of jobs[job].steps) prepare(name);
  say(`set up in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  jobs[job].run.forEach((command, index, all) => {
    const status = node(...command, ...(index === all.length - 1 ? rest : []));
    if (status !== 0) process.exit(status);
  });
  if (jobs[job].closing !== undefined) say(jobs[job].closing);
}

/** Runs one step unless it was done for the same inputs before. */
function prepare(name) {
  const step = steps[name];
  if (stamps()[name] === safely(step.fingerprint)) return;
  const begun = Date.now();
  say(`${step.doing} …`);
  const status = step.run();
  if (status !== 0 && !step.optional) fail(`${step.doing} failed. ${step.remedy}`);
  if (status !== 0) return say(`${step.doing} did not work; going on without. ${step.remedy}`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ ...stamps(), [name]: step.fingerprint() }, null, 2));
  say(`${step.doing}: done in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

function stamps() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
}

function nodeBinary() {
  return (
    bundledNode(root) ??
    (isNodeRecentEnough(process.versions.node) ? process.execPath : fail(nodeAdvice(process.versions.node)))
  );
}

/** Runs a script of this project on Node 24; data it prints goes to standard output as it is. */
function node(...args) {
  return spawnSync(nodeBinary(), args, { cwd: root, stdio: "inherit" }).status ?? 1;
}

/** Runs the npm that started us, or the one on the PATH. */
function npm(...args) {
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith("js") ? [process.execPath, [script]] : ["npm", []];
  const result = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  return result.status ?? 1;
}

function read(path) {
  return readFileSync(join(root, path), "utf8");
}

function digest(parts) {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}

function sourceTimes(folders = ["lib", "scripts", "reports", "templates"]) {
  const built = existsSync(join(root, "dist", "scripts", "main.js"));
  const files = folders.flatMap(folder => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }));
  return [
    built,
    ...files
      .filter(file => file.isFile())
      .map(file => join(file.parentPath ?? file.path, file.name))
      .sort()
      .map(path => `${path} ${statSync(path).mtimeMs}`),
  ];
}

function demoSources() {
  return sourceTimes(["lib/data"]);
}

function safely(fingerprint) {
  try {
    return fingerprint();
  } catch {
    return undefined; // something the step reads is missing: the step was not done
  }
}

function say(text) {
  process.stderr.write(`riskbook set-up: ${text}\n`);
}

function fail(text, code = 1) {
  say(text);
  process.exit(code);
}

main(process.argv.slice(2));
