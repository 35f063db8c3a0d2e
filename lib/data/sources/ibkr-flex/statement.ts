import { type IsoDate, isIsoDate, RiskbookError } from "../../../core/index.js";
import { xmlElements } from "../../ingest/xml-elements.js";

/** Elements that riskbook loads, and the sections that they stand in. */
const ROWS = ["Trade", "TradeConfirm", "CashTransaction", "OpenPosition", "EquitySummaryByReportDateInBase"];
const SECTIONS = ["Trades", "TradeConfirms", "CashTransactions", "OpenPositions", "EquitySummaryInBase"];

/** What a Flex statement holds. */
export interface FlexStatement {
  /** The days that all accounts in it are told of; null where it tells of no account. */
  readonly days: { readonly from: IsoDate; readonly to: IsoDate } | null;
  readonly rows: number;
  /** Whether it has any section that riskbook loads, be it empty. */
  readonly hasSections: boolean;
  /** Whether the service has written its list of accounts at all. */
  readonly isWritten: boolean;
}

/**
 * Looks through a statement.
 * @throws RiskbookError `BAD_XML` for one that was cut off; `FLEX_DATES` where its dates are not written as yyyyMMdd
 */
export async function readStatement(body: string, name: string): Promise<FlexStatement> {
  const spans: { from: IsoDate; to: IsoDate }[] = [];
  const found = { rows: 0, hasSections: false, isWritten: false };
  for await (const { name: element, attributes } of xmlElements([body], name)) {
    if (element === "FlexStatements") found.isWritten = true;
    if (element === "FlexStatement") {
      spans.push({ from: dayOf(attributes.get("fromDate"), name), to: dayOf(attributes.get("toDate"), name) });
    }
    if (ROWS.includes(element)) found.rows++;
    if (SECTIONS.includes(element)) found.hasSections = true;
  }
  const from = spans
    .map(span => span.from)
    .sort()
    .at(-1);
  const to = spans.map(span => span.to).sort()[0];
  return { ...found, days: from === undefined || to === undefined ? null : { from, to } };
}

function dayOf(text: string | undefined, name: string): IsoDate {
  const day = (text ?? "").replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  if (isIsoDate(day)) return day;
  throw new RiskbookError(
    "FLEX_DATES",
    `${name} writes its days as "${text ?? ""}". Set the Date Format of the Flex query to yyyyMMdd.`,
  );
}
