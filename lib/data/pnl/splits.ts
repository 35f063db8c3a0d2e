/** A split: before the fills of its day every unit that is held becomes `ratio` units, at the same cost. */
export interface Split {
  /** The ex-date, as days since 1970-01-01. */
  readonly day: number;
  /** New units for each old one: 7 for 7-for-1, 0.05 for a reverse split of 1-for-20. */
  readonly ratio: number;
}

/** Splits by the code of their symbol, oldest first. */
export type Splits = ReadonlyMap<number, readonly Split[]>;

const NONE: readonly Split[] = [];

/** A symbol's splits, met one after the other as time goes on. */
export class SplitCourse {
  readonly #splits: readonly Split[];
  #next = 0;

  constructor(splits: Splits | undefined, symbol: number) {
    this.#splits = splits?.get(symbol) ?? NONE;
  }

  /** How many there are in all. */
  get length(): number {
    return this.#splits.length;
  }

  /** Calls `meet` with each split up to a day that was not met before. */
  through(day: number, meet: (split: Split) => void): void {
    while (this.#next < this.#splits.length && this.#splits[this.#next]!.day <= day) meet(this.#splits[this.#next++]!);
  }
}

/** New units for each old one over all splits of a symbol after one day, up to another. */
export function splitRatio(splits: Splits | undefined, symbol: number, after: number, until: number): number {
  const between = (splits?.get(symbol) ?? NONE).filter(({ day }) => day > after && day <= until);
  return between.reduce((ratio, split) => ratio * split.ratio, 1);
}
