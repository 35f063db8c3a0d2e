import { counted } from "./counted.js";
import { textTable } from "./text-table.js";
import type { VolatilityResult } from "./volatility-result.js";

/** A model of volatility for people: parameters with their errors, what the residuals say, the days to come. */
export function volatilityText(source: string, result: VolatilityResult): string {
  const { model, errors, n, logLikelihood, bic, forecast, warning } = result;
  return [
    `${source}: ${model === "hmm" ? "hidden regimes" : model.toUpperCase()} with ${errors} errors, ${counted(n, "day")}`,
    `log likelihood ${logLikelihood.toFixed(3)}, BIC ${bic.toFixed(1)}`,
    "",
    model === "hmm" ? regimeTable(result) : parameterTable(result),
    ...(model === "hmm" || result.standardErrors.reason === undefined
      ? []
      : [`  no standard errors: ${result.standardErrors.reason}`]),
    ...(model === "hmm" ? [] : ["", ...dynamics(result)]),
    "",
    "expected daily volatility",
    textTable(["Day", "Volatility"], daysOf(forecast), 0),
    ...(warning === null ? [] : [`  ${warning}`]),
  ]
    .join("\n")
    .concat("\n");
}

/** A dash stands for what is not estimated: a parameter at its bound. */
function parameterTable({ parameters, standardErrors }: VolatilityResult): string {
  const { hessian, opg, robust } = standardErrors;
  const rows = Object.entries(parameters).map(([name, value]) => [
    name,
    significant(value as number),
    ...[hessian, opg, robust].map(set => (set?.[name] === undefined ? "–" : significant(set[name]))),
  ]);
  return textTable(["Parameter", "Value", "Hessian s.e.", "OPG s.e.", "Robust s.e."], rows, 1);
}

function regimeTable({ parameters, details }: VolatilityResult): string {
  const { states, means, deviations } = parameters as { states: number; means: number[]; deviations: number[] };
  const { expectedStay, probabilities } = details as { expectedStay: number[]; probabilities: number[] };
  const rows = Array.from({ length: states }, (_, state) => [
    String(state + 1),
    significant(means[state]!),
    significant(deviations[state]!),
    expectedStay[state]!.toFixed(1),
    `${(100 * probabilities[state]!).toFixed(1)}%`,
  ]);
  return textTable(["Regime", "Mean", "Deviation", "Days it lasts", "Now"], rows, 0);
}

function dynamics({ details }: VolatilityResult): string[] {
  const { persistence, halfLife, unconditionalVariance, diagnostics } = details as {
    persistence: number;
    halfLife: number | { reason: string };
    unconditionalVariance: number | { reason: string };
    diagnostics: Record<string, { statistic: number; pValue: number } | { reason: string }>;
  };
  const line = (name: string, text: string): string => `  ${name.padEnd(34)} ${text}`;
  const test = (name: string, found: { statistic: number; pValue: number } | { reason: string }): string =>
    line(name, "reason" in found ? found.reason : `${found.statistic.toFixed(3)}  p ${found.pValue.toFixed(4)}`);
  const level = unconditionalVariance;
  return [
    line("persistence", persistence.toFixed(4)),
    line("half-life, days", typeof halfLife === "number" ? halfLife.toFixed(1) : halfLife.reason),
    line("unconditional volatility", typeof level === "number" ? significant(Math.sqrt(level)) : level.reason),
    test("Ljung–Box of residuals", diagnostics.ljungBox!),
    test("Ljung–Box of squared residuals", diagnostics.ljungBoxSquares!),
    test("ARCH-LM of residuals", diagnostics.arch!),
  ];
}

/** The first ten days, then one in ten, and the last. */
function daysOf(forecast: readonly number[]): string[][] {
  const shown = forecast.map((variance, i) => [String(i + 1), significant(Math.sqrt(variance))]);
  return shown.filter((_, i) => i < 10 || (i + 1) % 10 === 0 || i === shown.length - 1);
}

function significant(value: number): string {
  return Math.abs(value) >= 1e-4 || value === 0 ? value.toPrecision(6) : value.toExponential(5);
}
