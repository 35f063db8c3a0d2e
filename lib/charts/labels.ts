/** How labels are chosen when there is not room for all. */
export interface Spread<T> {
  /** Where the label stands, in pixels across. */
  position: (item: T) => number;
  /** Which of two that collide is kept: the heavier. */
  weight: (item: T) => number;
  /** Pixels that two labels keep between their middles. */
  gap: number;
  most: number;
}

/** The heaviest items whose labels keep apart from each other. */
export function spreadOut<T>(items: readonly T[], { position, weight, gap, most }: Spread<T>): T[] {
  const chosen: T[] = [];
  for (const item of [...items].sort((a, b) => weight(b) - weight(a))) {
    if (chosen.length === most) break;
    if (chosen.every(other => Math.abs(position(other) - position(item)) >= gap)) chosen.push(item);
  }
  return chosen;
}
