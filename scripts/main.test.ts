import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../lib/core/index.js";

const ENTRY = join(packageRoot(), "scripts", "riskbook.mjs");
const LIST = ["measures", "--list", "--json"];

describe("standard output", () => {
  it.skipIf(!existsSync("/dev/full"))("that cannot be written is a failure, told in a sentence", () => {
    const full = openSync("/dev/full", "w"); // a disk without space, as Linux offers it
    const { status, stderr } = spawnSync(process.execPath, [ENTRY, ...LIST], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect(stderr).toMatch(/^riskbook: standard output could not be written: ENOSPC.*\n$/);
    expect(status).toBe(1);
  });

  it("that nobody reads to its end is none", () => {
    const command = `"${process.execPath}" "${ENTRY}" ${LIST.join(" ")}; echo "ended with $?" >&2`;
    const { stderr } = spawnSync("sh", ["-c", `(${command}) | true`], { encoding: "utf8" });
    expect(stderr).toBe("ended with 0\n");
  });
});
