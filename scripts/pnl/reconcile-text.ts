import type { OneSidedDay, Reconciliation } from "../../lib/data/index.js";
import { counted } from "../counted.js";
import { moneyText, textTable } from "../text-table.js";

/** Rows of one list that are printed; the rest is counted. */
const MOST_ROWS = 40;

/** A reconciliation for people: what was compared, then everything that disagrees. */
export function reconcileText(found: Reconciliation): string {
  const parts = [compared(found), differences(found), oneSided(found), positions(found), unstated(found)];
  return parts.filter(part => part !== "").join("\n");
}

function compared({
  days,
  accounts,
  figures,
  method,
  tolerance,
  unpriced,
  positions,
  outside,
}: Reconciliation): string {
  const list = Object.entries(figures).map(([figure, n]) => `${figure} ${n.toLocaleString("en-US")}`);
  const lines = [
    `${days.toLocaleString("en-US")} account-days of ${counted(accounts, "account")} compared with the source's totals, open cost by ${method}; ${tolerance} is a disagreement.`,
    `Figures compared: ${list.join(", ")}; positions ${positions.compared.toLocaleString("en-US")}.`,
  ];
  const open = unpriced.unrealised + unpriced.balance;
  if (open > 0)
    lines.push(
      `Not compared, as a position had no price: ${counted(unpriced.unrealised, "open P&L")} and ${counted(unpriced.balance, "balance")}.`,
    );
  if (outside > 0)
    lines.push(`${counted(outside, "account-day")} before or after what the source states of the account.`);
  return `${lines.join("\n")}\n`;
}

function differences({ differences, agrees }: Reconciliation): string {
  if (differences.length === 0) return agrees ? "Everything agrees.\n" : "";
  const rows = differences.map(({ account, date, figure, currency, ours, theirs, difference }) => [
    account,
    date,
    figure,
    currency,
    moneyText(ours),
    moneyText(theirs),
    moneyText(difference),
  ]);
  const headers = ["Account", "Date", "Figure", "Currency", "Ours", "Theirs", "Difference"];
  return listed(`${counted(differences.length, "figure")} of account-days disagree`, headers, rows, 4);
}

function oneSided({ onlyOurs, onlyTheirs }: Reconciliation): string {
  const headers = ["Account", "Date", "Currency", "Gross", "Fees", "Net"];
  const rows = (days: readonly OneSidedDay[]): string[][] =>
    days.map(({ account, date, currency, gross, fees, net }) => [
      account,
      date,
      currency,
      ...[gross, fees, net].map(moneyText),
    ]);
  return [
    listed(`${counted(onlyOurs.length, "day")} that the source does not state`, headers, rows(onlyOurs), 3),
    listed(`${counted(onlyTheirs.length, "day")} of the source without fills`, headers, rows(onlyTheirs), 3),
  ]
    .filter(text => text !== "")
    .join("\n");
}

function positions({ positions: { differences } }: Reconciliation): string {
  const rows = differences.map(({ account, symbol, date, ours, theirs }) => [
    account,
    symbol,
    date,
    ours.toLocaleString("en-US", { maximumFractionDigits: 8 }),
    theirs.toLocaleString("en-US", { maximumFractionDigits: 8 }),
  ]);
  return listed(
    `${counted(differences.length, "position")} that fills do not add up to`,
    ["Account", "Symbol", "Date", "Ours", "Theirs"],
    rows,
    3,
  );
}

function unstated({ unstated }: Reconciliation): string {
  const rows = unstated.map(({ account, currency, days, from, to }) => [account, currency, from, to, String(days)]);
  return listed(
    "Without any totals by the source, so not compared",
    ["Account", "Currency", "From", "To", "Days"],
    rows,
    4,
  );
}

function listed(title: string, headers: readonly string[], rows: readonly string[][], names: number): string {
  if (rows.length === 0) return "";
  const left = rows.length - MOST_ROWS;
  const more = left > 0 ? `and ${left.toLocaleString("en-US")} more; --json prints them all\n` : "";
  return `${title}:\n${textTable(headers, rows.slice(0, MOST_ROWS), names)}\n${more}`;
}
