import type { FactorAttribution } from "../../lib/risk/index.js";
import { counted } from "../counted.js";
import { moneyText, textTable } from "../text-table.js";
import type { BookAttribution } from "./book.js";

/** P&L and risk by part, for people. */
export function attributionText(found: BookAttribution): string {
  const {
    by,
    kind,
    currency,
    from,
    to,
    sessions,
    confidence,
    allocation,
    total,
    diversification,
    cautions,
    rows,
    source,
  } = found;
  const level = `${Number((100 * confidence).toFixed(2))}%`;
  const orDash = (value: number | null): string => (value === null ? "–" : moneyText(value));
  const body = rows.map(row => [
    row.part,
    moneyText(row.pnl),
    moneyText(row.componentVar),
    moneyText(row.componentEs),
    `${((100 * row.componentEs) / total.es).toFixed(1)}%`,
    orDash(row.varAlone),
    orDash(row.incrementalVar),
  ]);
  const headers = [
    by[0]!.toUpperCase() + by.slice(1),
    "P&L",
    "Component VaR",
    "Component ES",
    "Share",
    "VaR alone",
    "Incremental VaR",
  ];
  return [
    `${kind} P&L in ${currency}, ${counted(sessions, "session")} from ${from} to ${to}, ${source}; VaR and ES ${level}, one day, ${allocation}, positive is a loss`,
    "",
    textTable(headers, body, 1, [
      ["Total", moneyText(total.pnl), moneyText(total.var), moneyText(total.es), "100.0%", "", ""],
    ]),
    "Components add up to the total (Euler); a component of historical VaR rests on one day, one of ES on all days of the tail.",
    ...cautions.map(caution => `caution: ${caution}`),
    ...(diversification === null
      ? []
      : [`The parts' own VaRs add up to more: ${(100 * diversification).toFixed(1)}% of them is diversified away.`]),
  ]
    .join("\n")
    .concat("\n");
}

/** What factors make of a series, for people. */
export function factorText(
  title: string,
  { alpha, alphaTStatistic, alphaContribution, factors, rSquared, n }: FactorAttribution,
): string {
  const total = alphaContribution + factors.reduce((sum, { contribution }) => sum + contribution, 0);
  const body = [
    ["alpha, a period", alpha.toPrecision(4), "", digits(alphaTStatistic, 2), "", alphaContribution.toFixed(6), ""],
    ...factors.map(({ id, beta, standardError, tStatistic, pValue, contribution, varianceShare }) => [
      id,
      beta.toFixed(4),
      digits(standardError, 4),
      digits(tStatistic, 2),
      pValue !== null && pValue < 0.0001 ? "< 0.0001" : digits(pValue, 4),
      contribution.toFixed(6),
      `${(100 * varianceShare).toFixed(1)}%`,
    ]),
  ];
  const headers = ["Factor", "Beta", "Error", "t", "p", "Contribution", "Of variance"];
  return `${title}: ${n} periods, R² ${rSquared.toFixed(4)}\n\n${textTable(headers, body, 1, [["Total", "", "", "", "", total.toFixed(6), ""]])}\n`;
}

function digits(value: number | null, count: number): string {
  return value === null ? "–" : value.toFixed(count);
}
