import { Command, CommanderError } from "commander";
import { type ExitCode, hasErrorCode, packageVersion, RiskbookError, streamProgress } from "../lib/core/index.js";
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
  process.stdout.on("error", endQuietlyWhenUnread);
  try {
    await program(context, await loadCommands(argv)).parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return explain(error, argv.includes("--json"), context);
  }
}

/** A reader such as `head` that has seen enough closes the pipe: that is no failure of ours. */
function endQuietlyWhenUnread(error: unknown): void {
  if (!hasErrorCode(error, "EPIPE")) throw error;
  process.exit(0);
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
      if (folder !== undefined) {
        process.chdir(folder);
        context.cwd = process.cwd();
      }
    });
  for (const register of commands) register(root, context);
  return root;
}

function explain(error: unknown, json: boolean, context: Context): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof RiskbookError) {
    if (json)
      context.write(`${JSON.stringify({ error: { code: error.code, message: error.message, ...error.details } })}\n`);
    context.progress.line(`riskbook: ${error.message}`);
    return error.exitCode;
  }
  context.progress.line(
    `riskbook: this is a defect, please report it.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return 1;
}
