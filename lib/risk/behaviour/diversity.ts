import { quantile } from "../../numeric/index.js";
import { effectiveNumber } from "../exposure/concentration.js";
import { isDefined, tooFew } from "../figure.js";
import { activeDays } from "./days.js";
import type { BehaviourFigure, BehaviourMeasure, TradeHistory } from "./history.js";
import { RATIO } from "./section.js";

/** Active days of a block, and the blocks that a past needs. */
const BLOCK = 20;
const LEAST_BLOCKS = 3;

/** Over how many symbols the trader's money is spread, and whether that has changed. */
export const diversityMeasures: readonly BehaviourMeasure[] = [
  {
    ...RATIO,
    format: { kind: "ratio", digits: 1 },
    unit: "symbols",
    id: "effective_symbols",
    label: "Effective symbols",
    definition: "inverse Herfindahl–Hirschman index of the money in trades by symbol: 1 / Σ share²; v1",
    source: "own definition v1, after Hirschman (1964), American Economic Review 54(5), 761–762",
    compute: ({ trips }) => ({ n: trips.n, figure: effectiveSymbols(trips, 0, trips.n) }),
  },
  {
    ...RATIO,
    id: "symbols_against_past",
    label: "Symbols now against before",
    definition: `effective symbols of the latest ${BLOCK} active days over the median of the earlier blocks of ${BLOCK}; v1`,
    compute: ({ trips }) => againstPast(trips),
  },
];

function againstPast(trips: TradeHistory): BehaviourFigure {
  const { n, first } = activeDays(trips);
  const blocks: number[] = [];
  for (let end = n; end >= BLOCK; end -= BLOCK) {
    const number = effectiveSymbols(trips, first[end - BLOCK]!, end === n ? trips.n : first[end]!);
    if (isDefined(number)) blocks.push(number);
  }
  const few = tooFew(blocks.length, LEAST_BLOCKS);
  return { n: blocks.length, figure: few ?? blocks[0]! / quantile(Float64Array.from(blocks.slice(1)), 0.5) };
}

function effectiveSymbols(trips: TradeHistory, from: number, to: number) {
  const money = new Map<number, number>();
  for (let trip = from; trip < to; trip++) {
    const symbol = trips.symbol[trip]!;
    money.set(symbol, (money.get(symbol) ?? 0) + trips.size[trip]!);
  }
  return tooFew(to - from, 1) ?? effectiveNumber(Float64Array.from(money.values()));
}
