import type { TradeHistory } from "./history.js";

/** What came before each trip on the day of its entry. */
export interface Sequence {
  /** The trip that was closed last before the entry, on the same trade date; −1 where there is none. */
  readonly previous: Int32Array;
  /** Losing exits in a row up to the entry, on the same trade date. */
  readonly lossesBefore: Int32Array;
  /** Milliseconds from the previous trip's exit to the entry; NaN where there is none. */
  readonly pause: Float64Array;
}

/** Orders a trader's exits and finds, for each entry, the one before it. A trip that loses after fees is a losing one. */
export function sequenceOf(trips: TradeHistory): Sequence {
  const { n, entryTime, exitTime, entryDay, exitDay, net } = trips;
  const exits = Int32Array.from({ length: n }, (_, trip) => trip).sort((a, b) => exitTime[a]! - exitTime[b]! || a - b);
  const sequence = {
    previous: new Int32Array(n).fill(-1),
    lossesBefore: new Int32Array(n),
    pause: new Float64Array(n).fill(Number.NaN),
  };
  let [at, last, losses] = [0, -1, 0];
  for (let trip = 0; trip < n; trip++) {
    for (; at < n; at++) {
      const exit = exits[at]!;
      const before = exitTime[exit]! < entryTime[trip]! || (exitTime[exit] === entryTime[trip] && exit < trip);
      if (!before) break;
      const sameDay = last >= 0 && exitDay[last] === exitDay[exit];
      losses = net[exit]! < 0 ? (sameDay ? losses : 0) + 1 : 0;
      last = exit;
    }
    if (last < 0 || exitDay[last] !== entryDay[trip]) continue;
    sequence.previous[trip] = last;
    sequence.lossesBefore[trip] = losses;
    sequence.pause[trip] = entryTime[trip]! - exitTime[last]!;
  }
  return sequence;
}
