import { type Backtest, type Figure, isDefined } from "../lib/risk/index.js";
import { counted } from "./counted.js";
import { textTable } from "./text-table.js";
import type { VarResult, VarSeries } from "./var-result.js";

/** VaR and ES for people: one line a method, then its back-test. */
export function varText(series: VarSeries, results: readonly VarResult[]): string {
  const [first] = results as [VarResult];
  const { confidence, window, observations, horizon, horizonMethod } = first;
  const span = series.dates === null ? "" : `, to ${series.dates.at(-1)}`;
  const kind = series.kind === null ? "P&L of a kind that is not stated" : `${series.kind} P&L`;
  const over = horizon === 1 ? "one day" : `${horizon} days by ${horizonMethod?.replace("_", " ")}`;
  const few = observations < window ? ` (there are no ${window})` : "";
  const title = `${series.source}: ${kind}${series.currency === null ? "" : ` in ${series.currency}`}${span}`;
  const head = `${percent(confidence)} over ${over}, from ${counted(observations, "day")}${few}; positive is a loss`;
  const compared = results.length > 1 && first.backtest !== null;
  const rows = results.map(result => [
    result.model.label,
    ...figures(result, scaleOf(series.pnl)),
    ...(compared ? comparison(result) : []),
  ]);
  const header = ["Method", "VaR", "ES", ...(compared ? COMPARISON : [])];
  const reasons = results.flatMap(({ model, tail }) => (isDefined(tail) ? [] : [`  ${model.label}: ${tail.reason}`]));
  const tests = results.flatMap(({ model, backtest }) =>
    backtest === null || compared ? [] : [testText(model.label, backtest, confidence)],
  );
  const stressed = results.flatMap(({ model, stressed, dates }) => {
    if (stressed === null) return [];
    if (!isDefined(stressed)) return [`  ${model.label}, stressed: ${stressed.reason}`];
    const { from, to } = stressed;
    const scale = scaleOf(series.pnl);
    return [
      `  ${model.label}, stressed: VaR ${scale(stressed.var)}, ES ${scale(stressed.es)}, ${dates?.[from] ?? from} to ${dates?.[to] ?? to}`,
    ];
  });
  const cautions = first.cautions.map(caution => `  caution: ${caution}`);
  return [title, head, "", textTable(header, rows, 1), ...reasons, ...cautions, ...stressed, ...tests]
    .join("\n")
    .concat("\n");
}

function figures({ tail }: VarResult, scale: (value: number) => string): string[] {
  return isDefined(tail) ? [scale(tail.var), scale(tail.es)] : ["–", "–"];
}

const COMPARISON = ["Exceptions", "Days", "Kupiec p", "Conditional p", "DQ p", "Z2", "Zone"];

/** A back-test in one line of a table of models. */
function comparison({ backtest }: VarResult): string[] {
  const { hits, exceptions, kupiec, christoffersen, dynamicQuantile, acerbiSzekely, trafficLight } = backtest!;
  const p = (test: Figure<{ pValue: number }>): string => (isDefined(test) ? test.pValue.toFixed(3) : "–");
  return [
    String(exceptions),
    String(hits.length),
    p(kupiec),
    p(mapped(christoffersen, both => both.conditional)),
    p(dynamicQuantile),
    isDefined(acerbiSzekely) ? acerbiSzekely.z2.toFixed(2) : "–",
    isDefined(trafficLight) ? trafficLight.zone : "–",
  ];
}

/** Money in whole units, returns to six places: by the size of the series. */
function scaleOf(pnl: Float64Array): (value: number) => string {
  const largest = pnl.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const digits = largest >= 1000 ? 0 : largest >= 10 ? 2 : 6;
  return value => value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function testText(label: string, backtest: Backtest, confidence: number): string {
  const { hits, exceptions, inactive, without, kupiec, christoffersen, dynamicQuantile, trafficLight, acerbiSzekely } =
    backtest;
  const days = hits.length + inactive;
  const traded = inactive === 0 ? "" : `, traded on ${percent(hits.length / days)} of ${counted(days, "day")}`;
  const missing = without === null ? "" : `\n  no figure on ${counted(without.count, "day")}: ${without.reason}`;
  const light = isDefined(trafficLight) ? trafficLight.zone : "–";
  return [
    `\n${label}: ${counted(exceptions, "exception")} in ${counted(hits.length, "day")}${traded}; ${(hits.length * (1 - confidence)).toFixed(1)} expected; ${light}${missing}`,
    testLine("Kupiec, coverage", kupiec),
    testLine(
      "Christoffersen, independence",
      mapped(christoffersen, both => both.independence),
    ),
    testLine(
      "Christoffersen, conditional",
      mapped(christoffersen, both => both.conditional),
    ),
    testLine("dynamic quantile", dynamicQuantile),
    isDefined(acerbiSzekely)
      ? `  ${"Acerbi–Székely Z2, ES".padEnd(30)} ${acerbiSzekely.z2.toFixed(3).padStart(9)}  ${acerbiSzekely.verdict}`
      : `  ${"Acerbi–Székely Z2, ES".padEnd(30)} ${"–".padStart(9)}  ${acerbiSzekely.reason}`,
  ].join("\n");
}

function mapped<T, U>(figure: Figure<T>, of: (value: T) => U): Figure<U> {
  return isDefined(figure) ? of(figure) : figure;
}

function testLine(name: string, test: Figure<{ statistic: number; pValue: number }>): string {
  const head = `  ${name.padEnd(30)}`;
  if (!isDefined(test)) return `${head} ${"–".padStart(9)}  ${test.reason}`;
  return `${head} ${test.statistic.toFixed(3).padStart(9)}  p ${test.pValue < 0.0001 ? "< 0.0001" : test.pValue.toFixed(4)}`;
}

function percent(value: number): string {
  return `${Number((100 * value).toFixed(2))}%`;
}
