import { studentCdf } from "../../numeric/index.js";
import { type Figure, mapFigure, Undefined } from "../figure.js";
import { fitStudent } from "../var/student-t.js";

/** How likely a move of at least a size is within one session, by a model that was fitted to sessions. */
export interface MoveProbability {
  readonly probability: number;
  readonly model: string;
  /** How many sessions moved as far, of all. */
  readonly seen: number;
  readonly sessions: number;
}

/**
 * The probability that a session moves as far as a scenario says, in its direction: by a Student t distribution fitted to daily
 * returns. It holds for days like those that it was fitted to, and says nothing of when.
 * @param returns daily, as fractions
 * @param move as a fraction: −0.1 asks for falls of 10% and more
 */
export function moveProbability(returns: Float64Array, move: number): Figure<MoveProbability> {
  if (move === 0 || !Number.isFinite(move)) return new Undefined(`a move of ${move} has no direction`);
  return mapFigure(fitStudent(returns), ({ location, scale, freedom }) => {
    const below = studentCdf((move - location) / scale, freedom);
    let seen = 0;
    for (const value of returns) if (move < 0 ? value <= move : value >= move) seen++;
    return {
      probability: move < 0 ? below : 1 - below,
      model: `Student t with ${freedom.toFixed(1)} degrees of freedom, fitted to ${returns.length} sessions`,
      seen,
      sessions: returns.length,
    };
  });
}
