import { statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../lib/core/index.js";
import { type Check, ok } from "./check.js";

const DAY_MS = 86_400_000;

/** The clock: later than the day this copy of riskbook was made, and not decades ahead. Schedules run by it. */
export const clockCheck: Check = {
  name: "clock",
  run({ context }) {
    const now = context.now();
    const installed = statSync(join(packageRoot(), "package.json")).mtime;
    const year = now.getUTCFullYear();
    if (now.getTime() > installed.getTime() - DAY_MS && year >= 2026 && year <= 2060) return ok(now.toISOString());
    return {
      status: "failed",
      detail: `it says ${now.toISOString()}; riskbook was installed ${installed.toISOString()}`,
      remedy: "Set the machine's clock, for example with timedatectl set-ntp true.",
    };
  },
};
