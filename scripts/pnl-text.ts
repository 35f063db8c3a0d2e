import { counted } from "./counted.js";
import type { CurrencyPnl, PnlResult } from "./pnl-result.js";

/** Breaks and rejects that are printed one by one; the rest is counted. */
const MOST_LINES = 10;

const HEADERS = [
  "Account",
  "Symbol",
  "Fills",
  "Realised",
  "Fees",
  "Net",
  "Position",
  "Average cost",
  "Unrealised",
  "Breaks",
];

/** P&L as a table for people: one row per account and symbol, and a total per currency. */
export function pnlText(result: PnlResult): string {
  const tables = result.currencies.map(currency => currencyTable(currency));
  return [...tables, breaksText(result), unpricedText(result), rejectsText(result)]
    .filter(text => text !== "")
    .join("\n");
}

function currencyTable({ currency, rows, total }: CurrencyPnl): string {
  const body = rows.map(row => [
    row.account,
    row.symbol,
    String(row.fills),
    money(row.realised),
    money(row.fees),
    money(row.net),
    decimal(row.endPosition),
    row.endAverageCost === null ? "–" : price(row.endAverageCost),
    row.unrealised === null ? "–" : money(row.unrealised),
    String(row.breaks.length),
  ]);
  const sum = [
    `Total ${currency}`,
    "",
    String(total.fills),
    money(total.realised),
    money(total.fees),
    money(total.net),
    "",
    "",
    total.unrealised === null ? "–" : money(total.unrealised),
    String(total.breaks),
  ];
  return `${aligned([HEADERS, ...body], sum)}\n`;
}

/** Names to the left, figures to the right, a line above the total. */
function aligned(rows: readonly (readonly string[])[], total: readonly string[]): string {
  const widths = HEADERS.map((_, column) => Math.max(...[...rows, total].map(row => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd();
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [line(rows[0]!), rule, ...rows.slice(1).map(line), rule, line(total)].join("\n");
}

function breaksText({ currencies }: PnlResult): string {
  const found = currencies.flatMap(({ rows }) =>
    rows.flatMap(({ account, symbol, breaks }) =>
      breaks.map(
        ({ line, expected, found: stated }) =>
          `  line ${line}: ${account} ${symbol} stands at ${decimal(expected)} by its fills; the source states ${decimal(stated)}`,
      ),
    ),
  );
  return listed(`${counted(found.length, "break")} in the positions`, found);
}

function unpricedText({ currencies }: PnlResult): string {
  const found = currencies.flatMap(({ rows }) =>
    rows.flatMap(({ account, symbol, unrealisedReason }) =>
      unrealisedReason === null ? [] : [`  ${account} ${symbol}: ${unrealisedReason}`],
    ),
  );
  return listed(`Unrealised P&L is undefined for ${counted(found.length, "position")}`, found);
}

function rejectsText({ rejected }: PnlResult): string {
  return listed(
    `${counted(rejected.length, "row")} could not be read`,
    rejected.map(reason => `  ${reason}`),
  );
}

function listed(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const more = lines.length > MOST_LINES ? [`  and ${lines.length - MOST_LINES} more; --json prints them all`] : [];
  return `${[`${title}:`, ...lines.slice(0, MOST_LINES), ...more].join("\n")}\n`;
}

function money(value: number): string {
  const shown = Math.abs(value) < 0.005 ? 0 : value; // no "-0.00"
  return shown.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function price(value: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 });
}

function decimal(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 8 });
}
