import { Command, CommanderError } from "commander";
import {
  type ExitCode,
  hasErrorCode,
  messageOf,
  packageVersion,
  RiskbookError,
  streamProgress,
  systemFailure,
} from "../lib/core/base.js";
import { loadCommands, type Register } from "./commands/index.js";
import type { Context } from "./context.js";

/** Runs the command line and returns how the process should end. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const context: Context = {
    write: text => process.stdout.write(text),
    progress: streamProgress(process.stderr),
    cwd: process.cwd(),
    environment: process.env,
    now: () => new Date(),
    exit: next => {
      code = Math.max(code, next) as ExitCode;
    },
  };
  process.stdout.on("error", error => {
    code = Math.max(code, unwritten(error, context)) as ExitCode;
  });
  try {
    await program(context, await loadCommands(argv)).parseAsync([...argv], { from: "user" });
  } catch (error) {
    context.exit(explain(error, argv.includes("--json"), context));
  }
  await written();
  return code;
}

/** When standard output has taken, or refused, all that was written to it. */
function written(): Promise<void> {
  return new Promise(done => process.stdout.write("", () => setImmediate(done)));
}

/**
 * What output that nobody takes means. A reader such as `head` that has seen enough closes the pipe, which is no failure of
 * ours; a full disk is one. Either way the work goes on: a mail is sent although nobody reads its name.
 */
function unwritten(error: unknown, context: Context): ExitCode {
  if (hasErrorCode(error, "EPIPE")) return 0;
  context.progress.line(`riskbook: standard output could not be written: ${messageOf(error)}.`);
  return 1;
}

function program(context: Context, commands: readonly Register[]): Command {
  const root = new Command("riskbook")
    .description("Risk notebooks that become the report.")
    .version(packageVersion())
    .option("-C, --directory <folder>", "work as if started in this folder")
    .showHelpAfterError("Run with --help for the options.")
    .exitOverride()
    .hook("preAction", command => {
      const folder = command.opts<{ directory?: string }>().directory;
      if (folder !== undefined) context.cwd = workIn(folder);
    });
  for (const register of commands) register(root, context);
  return root;
}

function workIn(folder: string): string {
  try {
    process.chdir(folder);
  } catch (error) {
    throw new RiskbookError(
      "NO_FOLDER",
      `-C names ${folder}, which is no folder that can be entered. Check its name.`,
      {
        exitCode: 2,
        cause: error,
      },
    );
  }
  return process.cwd();
}

/** Tells on standard error why a command ended and, where JSON was asked for, on standard output as its `error`. */
function explain(error: unknown, json: boolean, context: Context): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const failure = failureOf(error);
  if (json) {
    const { code, message, details } = failure;
    context.write(`${JSON.stringify({ error: { code, message, ...details } })}\n`);
  }
  // commander has told its own errors by now
  if (failure.code !== "DEFECT") {
    if (!(error instanceof CommanderError)) context.progress.line(`riskbook: ${failure.message}`);
  } else {
    const stack = error instanceof Error ? error.stack : undefined;
    context.progress.line(`riskbook: this is a defect, please report it.\n${stack ?? String(error)}`);
  }
  return failure.exitCode;
}

function failureOf(error: unknown): RiskbookError {
  if (error instanceof RiskbookError) return error;
  if (error instanceof CommanderError) {
    return new RiskbookError("USAGE", error.message.replace(/^error: /, ""), { exitCode: 2 });
  }
  return systemFailure(error) ?? new RiskbookError("DEFECT", messageOf(error));
}
