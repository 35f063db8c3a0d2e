/** One figure per trip, or the reason why there is none. */
export interface TripFigures {
  /** NaN where there is none. */
  readonly values: Float64Array;
  /** Why the figure of a trip is missing; null where it is there. */
  reason(trip: number): string | null;
}

/** Collects figures and the reasons for those that are missing; each reason is kept once. */
export class FigureColumn implements TripFigures {
  readonly values: Float64Array;
  readonly #codes: Uint16Array;
  readonly #reasons: string[] = [];

  constructor(n: number) {
    this.values = new Float64Array(n).fill(Number.NaN);
    this.#codes = new Uint16Array(n);
  }

  set(trip: number, figure: number | string): void {
    if (typeof figure === "number") {
      this.values[trip] = figure;
      return;
    }
    const known = this.#reasons.indexOf(figure);
    this.#codes[trip] = known >= 0 ? known + 1 : this.#reasons.push(figure);
  }

  reason(trip: number): string | null {
    const code = this.#codes[trip]!;
    return code === 0 ? null : this.#reasons[code - 1]!;
  }
}
