import { mean } from "../../numeric/index.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import { profitFactor } from "../performance/omega.js";
import { payoffRatio, winRate } from "../performance/win-loss.js";
import { type Sample, sampleOf } from "../sample.js";
import type { BehaviourFigure, BehaviourMeasure, TradeHistory } from "./history.js";
import { moneyOf } from "./section.js";

const TRADES = {
  group: "trades",
  recommended: true,
  source: "Tharp, Trade Your Way to Financial Freedom (1998), ch. 7",
} as const;

/** What an average trip earns after fees, and of what that is made: by trip, not by day. */
export function tripPerformanceMeasures(currency: string): readonly BehaviourMeasure[] {
  return [
    {
      ...TRADES,
      ...moneyOf(currency),
      id: "expectancy_trip",
      label: "Expectancy a trip",
      definition: "mean net P&L of closed trips, after fees",
      compute: ofNet(net => tooFew(net.n, 1) ?? net.mean),
    },
    {
      ...TRADES,
      unit: "fraction",
      format: { kind: "percent", digits: 1 },
      id: "win_rate_trips",
      label: "Win rate (trips)",
      definition: "share of winners among closed trips whose net P&L is not zero",
      compute: ofNet(net => winRate(net)),
    },
    {
      ...TRADES,
      unit: "ratio",
      format: { kind: "ratio", digits: 2 },
      id: "payoff_ratio_trips",
      label: "Payoff ratio (trips)",
      definition: "mean net P&L of winning over |mean| of losing closed trips",
      compute: ofNet(net => payoffRatio(net)),
    },
    {
      ...TRADES,
      unit: "ratio",
      format: { kind: "ratio", digits: 2 },
      id: "profit_factor_trips",
      label: "Profit factor (trips)",
      definition: "Σ net P&L of winning over |Σ| of losing closed trips; by trip, not by day",
      compute: ofNet(net => profitFactor(net)),
    },
    {
      ...TRADES,
      unit: "R",
      format: { kind: "ratio", digits: 2 },
      id: "expectancy_r",
      label: "Expectancy in R",
      definition: "mean of net P&L over the money between entry and planned stop, of closed trips with a stop; v1",
      compute: ({ trips }) => expectancyInR(trips),
    },
  ];
}

function expectancyInR({ net, risk }: TradeHistory): BehaviourFigure {
  const multiples = net
    .map((value, trip) => value / (risk?.[trip] ?? Number.NaN))
    .filter(value => !Number.isNaN(value));
  const n = multiples.length;
  return { n, figure: n === 0 ? new Undefined("no closed trip has a planned stop") : mean(multiples) };
}

function ofNet(figure: (net: Sample) => Figure): BehaviourMeasure["compute"] {
  return ({ trips }) => {
    const net = sampleOf(trips.net, "net P&L of trips");
    return { n: net.n, figure: figure(net) };
  };
}
