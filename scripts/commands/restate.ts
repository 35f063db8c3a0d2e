import type { Command } from "commander";
import { openBook, RiskbookError } from "../../lib/core/index.js";
import { openStore, PNL_DIMENSIONS, type PnlDimension } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { publishedWindows } from "../restate/published-windows.js";
import { restateWindow, type WindowFailure, type WindowRestatement } from "../restate/restate-window.js";
import { restatementText } from "../restate/restatement-text.js";

interface Flags {
  report?: string;
  window?: string;
  snapshot: string;
  by?: string;
  json?: boolean;
}

/** `riskbook restate`: what published reports would say had they known what the store knows now. */
export function register(program: Command, context: Context): void {
  program
    .command("restate")
    .description("list which figures of published reports change with corrected data, by how much and for whom")
    .option("--report <name>", "this report only")
    .option("--window <day>", "this window only, for example 2020-04-17")
    .option("--snapshot <name>", "compare with this snapshot", "latest")
    .option(
      "--by <list>",
      `P&L up to each window's day in place of the reports' figures, by ${PNL_DIMENSIONS.join(", ")}; several with commas`,
    )
    .option("--json", "print JSON")
    .action((flags: Flags) => restate(flags, context));
}

async function restate(flags: Flags, context: Context): Promise<void> {
  const book = openBook(context.cwd);
  const store = openStore(book.store, { now: context.now });
  const target = store.resolve(flags.snapshot);
  const windows = publishedWindows(book.output, flags);
  if (windows.length === 0) context.progress.line(`No finished run in ${book.output} is one that was asked for.`);
  const by = (flags.by?.split(",") ?? []).map(word => word.trim()) as PnlDimension[];
  const results: (WindowRestatement | WindowFailure)[] = [];
  for (const published of windows) {
    try {
      results.push(await restateWindow(published, target, book, store, context, by));
    } catch (error) {
      if (!(error instanceof RiskbookError)) throw error;
      const { report, window } = published;
      results.push({ report, window, status: "failed", error: { code: error.code, message: error.message } });
      context.exit(1);
    }
  }
  const text = (): string => results.map(restatementText).join("");
  context.write(flags.json ? `${JSON.stringify({ snapshot: target.number, windows: results })}\n` : text());
}
