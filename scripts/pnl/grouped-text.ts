import type { PnlBy, PnlFigures, UsedRate } from "../../lib/data/index.js";
import { counted } from "../counted.js";
import { moneyText, textTable } from "../text-table.js";

const FIGURES = ["Currency", "Fills", "Realised", "Fees", "Net", "Mark-to-market"];

/** P&L by dimensions as a table for people, with a total per currency and what it was converted at. */
export function groupedText(found: PnlBy): string {
  const { by, totals } = found;
  if (totals.length === 0) return "";
  const headers = [...by.map(name => name[0]!.toUpperCase() + name.slice(1)), ...FIGURES];
  const body = found.rows().map(row => [...by.map(name => row[name] ?? "–"), ...figures(row)]);
  const sums = totals.map(total => ["Total", ...by.slice(1).map(() => ""), ...figures(total)]);
  return `${[textTable(headers, body, by.length + 1, sums), ...notes(found)].join("\n")}\n`;
}

function figures({ currency, fills, realised, fees, net, actual }: PnlFigures): string[] {
  const money = [realised, fees, net].map(moneyText);
  return [currency, fills.toLocaleString("en-US"), ...money, actual === null ? "–" : moneyText(actual)];
}

function notes({ rates, actualReason }: PnlBy): string[] {
  return [
    "Realised P&L belongs to the fill that closes, fees to their own fill.",
    ...(actualReason === null ? [] : [`Mark-to-market is undefined: ${actualReason}.`]),
    ...ratesText(rates),
  ];
}

/** One line for each currency: how many days, how the rates were found, and the oldest one. */
function ratesText(rates: readonly UsedRate[]): string[] {
  return [...new Set(rates.map(({ from }) => from))].map(from => {
    const own = rates.filter(rate => rate.from === from);
    const old = own.filter(({ ageDays }) => ageDays > 0);
    const oldest = old.reduce((age, { ageDays }) => Math.max(age, ageDays), 0);
    const ways = [...new Set(own.map(({ route }) => route))].join(", ");
    const aged =
      old.length === 0
        ? ""
        : `; on ${counted(old.length, "day")} the last one before, at most ${counted(oldest, "day")} old`;
    return `${from} to ${own[0]!.to} at the rate of each of ${counted(own.length, "day")} (${ways})${aged}. --json prints each rate.`;
  });
}
