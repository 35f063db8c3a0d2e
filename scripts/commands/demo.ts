import { join, relative } from "node:path";
import type { Command } from "commander";
import { openBook, RiskbookError } from "../../lib/core/index.js";
import { DEFAULT_SEED, type DemoLoad, loadDemoFirm, outcomeOf } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { positiveInteger } from "../options.js";
import { storeOf } from "../store-of.js";

interface Flags {
  seed: string;
  scale: number;
  json?: boolean;
}

const UNMARKED_BOOK =
  'This book does not say that its firm is made up. Set "simulated: true" and "capitalBase: 25000000" in riskbook.yaml, so that every report of the demo says so.';

/** `riskbook demo`: writes the demo firm's files into the book and loads them into its store. */
export function register(program: Command, context: Context): void {
  program
    .command("demo")
    .description("make the demo firm: two years of 14 simulated traders, loaded into this book's store")
    .option("--seed <text>", "another seed makes another firm", DEFAULT_SEED)
    .option(
      "--scale <n>",
      "how many offices of 14 traders, each with about 150,000 fills; 65 make 10 million",
      positiveInteger,
      1,
    )
    .option("--json", "print what was made as JSON")
    .action(async (flags: Flags) => {
      const book = openBook(context.cwd);
      const folder = join(book.root, "data", "demo");
      const store = storeOf(book.store, context);
      const load = await loadDemoFirm({
        store,
        folder,
        seed: flags.seed,
        scale: flags.scale,
        now: context.now,
        progress: context.progress,
      });
      requireWhole(load);
      if (!book.config.simulated) context.progress.line(UNMARKED_BOOK);
      context.write(
        flags.json ? `${JSON.stringify({ folder, ...load })}\n` : demoText(load, relative(context.cwd, folder)),
      );
    });
}

/** The demo's own files must load to the last row; anything else is a defect or a store with other data under its keys. */
function requireWhole({ ingested }: DemoLoad): void {
  const partial = ingested.find(summary => outcomeOf(summary) !== 0 || summary.held.length > 0);
  if (partial === undefined) return;
  throw new RiskbookError(
    "DEMO_CONFLICT",
    `The store already has other ${partial.table} under the demo's accounts or symbols: ${partial.rejected} rows of the demo were not loaded. Make a book of its own for it with "riskbook init demo-book".`,
    { exitCode: 3 },
  );
}

function demoText({ demo, written, ingested, snapshot }: DemoLoad, folder: string): string {
  const files = `${demo.fills.toLocaleString("en-US")} fills of ${demo.from} to ${demo.to}, seed ${demo.seed}, simulated`;
  const where = written ? `Written to ${folder}` : `Already in ${folder}`;
  const loaded =
    ingested.length === 0
      ? `The store already holds this very demo, since snapshot ${snapshot.number}; nothing was done.`
      : ingested
          .map(
            ({ table, loaded: rows, alreadyKnown }) =>
              `  ${table.padEnd(13)} ${rows} loaded, ${alreadyKnown} already known`,
          )
          .concat(`The store is at snapshot ${snapshot.number} (${snapshot.id.slice(0, 12)}).`)
          .join("\n");
  return `${where}: ${files}.\n${loaded}\n`;
}
