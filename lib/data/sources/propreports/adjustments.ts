import type { KeptPage, TableRows } from "../source.js";
import { decimalText, microsOf } from "./amounts.js";
import { cashKind } from "./cash-kinds.js";
import { isoDay } from "./days.js";
import { fieldsOf, textIn } from "./report-lines.js";
import { USUAL_CURRENCY } from "./report-text.js";

const COLUMNS = ["account", "date", "cash_id", "kind", "amount", "currency", "note"];

/** The names that PropReports' versions give a column, the first that a header has counts. */
const NAMES = {
  id: ["Adjustment Id", "PropReports Id", "Transaction Id", "Id"],
  date: ["Date", "Date/Time", "Posted"],
  account: ["Account", "Account Name"],
  offset: ["Offset Account"],
  category: ["Category", "Type", "Adjustment"],
  amount: ["Amount", "Value"],
  note: ["Comment", "Description", "Note", "Memo"],
  currency: ["Currency"],
} as const;
type Field = keyof typeof NAMES;

/**
 * Reads the answers of `adjustments`: each booking of an account is a row of cash, known by its id or, without one, by its
 * kind, words and place among the day's alike. An account that is a booking's other side has the amount the other way round.
 */
export function readAdjustments(pages: readonly KeptPage[]): TableRows {
  const rows: string[][] = [];
  const rejected: { reject: TableRows["rejects"][number]; date: string | null; account: string }[] = [];
  for (const page of pages) {
    const [header = [], ...records] = page.content.trimEnd().split("\n").map(fieldsOf);
    for (const [index, fields] of records.entries()) {
      if (fields.every(field => field === "")) continue;
      const field = (name: Field): string =>
        textIn(header, fields, NAMES[name].find(one => header.includes(one)) ?? "");
      const row = rowOf(field, page);
      if (Array.isArray(row)) {
        rows.push(row);
        continue;
      }
      const reject = { source: page.name, line: index + 2, reason: row.reason, text: fields.join(",") };
      rejected.push({ reject, date: isoDay(field("date")), account: page.piece.feed.name });
    }
  }
  const rejects = rejected.map(({ reject }) => reject);
  const rejectedDays = rejected.flatMap(({ account, date }) => (date === null ? [] : [{ account, date }]));
  // a booking without a readable day could belong to any of them
  const complete = rejected.every(({ date }) => date !== null);
  return { table: "cash", columns: COLUMNS, rows, rejects, complete, rejectedDays };
}

function rowOf(field: (name: Field) => string, { piece }: KeptPage): string[] | { reason: string } {
  const { feed } = piece;
  const isOwn = (name: string): boolean => name === feed.name || name === feed.id;
  const date = isoDay(field("date"));
  if (date === null) return { reason: `date was "${field("date")}"; expected a day such as 4/17/2020.` };
  const amount = microsOf(field("amount"));
  if (amount === null) return { reason: `amount was "${field("amount")}"; expected a number such as (1,234.50).` };
  const account = field("account");
  const other = account !== "" && !isOwn(account);
  if (other && !isOwn(field("offset"))) {
    return { reason: `account was "${account}"; "${feed.name}" was asked for.` };
  }
  const signed = other ? -amount : amount;
  const category = field("category");
  const note = [category, field("note")].filter(text => text !== "").join(": ");
  const currency = field("currency") || feed.currency || USUAL_CURRENCY;
  return [feed.name, date, field("id"), cashKind(category, signed), decimalText(signed), currency, note];
}
