import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { openBook, RiskbookError } from "../../lib/core/index.js";
import {
  COST_METHODS,
  type CostMethod,
  currenciesOf,
  type FillColumns,
  fillsInCurrency,
  type Marks,
  noMarks,
  openSnapshot,
  PNL_DIMENSIONS,
  parseExecutions,
  pnlOfFills,
  readPriceFile,
  rejectSentence,
  snapshotBooks,
} from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { mapOf } from "../map-of.js";
import { positiveInteger } from "../options.js";
import { printGrouped } from "../pnl/grouped.js";
import { printReconciliation } from "../pnl/reconcile.js";
import { type CurrencyPnl, type PnlResult, pnlJson, totalOf } from "../pnl-result.js";
import { pnlText } from "../pnl-text.js";
import { snapshotName, storeOf } from "../store-of.js";

interface Flags {
  fills?: string;
  map?: string;
  method: CostMethod;
  prices?: string;
  snapshot?: string;
  asOf?: string;
  from?: string;
  by?: string;
  in?: string;
  rateAge?: number;
  reconcile?: boolean;
  json?: boolean;
}

/** `riskbook pnl`: positions, P&L and fees by account and symbol, from a file of fills or from the book's store. */
export function register(program: Command, context: Context): void {
  program
    .command("pnl")
    .description("positions, realised and unrealised P&L and fees, by account and symbol")
    .option("--fills <file>", "a CSV file of executions, also gzipped; the book's store otherwise")
    .option("--map <map>", "how its columns are read: a file, or the name of one in data/maps")
    .addOption(new Option("--method <method>", "how open cost is matched").choices(COST_METHODS).default("average"))
    .option("--prices <file>", "with --fills: daily closes that open positions are marked at")
    .option("--snapshot <name>", "of the store: latest, a label, a number or the beginning of an id")
    .option("--as-of <date>", "of the store: nothing after this day is looked at")
    .option("--by <list>", `of the store: ${PNL_DIMENSIONS.join(", ")}; several with commas`)
    .option("--in <currency>", "of the store: each day's P&L in this currency, at the day's rate of the table fx")
    .option("--rate-age <days>", "with --in: how far back a rate may be taken from; 5 unless given", positiveInteger)
    .option("--from <date>", "with --by or --in: the first session that counts")
    .option(
      "--reconcile",
      "compare with the totals and positions that the source states; ends with 3 where they disagree",
    )
    .option("--json", "print JSON")
    .action(async (flags: Flags) => {
      if (flags.reconcile === true) return printReconciliation(flags, context);
      if (flags.by !== undefined || flags.in !== undefined) return printGrouped(flags, context);
      const result =
        flags.fills === undefined ? await pnlOfStore(flags, context) : await pnlOfFile(flags, flags.fills, context);
      context.write(flags.json ? `${JSON.stringify(pnlJson(result))}\n` : pnlText(result));
      if (result.currencies.length === 0) {
        const until = flags.asOf === undefined ? "" : ` up to ${flags.asOf}`;
        context.progress.line(`There are no fills in ${result.source}${until}.`);
      }
      if (result.rejected.length > 0) context.exit(3);
    });
}

async function pnlOfFile(flags: Flags, file: string, context: Context): Promise<PnlResult> {
  if (flags.map === undefined) {
    throw new RiskbookError("USAGE", "pnl --fills FILE needs --map MAP, which says how its columns are read.", {
      exitCode: 2,
    });
  }
  const { fills, rejects } = await parseExecutions(resolve(context.cwd, file), mapOf(flags.map, context), {
    now: context.now(),
  });
  const prices = flags.prices === undefined ? undefined : await readPriceFile(resolve(context.cwd, flags.prices));
  return {
    source: file,
    method: flags.method,
    currencies: byCurrency(fills, flags.method, prices?.marks ?? noMarks),
    rejected: [...rejects, ...(prices?.rejects ?? [])].map(rejectSentence),
  };
}

function byCurrency(fills: FillColumns, method: CostMethod, marks: Marks): CurrencyPnl[] {
  return currenciesOf(fills).map(currency => {
    const { rows } = pnlOfFills(fillsInCurrency(fills, currency), { method, marks });
    return { currency, rows, total: totalOf(rows) };
  });
}

async function pnlOfStore(flags: Flags, context: Context): Promise<PnlResult> {
  const snapshot = await openSnapshot(storeOf(undefined, context), flags.snapshot);
  try {
    const { calendar } = openBook(context.cwd).config;
    const books = await snapshotBooks(snapshot, {
      method: flags.method,
      calendar,
      ...(flags.asOf && { asOf: flags.asOf }),
    });
    return {
      source: snapshotName(snapshot),
      method: flags.method,
      currencies: books.map(({ currency, rows }) => ({ currency, rows, total: totalOf(rows) })),
      rejected: [],
    };
  } finally {
    snapshot.close();
  }
}
