import { resolve } from "node:path";
import type { Command } from "commander";
import { createBook } from "../../lib/core/index.js";
import type { Context } from "../context.js";
import { positiveNumber } from "../options.js";

interface Options {
  firm: string;
  currency: string;
  timeZone: string;
  capitalBase?: number;
  json?: boolean;
}

/** `riskbook init`: makes a book. */
export function register(program: Command, context: Context): void {
  program
    .command("init")
    .description("make a book: a folder for one firm's notebooks, reports, data and output")
    .argument("[folder]", "where", ".")
    .option("--firm <name>", "printed on every report", "My firm")
    .option("--currency <code>", "of the reports", "USD")
    .option("--time-zone <zone>", "in which the firm's day is told", "America/New_York")
    .option("--capital-base <money>", "that ratios of P&L are taken of", positiveNumber)
    .option("--json", "print the files as JSON")
    .action((folder: string, options: Options) => {
      const root = resolve(context.cwd, folder);
      const files = createBook(root, options);
      for (const { path, kept } of files) context.progress.line(`${kept ? "kept   " : "created"} ${path}`);
      context.progress.line(
        `A book of ${options.firm} in ${root}. Next: riskbook demo, or riskbook ingest FILE --map MAP.`,
      );
      if (options.json) context.write(`${JSON.stringify({ root, files })}\n`);
    });
}
