import type { KeptPage } from "../source.js";

/** A report of one account as PropReports wrote it: a page of an answer, or a file that someone exported. */
export interface ReportText {
  /** Name of the page or file, for messages. */
  readonly source: string;
  readonly content: string;
  /** The account, where the report itself names none. */
  readonly account: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** Where the firm's accounts are kept without a currency, they are kept in this one, as in its fills' map. */
export const USUAL_CURRENCY = "USD";

/** The report that a kept page is. */
export function reportOfPage({ piece, name, content }: KeptPage): ReportText {
  const { feed } = piece;
  return { source: name, content, account: feed.name, currency: feed.currency ?? USUAL_CURRENCY };
}
