import { type MeasureDescription, toMeasure } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import type { Measure } from "../measure.js";
import type { ScenarioResult } from "./run-scenario.js";

/** Worst, mean and expected loss over scenarios. Losses are positive. */
export function describeScenarios(results: readonly ScenarioResult[], currency: string): Measure[] {
  const losses = results.flatMap(({ pnl }) => (pnl === null ? [] : [0 - pnl]));
  const missing = results.reduce((most, { leftOut }) => Math.max(most, leftOut.length), 0);
  const warning = missing === 0 ? null : `up to ${missing} positions are left out of a scenario`;
  const none = new Undefined(results.length === 0 ? "no scenario" : "no scenario could be worked out");
  const figures: Record<string, Figure> = {
    worst_scenario_loss: losses.length === 0 ? none : Math.max(...losses),
    mean_scenario_loss: losses.length === 0 ? none : losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    expected_scenario_loss: expectedLoss(results),
  };
  return scenarioDescriptions(currency).map(description =>
    toMeasure(description, losses.length, figures[description.id]!, warning),
  );
}

function expectedLoss(results: readonly ScenarioResult[]): Figure {
  if (results.length === 0) return new Undefined("no scenario");
  const without = results.filter(({ scenario }) => scenario.probability === null).length;
  if (without > 0) return new Undefined(`${without} of ${results.length} scenarios have no probability`);
  const total = results.reduce((sum, { scenario }) => sum + scenario.probability!.value, 0);
  if (total === 0 || total > 1 + 1e-9) return new Undefined(`the probabilities add up to ${total}, not to 1 at most`);
  const unknown = results.find(({ pnl }) => pnl === null);
  if (unknown !== undefined) return new Undefined(`${unknown.scenario.name} could not be worked out`);
  return results.reduce((sum, { scenario, pnl }) => sum - scenario.probability!.value * pnl!, 0);
}

/** The descriptions of losses over scenarios in a currency. */
export function scenarioDescriptions(currency: string): readonly MeasureDescription[] {
  const shared = {
    group: "capital",
    recommended: true,
    unit: currency,
    format: { kind: "money", currency, digits: 0 },
    source: "Basel Committee on Banking Supervision (2018), Stress testing principles, d450",
  } as const;
  return [
    {
      ...shared,
      id: "worst_scenario_loss",
      label: "Worst scenario loss",
      definition: "largest loss over the scenarios, every position at once; negative where all gain",
    },
    {
      ...shared,
      id: "mean_scenario_loss",
      label: "Mean scenario loss",
      definition: "plain mean of the losses over the scenarios; no expectation, since no scenario has a weight",
    },
    {
      ...shared,
      id: "expected_scenario_loss",
      label: "Expected scenario loss",
      definition:
        "Σ probability × loss, where a model gives every scenario a probability; what is left of 1 loses nothing",
    },
  ];
}
