import { openBook, RiskbookError } from "../../lib/core/index.js";
import { type CostMethod, openSnapshot, type PnlByOptions, type PnlDimension, pnlBy } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { snapshotName, storeOf } from "../store-of.js";
import { groupedText } from "./grouped-text.js";

interface Flags {
  readonly fills?: string;
  readonly method: CostMethod;
  readonly snapshot?: string;
  readonly from?: string;
  readonly asOf?: string;
  readonly by?: string;
  readonly in?: string;
  readonly rateAge?: number;
  readonly json?: boolean;
}

/** `riskbook pnl --by` and `--in`: P&L by any of its dimensions, in one currency where asked for. */
export async function printGrouped(flags: Flags, context: Context): Promise<void> {
  if (flags.fills !== undefined) {
    throw new RiskbookError("USAGE", "--by and --in work on the book's store: leave --fills out.", { exitCode: 2 });
  }
  const snapshot = await openSnapshot(storeOf(undefined, context), flags.snapshot);
  try {
    const found = await pnlBy(snapshot, optionsOf(flags, context));
    const { by, totals, rates, actualReason } = found;
    const source = snapshotName(snapshot);
    const json = { source, method: flags.method, by, rows: found.rows(), totals, rates, actualReason };
    context.write(flags.json ? `${JSON.stringify(json)}\n` : groupedText(found));
    if (totals.length === 0) context.progress.line(`There are no fills in ${source} for these days.`);
  } finally {
    snapshot.close();
  }
}

function optionsOf(flags: Flags, context: Context): PnlByOptions {
  const { currency, timeZone, calendar } = openBook(context.cwd).config;
  const by = (flags.by ?? "account,symbol").split(",").map(word => word.trim()) as PnlDimension[];
  return {
    by,
    method: flags.method,
    timeZone,
    calendar,
    through: currency,
    ...(flags.in && { in: flags.in }),
    ...(flags.rateAge !== undefined && { maxRateAgeDays: flags.rateAge }),
    ...(flags.from && { from: flags.from }),
    ...(flags.asOf && { asOf: flags.asOf }),
  };
}
