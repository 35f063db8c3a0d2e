import { quantile } from "../../numeric/index.js";
import { tooFew, Undefined } from "../figure.js";
import type { BehaviourFigure, BehaviourMeasure, TradeHistory } from "./history.js";
import { RATIO } from "./section.js";

const LEAST_TRIPS = 50;

/** Median holding time of losers over that of winners: above 1 losers are held in hope, below 1 they are cut. */
export const holdingMeasure: BehaviourMeasure = {
  ...RATIO,
  id: "hold_losers_vs_winners",
  label: "Holding of losers against winners",
  definition: "median time in trips that lost after fees over median time in trips that won; v1",
  source: "own definition v1, after Shefrin & Statman (1985), Journal of Finance 40(3), 777–790",
  compute: ({ trips }) => losersAgainstWinners(trips),
};

function losersAgainstWinners(trips: TradeHistory): BehaviourFigure {
  const held = trips.exitTime.map((exit, trip) => exit - trips.entryTime[trip]!);
  const losers = held.filter((_, trip) => trips.net[trip]! < 0);
  const winners = held.filter((_, trip) => trips.net[trip]! > 0);
  const n = losers.length + winners.length;
  const few = tooFew(Math.min(losers.length, winners.length), LEAST_TRIPS);
  if (few)
    return {
      n,
      figure: new Undefined(
        `needs ${LEAST_TRIPS} losers and as many winners, has ${losers.length} and ${winners.length}`,
      ),
    };
  const winning = quantile(winners, 0.5);
  return {
    n,
    figure:
      winning > 0 ? quantile(losers, 0.5) / winning : new Undefined("half of the winners were held for no time at all"),
  };
}
