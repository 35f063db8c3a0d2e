import { dayNumber, type IsoDate } from "../../core/index.js";
import { type Figure, tooFew, Undefined } from "../figure.js";
import type { BehaviourContext, BehaviourFigure, BehaviourMeasure, TradeHistory } from "./history.js";
import { SESSIONS } from "./section.js";

/** Sessions in a row without a position that make a spell: two weeks. */
const SPELL = 10;

/** A time without any position. */
export interface IdleSpell {
  /** First and last session of it. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly sessions: number;
}

/**
 * The times from a trader's first entry on in which no trip was open for some sessions in a row, oldest first.
 * @param sessions ascending, to the day that is reported on
 * @param least sessions in a row that count; two weeks unless given
 */
export function idleSpells(history: TradeHistory, sessions: readonly IsoDate[], least: number = SPELL): IdleSpell[] {
  const busy = busySessions(history, sessions);
  const spells: IdleSpell[] = [];
  for (let at = busy.indexOf(1); at >= 0 && at < busy.length; at++) {
    if (busy[at] === 1) continue;
    const from = at;
    while (at + 1 < busy.length && busy[at + 1] === 0) at++;
    if (at - from + 1 >= least) spells.push({ from: sessions[from]!, to: sessions[at]!, sessions: at - from + 1 });
  }
  return spells;
}

/** Whether the trader stops trading for weeks. */
export const idleMeasures: readonly BehaviourMeasure[] = [
  {
    ...SESSIONS,
    id: "longest_idle",
    label: "Longest time without a position",
    definition: "longest run of sessions without an open trip, from the first entry on; v1",
    compute: context => ofSpells(context, 1, spells => Math.max(0, ...spells.map(spell => spell.sessions))),
  },
  {
    ...SESSIONS,
    unit: "times",
    id: "idle_spells",
    label: "Times away",
    definition: `runs of ${SPELL} sessions or more without an open trip, from the first entry on; v1`,
    compute: context => ofSpells(context, SPELL, spells => spells.length),
  },
  {
    ...SESSIONS,
    id: "idle_now",
    label: "Sessions without a position now",
    definition: "sessions without an open trip up to the last one; v1",
    compute: context =>
      ofSpells(context, 1, (spells, last) => {
        const newest = spells.at(-1);
        return newest?.to === last ? newest.sessions : 0;
      }),
  },
];

function ofSpells(
  { all, sessions }: BehaviourContext,
  least: number,
  count: (spells: readonly IdleSpell[], last: IsoDate) => number,
): BehaviourFigure {
  if (sessions === undefined) return { n: 0, figure: new Undefined("needs the sessions of the period") };
  const busy = busySessions(all, sessions);
  const n = busy.includes(1) ? busy.length - busy.indexOf(1) : 0;
  const figure: Figure = tooFew(n, 1) ?? count(idleSpells(all, sessions, least), sessions.at(-1)!);
  return { n, figure };
}

/** 1 for each session on which a trip was open. */
function busySessions(history: TradeHistory, sessions: readonly IsoDate[]): Uint8Array {
  const changes = new Int32Array(sessions.length + 1);
  const days = Int32Array.from(sessions, dayNumber);
  const place = (day: number): number => {
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (days[middle]! < day) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  for (let trip = 0; trip < history.n; trip++) {
    changes[place(history.entryDay[trip]!)]!++;
    changes[place(history.exitDay[trip]! + 1)]!--;
  }
  let open = 0;
  return Uint8Array.from(days, (_, session) => {
    open += changes[session]!;
    return open > 0 ? 1 : 0;
  });
}
