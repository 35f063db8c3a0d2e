import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { findBook, RiskbookError, replaceFile } from "../../lib/core/base.js";
import type { RunPlace, StartingKernel } from "../../lib/notebook/launch.js";
import type { Context } from "../context.js";

/** Options of `notebook run` as they are typed. */
interface RunFlags {
  output: string;
  parameter: Record<string, string>;
  cellTimeout: number;
  timeout: number;
  heap?: number;
  snapshot?: string;
  asOf?: string;
  files?: string;
  json?: boolean;
}

/** `riskbook notebook run | check | strip | kernel`. */
export function register(program: Command, context: Context): void {
  const notebook = program.command("notebook").description("run, check and clean notebooks; install their kernel");

  notebook
    .command("run")
    .description("run a notebook in a fresh kernel and save it with its outputs")
    .argument("<notebook>", "the .ipynb file to run")
    .requiredOption("-o, --output <file>", "where to save the run notebook")
    .option("-p, --parameter <name=value>", "set a parameter; may be repeated", addParameter, {})
    .option("--cell-timeout <seconds>", "longest time of one cell", seconds, 600)
    .option("--timeout <seconds>", "longest time of the run", seconds, 3600)
    .option("--heap <mebibytes>", "largest heap of the kernel", wholeNumber)
    .option("--snapshot <id>", "snapshot to read; RISKBOOK_SNAPSHOT otherwise")
    .option("--as-of <date>", "the run's as-of day; RISKBOOK_AS_OF otherwise")
    .option("--files <folder>", "where large tables go; beside the output otherwise")
    .option("--json", "print what ran as JSON")
    .action((file: string, flags: RunFlags) => run(file, flags, context));

  notebook
    .command("check")
    .description("check the types of notebooks, and that they are stored as they should be")
    .argument("[notebooks...]", "files; all of the book's otherwise")
    .option("--json", "print the findings as JSON")
    .action((files: string[], flags: { json?: boolean }) => check(files, flags, context));

  notebook
    .command("strip")
    .description("take outputs and execution counts out of notebooks")
    .argument("[notebooks...]", "files; all of the book's otherwise")
    .option("--check", "change nothing; fail when there is something to take out")
    .option("--stdout", "print the one notebook instead of changing it")
    .action((files: string[], flags: { check?: boolean; stdout?: boolean }) => strip(files, flags, context));

  notebook
    .command("kernel")
    .description("the kernel for Jupyter and VS Code")
    .option("--install", "write the kernel's specification; without it, print it")
    .option("--prefix <folder>", "install below this folder, as in <folder>/share/jupyter")
    .option("--user", "install for this user (the default)")
    .action((flags: { install?: boolean; prefix?: string }) => kernel(flags, context));
}

async function run(file: string, flags: RunFlags, context: Context): Promise<void> {
  const path = resolve(context.cwd, file);
  const output = resolve(context.cwd, flags.output);
  const place = placeOf(path, output, flags, context);
  const { kernelOptions, spawnKernel } = await import("../../lib/notebook/launch.js");
  const kernel = spawnKernel(kernelOptions(place)); // it comes up while the rest is loaded and the notebook is read
  try {
    await runIn(kernel, file, output, { place, flags, context });
  } catch (error) {
    kernel.kill();
    throw error;
  }
}

/** What of a book the notebook works on, and with what. */
function placeOf(path: string, output: string, flags: RunFlags, { cwd, environment }: Context): RunPlace {
  return {
    cwd: dirname(path),
    subject: {
      book: findBook(dirname(path)) ?? findBook(cwd),
      snapshot: flags.snapshot ?? environment.RISKBOOK_SNAPSHOT,
      asOf: flags.asOf ?? environment.RISKBOOK_AS_OF,
      output: flags.files === undefined ? dirname(output) : resolve(cwd, flags.files),
    },
    ...(flags.heap === undefined ? {} : { heapMb: flags.heap }),
    environment,
  };
}

async function runIn(
  kernel: StartingKernel,
  file: string,
  output: string,
  { place, flags, context }: { place: RunPlace; flags: RunFlags; context: Context },
): Promise<void> {
  const room = await import("../../lib/notebook/runner.js");
  const source = room.readNotebook(resolve(context.cwd, file));
  const cancellation = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => cancellation.abort());

  const result = await room.runNotebook(source, {
    ...place,
    parameters: room.readParameters(room.parametersOf(source), flags.parameter),
    cellTimeoutMs: flags.cellTimeout * 1000,
    timeoutMs: flags.timeout * 1000,
    progress: context.progress,
    signal: cancellation.signal,
    start: kernel.ready,
  });
  replaceFile(output, room.serialiseNotebook(result.notebook));
  const { status, cells, failure, timing } = result;
  if (flags.json) context.write(`${JSON.stringify({ status, output, cells, failure, timing })}\n`);
  if (failure === undefined) return;
  context.progress.line(`${file} cell ${failure.cell}: ${failure.message}\nThe notebook up to there is in ${output}.`);
  context.exit(1);
}

async function check(files: string[], flags: { json?: boolean }, context: Context): Promise<void> {
  const { checkNotebooks, findNotebooks } = await import("../../lib/notebook/runner.js");
  const paths = findNotebooks(files, context.cwd);
  const findings = await checkNotebooks(paths, context.cwd);
  if (flags.json) context.write(`${JSON.stringify({ notebooks: paths.length, findings })}\n`);
  else for (const { text } of findings) context.write(`${text}\n`);
  context.progress.line(`${paths.length} notebooks checked, ${findings.length} findings`);
  if (findings.length > 0) context.exit(1);
}

async function strip(files: string[], flags: { check?: boolean; stdout?: boolean }, context: Context): Promise<void> {
  const { findNotebooks, strippedFile } = await import("../../lib/notebook/runner.js");
  const paths = findNotebooks(files, context.cwd);
  if (flags.stdout && paths.length !== 1) {
    throw new RiskbookError("BAD_USAGE", `--stdout prints one notebook; ${paths.length} were given.`, { exitCode: 2 });
  }
  for (const path of paths) {
    const { content, changed } = strippedFile(path);
    if (flags.stdout) context.write(content);
    else if (changed && flags.check) {
      context.progress.line(`${path} has outputs. Run "riskbook notebook strip ${path}".`);
      context.exit(1);
    } else if (changed) replaceFile(path, content);
  }
}

async function kernel(flags: { install?: boolean; prefix?: string }, context: Context): Promise<void> {
  const { installKernel, jupyterUserFolder, kernelSpec } = await import("../../lib/notebook/runner.js");
  const launch = { node: process.execPath };
  if (!flags.install) {
    context.write(`${JSON.stringify(kernelSpec(launch), null, 2)}\n`);
    return;
  }
  const folder = flags.prefix ? join(resolve(context.cwd, flags.prefix), "share", "jupyter") : undefined;
  context.write(`${installKernel(folder ?? jupyterUserFolder(context.environment), launch)}\n`);
}

function addParameter(text: string, before: Record<string, string>): Record<string, string> {
  const equals = text.indexOf("=");
  if (equals < 1) {
    throw new RiskbookError("BAD_USAGE", `"-p ${text}" sets nothing; write it as -p name=value.`, { exitCode: 2 });
  }
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

function seconds(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 2_000_000) return value;
  throw new RiskbookError("BAD_USAGE", `"${text}" is not a number of seconds, such as 60.`, { exitCode: 2 });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new RiskbookError("BAD_USAGE", `"${text}" is not a whole number, such as 4096.`, { exitCode: 2 });
}
