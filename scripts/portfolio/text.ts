import { type Figure, isDefined, type PortfolioPart, type Proposal } from "../../lib/risk/index.js";
import { counted } from "../counted.js";
import { moneyText, textTable } from "../text-table.js";
import type { PortfolioResult } from "./result.js";

/** A portfolio for people: who carries the risk, who moves with whom, and what other sizes would do. */
export function portfolioText(result: PortfolioResult): string {
  const { source, noun, unit, kind, from, to, leftOut, description } = result;
  const { n, covariance, correlations, clusters } = description;
  const span = from === null || to === null ? "" : ` from ${from} to ${to}`;
  const what = kind === null ? "returns" : `${kind} P&L in ${unit}`;
  const shrunk = covariance.shrinkage === null ? "" : `, ${percent(covariance.shrinkage)} shrunk`;
  const grouped = clusters.groups.filter(group => group.length > 1);
  return [
    `${source}: ${what}, ${counted(n, "observation")}${span}; covariance ${covariance.method}${shrunk}, correlations ${correlations.method}`,
    "",
    diversification(result),
    "",
    partsTable(result),
    "",
    ...(grouped.length === 0
      ? [`No ${noun}s move together: none have a mean correlation of 0.5.`]
      : grouped.map(group => `Move together: ${group.join(", ")}`)),
    "",
    proposalsTable(result),
    ...leftOut.map(({ id, reason }) => `left out: ${id}, ${reason}`),
  ]
    .join("\n")
    .concat("\n");
}

function diversification({ unit, description }: PortfolioResult): string {
  const { volatility, diversificationRatio, diversificationScore, effectiveBets, effectiveNumber } = description;
  return [
    `volatility ${amount(volatility, unit)} a period`,
    `diversification ratio ${figure(diversificationRatio)}`,
    `score ${figure(diversificationScore)} (0 as one, 1 as if uncorrelated)`,
    `${figure(effectiveBets)} effective bets`,
    `risk as spread as over ${figure(effectiveNumber)} equal parts`,
  ].join("; ");
}

function partsTable({ noun, unit, kind, description }: PortfolioResult): string {
  const inOrder = description.clusters.order.map(at => description.parts[at]!);
  const rows = inOrder.map((part: PortfolioPart) => [
    part.id,
    String(part.cluster),
    ...(kind === null ? [percent(part.weight)] : []),
    amount(part.volatility, unit),
    part.share === null ? "–" : percent(part.share),
    part.meanCorrelation.toFixed(2),
  ]);
  const name = noun.charAt(0).toUpperCase() + noun.slice(1);
  const headers = [
    name,
    "Cluster",
    ...(kind === null ? ["Weight"] : []),
    "Volatility",
    "Share of risk",
    "Mean correlation",
  ];
  return textTable(headers, rows, 1);
}

function proposalsTable({ unit, kind, description }: PortfolioResult): string {
  const { proposals, parts } = description;
  const found = proposals.filter(({ weights }) => weights !== null);
  const reasons = proposals.flatMap(({ label, reason }) => (reason === null ? [] : [`${label}: ${reason}.`]));
  if (found.length === 0) return reasons.join("\n");
  const rows = parts.map((part, i) => [
    part.id,
    size(part.weight, kind),
    ...found.map(({ weights }) => size(weights![i]!, kind)),
  ]);
  const total = (name: string, now: string, of: (proposal: Proposal) => string): string[] => [
    name,
    now,
    ...found.map(of),
  ];
  const table = textTable(["Size", "Now", ...found.map(({ label }) => label)], rows, 1, [
    total("Volatility", amount(description.volatility, unit), ({ volatility }) => amount(volatility!, unit)),
    total("Diversification ratio", figure(description.diversificationRatio), ({ diversificationRatio: ratio }) =>
      ratio === null ? "–" : ratio.toFixed(2),
    ),
    total("Turnover", "", ({ turnover }) => percent(turnover!)),
  ]);
  const note =
    kind === null ? [] : ["Sizes are multiples of today's; a proposal keeps the sum of the parts' own volatilities."];
  return [table, ...note, ...reasons].join("\n");
}

function size(weight: number, kind: string | null): string {
  return kind === null ? percent(weight) : `×${weight.toFixed(2)}`;
}

function amount(value: number, unit: string): string {
  return unit === "fraction" ? `${(100 * value).toFixed(3)}%` : moneyText(value);
}

function figure(value: Figure): string {
  return isDefined(value) ? value.toFixed(2) : `– (${value.reason})`;
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
