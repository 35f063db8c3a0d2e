import { Command } from "commander";
import { silentProgress } from "../lib/core/index.js";
import type { Register } from "./commands/index.js";
import type { Context } from "./context.js";

/** What a command wrote, and how it ended. */
export interface CommandRun {
  readonly written: string;
  readonly exitCode: number;
}

/**
 * Runs one command in this process, for tests.
 * @param folder where it is typed; @param words what is typed, the command's name first
 * @param now what its clock says
 */
export async function runCommand(
  register: Register,
  folder: string,
  words: readonly string[],
  now: Date = new Date("2024-06-01T00:00:00Z"),
): Promise<CommandRun> {
  let [written, exitCode] = ["", 0];
  const context: Context = {
    write: text => {
      written += text;
    },
    progress: silentProgress,
    cwd: folder,
    environment: {},
    now: () => now,
    exit: code => {
      exitCode = code;
    },
  };
  const program = new Command().exitOverride();
  register(program, context);
  await program.parseAsync([...words], { from: "user" });
  return { written, exitCode };
}
