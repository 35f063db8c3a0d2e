import { type Figure, Undefined } from "../figure.js";
import { checkShocks } from "./factors.js";
import type { StressPosition } from "./position.js";
import { revalue, type StressMarket } from "./revalue.js";

/** The smallest change of one factor that loses too much. */
export interface ReverseStress {
  readonly factor: string;
  readonly shock: number;
  /** What the book makes at that change. */
  readonly pnl: number;
  /** Positions that the change says nothing of; their P&L is in no figure. */
  readonly leftOut: number;
}

export interface ReverseOptions {
  readonly factor: string;
  /** The largest change that is looked at, of either sign as given: −0.5 looks at falls to one half. */
  readonly most: number;
  /** Whether so much P&L is too much of a loss. */
  breaks(pnl: number): boolean;
}

const STEPS = 200;
const HALVINGS = 60;

/**
 * Finds the smallest change of a factor, up to the largest that is asked for, at which a limit breaks. P&L with options need
 * not fall steadily, so the way is first walked in steps; between the last sound and the first broken one it is halved.
 * @returns undefined where nothing breaks up to the largest change
 * @throws RiskbookError `UNKNOWN_FACTOR`, `BAD_SHOCK`
 */
export function reverseStress(
  positions: readonly StressPosition[],
  market: StressMarket,
  { factor, most, breaks }: ReverseOptions,
): Figure<ReverseStress> {
  checkShocks({ [factor]: most }, "A reverse stress");
  const at = (shock: number): ReverseStress => {
    let [pnl, leftOut] = [0, 0];
    for (const position of positions) {
      const figure = revalue(position, { [factor]: shock }, market);
      if (figure instanceof Undefined) leftOut++;
      else pnl += figure;
    }
    return { factor, shock, pnl, leftOut };
  };
  if (breaks(0)) return { factor, shock: 0, pnl: 0, leftOut: 0 };
  for (let step = 1; step <= STEPS; step++) {
    if (breaks(at((most * step) / STEPS).pnl))
      return narrow(at, breaks, (most * (step - 1)) / STEPS, (most * step) / STEPS);
  }
  const { pnl, leftOut } = at(most);
  return new Undefined(
    `nothing breaks up to ${factor} ${most}, where P&L is ${Math.round(pnl)}${leftOut === 0 ? "" : `, without ${leftOut} positions`}`,
  );
}

function narrow(
  at: (shock: number) => ReverseStress,
  breaks: (pnl: number) => boolean,
  sound: number,
  broken: number,
): ReverseStress {
  let [near, far] = [sound, broken];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (near + far) / 2;
    if (breaks(at(middle).pnl)) far = middle;
    else near = middle;
  }
  return at(far);
}
