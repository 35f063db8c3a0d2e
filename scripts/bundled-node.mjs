import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The oldest Node that riskbook runs on: it needs node:sqlite and require() of ES modules. */
const NEEDED_MAJOR = 24;

/** Says whether riskbook itself can run on this version of Node. */
export function isNodeRecentEnough(version) {
  return Number(version.split(".")[0]) >= NEEDED_MAJOR;
}

/** The Node that came with riskbook's dependencies for this platform, or undefined. */
export function bundledNode(root) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(join(realpathSync(root), "package.json")).resolve(`${name}/package.json`));
    const binary = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** What to tell somebody whose Node is too old where no Node of ours is installed. */
export function nodeAdvice(version) {
  return `riskbook needs Node ${NEEDED_MAJOR} or newer; this is Node ${version}, and no Node for ${process.platform}-${process.arch} came with the package. Install Node ${NEEDED_MAJOR} from https://nodejs.org and run again.`;
}
