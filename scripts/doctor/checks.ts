import { browserCheck } from "./browser.js";
import type { Check } from "./check.js";
import { clockCheck } from "./clock.js";
import { diskCheck } from "./disk.js";
import { fontsCheck } from "./fonts.js";
import { kernelCheck } from "./kernel.js";
import { mailCheck } from "./mail.js";
import { nodeCheck } from "./node.js";
import { sourcesCheck } from "./sources.js";
import { sqliteCheck } from "./sqlite.js";
import { timeZonesCheck } from "./time-zones.js";
import { writeRightsCheck } from "./write-rights.js";

/** Every check, in the order in which they are made and printed. */
export const CHECKS: readonly Check[] = [
  nodeCheck,
  browserCheck,
  fontsCheck,
  kernelCheck,
  writeRightsCheck,
  diskCheck,
  clockCheck,
  timeZonesCheck,
  sqliteCheck,
  mailCheck,
  sourcesCheck,
];
