import { basename, resolve } from "node:path";
import { type IsoDate, RiskbookError } from "../../lib/core/index.js";
import type { PnlDimension } from "../../lib/data/index.js";
import { alignParts, describePortfolio, type PortfolioOptions, panelOf } from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { partDays } from "../part-days.js";
import type { PortfolioResult } from "./result.js";

/**
 * Describes the book by the P&L of its parts over the last sessions. A part without P&L in them is left out with the reason.
 * @throws RiskbookError as `partDays` and `describePortfolio`
 */
export async function bookPortfolio(
  asked: { by: PnlDimension; asOf?: IsoDate; snapshot?: string; window: number },
  options: PortfolioOptions,
  context: Context,
): Promise<PortfolioResult> {
  const { source, kind, currency, rows } = await partDays(asked, context);
  const { days, parts } = alignParts(rows);
  const from = Math.max(0, days.length - asked.window);
  const recent = parts.map(({ id, pnl }) => ({ id, values: pnl.slice(from) }));
  const moving = recent.filter(({ values }) => values.some(value => value !== values[0]));
  const leftOut = recent
    .filter(part => !moving.includes(part))
    .map(({ id }) => ({ id, reason: `no change of P&L in the last ${days.length - from} sessions` }));
  if (moving.length === 0) {
    throw new RiskbookError(
      "NO_FILLS",
      `No ${asked.by} has P&L in the window. Load fills with "riskbook ingest", or "riskbook demo".`,
    );
  }
  const description = describePortfolio(panelOf(moving), options);
  return {
    source,
    noun: asked.by,
    unit: currency,
    kind,
    from: days[from]!,
    to: days.at(-1)!,
    leftOut,
    description,
  };
}

/**
 * Describes a portfolio by the columns of a file of returns; equal weights unless given.
 * @throws RiskbookError as `readSeries` and `describePortfolio`
 */
export async function filePortfolio(
  asked: { file: string; columns: readonly string[]; window: number | null; weights: readonly number[] | null },
  options: PortfolioOptions,
  context: Context,
): Promise<PortfolioResult> {
  const { file, columns, window } = asked;
  const { readSeries } = await import("../../lib/data/index.js");
  const table = await readSeries(resolve(context.cwd, file), { columns: [...columns] });
  const from = window === null ? 0 : Math.max(0, table.n - window);
  const panel = panelOf(columns.map(id => ({ id, values: table.columns[id]!.slice(from) })));
  const weights = asked.weights ?? columns.map(() => 1 / columns.length);
  return {
    source: basename(file),
    noun: "asset",
    unit: "fraction",
    kind: null,
    from: table.dates?.[from] ?? null,
    to: table.dates?.at(-1) ?? null,
    leftOut: [],
    description: describePortfolio(panel, { ...options, weights }),
  };
}
