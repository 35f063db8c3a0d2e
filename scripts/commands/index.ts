import type { Command } from "commander";
import type { Context } from "../context.js";

/** Adds one command to the command line. */
export type Register = (program: Command, context: Context) => void;

/** Every command by its name, in the order in which the help prints them. */
const commands: Readonly<Record<string, () => Promise<{ register: Register }>>> = {
  attribution: () => import("./attribution.js"),
  init: () => import("./init.js"),
  demo: () => import("./demo.js"),
  ingest: () => import("./ingest.js"),
  collect: () => import("./collect.js"),
  snapshots: () => import("./snapshots.js"),
  doctor: () => import("./doctor.js"),
  limits: () => import("./limits.js"),
  measures: () => import("./measures.js"),
  notebook: () => import("./notebook.js"),
  options: () => import("./options.js"),
  outbox: () => import("./outbox.js"),
  pnl: () => import("./pnl.js"),
  portfolio: () => import("./portfolio.js"),
  quality: () => import("./quality.js"),
  report: () => import("./report.js"),
  restate: () => import("./restate.js"),
  schedule: () => import("./schedule.js"),
  stress: () => import("./stress.js"),
  trades: () => import("./trades.js"),
  var: () => import("./var.js"),
  volatility: () => import("./volatility.js"),
};

/**
 * Loads the commands that a command line names, or all of them for the help. A command brings the rooms that it works
 * with, and none should wait for those of the others.
 */
export async function loadCommands(argv: readonly string[]): Promise<Register[]> {
  const all = Object.keys(commands);
  const named = all.filter(name => argv.includes(name));
  const loaded = await Promise.all((named.length > 0 ? named : all).map(name => commands[name]!()));
  return loaded.map(({ register }) => register);
}
