import type { Command } from "commander";
import type { Context } from "../context.js";
import { register as demo } from "./demo.js";
import { register as doctor } from "./doctor.js";
import { register as ingest } from "./ingest.js";
import { register as init } from "./init.js";
import { register as measures } from "./measures.js";
import { register as notebook } from "./notebook.js";
import { register as outbox } from "./outbox.js";
import { register as pnl } from "./pnl.js";
import { register as report } from "./report.js";
import { register as schedule } from "./schedule.js";
import { register as snapshots } from "./snapshots.js";

/** Adds one command to the command line. */
export type Register = (program: Command, context: Context) => void;

/** Every command, in the order in which the help prints them. */
export const commands: readonly Register[] = [
  init,
  demo,
  ingest,
  snapshots,
  doctor,
  measures,
  notebook,
  outbox,
  pnl,
  report,
  schedule,
];
