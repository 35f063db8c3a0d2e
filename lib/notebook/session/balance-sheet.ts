import { type IsoDate, RiskbookError } from "../../core/index.js";
import { type Snapshot, sqlText } from "../../data/index.js";
import type { BalanceSheetLine } from "../../risk/index.js";

/** The firm's latest balance sheet up to a day, as it was loaded. */
export interface StatedSheet {
  readonly date: IsoDate;
  readonly lines: readonly BalanceSheetLine[];
}

/**
 * The latest balance sheet of a firm up to a day, in its currency.
 * @param firm the entity; where the sheet names others only, and only one, that one
 * @returns null where there is none
 * @throws RiskbookError `SEVERAL_ENTITIES` where several are stated and none is the firm
 */
export async function readBalanceSheet(
  snapshot: Snapshot,
  { firm, currency, asOf }: { firm: string; currency: string; asOf: IsoDate },
): Promise<StatedSheet | null> {
  const upTo = `currency = ${sqlText(currency)} AND date <= DATE ${sqlText(asOf)}`;
  const entities = (await snapshot.rows(`SELECT DISTINCT entity FROM balance_sheet WHERE ${upTo} ORDER BY entity`)).map(
    row => String(row.entity),
  );
  if (entities.length === 0) return null;
  const entity = entities.includes(firm) ? firm : entities[0]!;
  if (entity !== firm && entities.length > 1) {
    throw new RiskbookError(
      "SEVERAL_ENTITIES",
      `The balance sheets are of ${entities.join(", ")}, and none is called ${firm}. Name the firm's own as in riskbook.yaml.`,
    );
  }
  const of = `entity = ${sqlText(entity)} AND ${upTo}`;
  const rows = await snapshot.rows(
    `SELECT strftime(date, '%Y-%m-%d') AS day, item, kind, term, amount::DOUBLE AS amount FROM balance_sheet
    WHERE ${of} AND date = (SELECT max(date) FROM balance_sheet WHERE ${of}) ORDER BY item`,
  );
  return { date: String(rows[0]!.day), lines: rows as unknown as BalanceSheetLine[] };
}

/** Margin in use and the equity that it is in use of, over accounts that state both on a day; null where none does. */
export async function readMargin(
  snapshot: Snapshot,
  { currency, asOf }: { currency: string; asOf: IsoDate },
): Promise<{ readonly inUse: number; readonly equity: number; readonly accounts: number } | null> {
  const [row] = await snapshot.rows(
    `SELECT sum(margin)::DOUBLE AS margin, sum(equity)::DOUBLE AS equity, count(*)::INTEGER AS n FROM balances
    WHERE date = DATE ${sqlText(asOf)} AND currency = ${sqlText(currency)} AND margin IS NOT NULL`,
  );
  if (row === undefined || Number(row.n) === 0) return null;
  return { inUse: Number(row.margin), equity: Number(row.equity), accounts: Number(row.n) };
}
