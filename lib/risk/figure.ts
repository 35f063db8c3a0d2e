/** In place of a number that does not exist: why it does not, such as "no losing observation in 12". */
export class Undefined {
  /** A clause without a full stop. */
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** In place of NaN or Infinity that a formula ran into. */
export const BEYOND_DOUBLE: Undefined = new Undefined("the figure is beyond what a double can hold");

/** What a measure's core function returns: the value, or why there is none. Never NaN or Infinity. */
export type Figure<T = number> = T | Undefined;

/** Says whether a figure has a value. */
export function isDefined<T>(figure: Figure<T>): figure is T {
  return !(figure instanceof Undefined);
}

/** Applies `f` to a figure's value; an undefined figure stays what it is. */
export function mapFigure<T, U>(figure: Figure<T>, f: (value: T) => Figure<U>): Figure<U> {
  return figure instanceof Undefined ? figure : f(figure);
}

/** Why nothing can be said of `n` observations where `needed` are the least; null where there are enough. */
export function tooFew(n: number, needed: number): Undefined | null {
  if (n >= needed) return null;
  return new Undefined(n === 0 ? "no observation" : `needs ${needed} observations, has ${n}`);
}
