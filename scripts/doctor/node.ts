import { type Check, ok } from "./check.js";

const NEEDED_MAJOR = 24;

/** The Node that runs riskbook now; the launcher hands over to the one that came with it. */
export const nodeCheck: Check = {
  name: "node",
  run() {
    const { node } = process.versions;
    if (Number(node.split(".")[0]) >= NEEDED_MAJOR) return ok(`Node ${node} at ${process.execPath}`);
    return {
      status: "failed",
      detail: `Node ${node} is too old; riskbook needs ${NEEDED_MAJOR} or newer`,
      remedy: `Start it with "npx riskbook", which uses the Node it ships with, or install Node ${NEEDED_MAJOR}.`,
    };
  },
};
