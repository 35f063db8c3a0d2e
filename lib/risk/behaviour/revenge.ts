import { tooFew, Undefined } from "../figure.js";
import type { BehaviourContext, BehaviourFigure, BehaviourMeasure } from "./history.js";
import { medianRatio, NORMAL_WORDS, ratiosToNormal } from "./own-normal.js";
import { BEHAVIOUR, moneyOf, RATIO } from "./section.js";

/** From here on a trip after a losing exit counts as enlarged: half as much again as the trader's normal. */
const ENLARGED = 1.5;

const AFTER_LOSS = "trips entered after a losing exit of the same trade date";

/** Size of each trip over the trader's normal: that of trips with no losing exit before them on their day. */
export function sizeAgainstNormal({ trips, sequence }: BehaviourContext): Float64Array {
  return ratiosToNormal(trips.size, trip => sequence.lossesBefore[trip] === 0);
}

/** Pause before each trip over the trader's normal: that after exits that did not lose. */
export function pauseAgainstNormal({ sequence }: BehaviourContext): Float64Array {
  return ratiosToNormal(sequence.pause, trip => sequence.lossesBefore[trip] === 0);
}

/** Size and pace after the exit of a losing trip, against the trader's own normal before it, and what it cost. */
export function revengeMeasures(currency: string): readonly BehaviourMeasure[] {
  return [
    {
      ...RATIO,
      id: "revenge_size",
      label: "Size after a loss",
      definition: `median of size over normal for ${AFTER_LOSS}; normal: ${NORMAL_WORDS} sizes of trips with no losing exit just before; v1`,
      compute: context =>
        medianRatio(sizeAgainstNormal(context), trip => context.sequence.lossesBefore[trip]! > 0, "trips after a loss"),
    },
    {
      ...RATIO,
      id: "revenge_pace",
      label: "Pause after a loss",
      definition: `median of pause over normal for ${AFTER_LOSS}; pause: from that exit to the entry; normal: ${NORMAL_WORDS} pauses after exits that did not lose; v1`,
      compute: context =>
        medianRatio(
          pauseAgainstNormal(context),
          trip => context.sequence.lossesBefore[trip]! > 0,
          "pauses after a loss",
        ),
    },
    {
      ...BEHAVIOUR,
      ...moneyOf(currency),
      id: "revenge_net",
      label: "Result of enlarged trips after a loss",
      definition: `Σ net P&L of ${AFTER_LOSS} whose size was over ${ENLARGED} times normal; v1`,
      compute: enlargedNet,
    },
  ];
}

function enlargedNet(context: BehaviourContext): BehaviourFigure {
  const ratios = sizeAgainstNormal(context);
  let [n, net, after] = [0, 0, 0];
  for (let trip = 0; trip < ratios.length; trip++) {
    if (context.sequence.lossesBefore[trip] === 0 || Number.isNaN(ratios[trip])) continue;
    after++;
    if (ratios[trip]! <= ENLARGED) continue;
    n++;
    net += context.trips.net[trip]!;
  }
  const none = new Undefined(`none of ${after} trips after a loss was enlarged`);
  return { n, figure: tooFew(after, 1) ?? (n === 0 ? none : net) };
}
