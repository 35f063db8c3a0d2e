/** The headline figures that are worked out twice. */
export const SHADOW_FIGURES = ["pnl", "gross_exposure", "net_exposure", "var", "drawdown"] as const;
export type ShadowFigure = (typeof SHADOW_FIGURES)[number];

/** The same figure by both paths, in money. */
export interface ShadowComparison {
  readonly figure: ShadowFigure;
  /** The fact that the report states it as. */
  readonly fact: string;
  /** What the report states. */
  readonly reported: number;
  /** What SQL finds. */
  readonly shadow: number;
  readonly agrees: boolean;
}

/** Money that two sums in another order may differ by. */
const TOLERANCE = 0.01;

/** Holds one figure against the other: to a cent, or to a billionth of its size where a cent is less than doubles tell apart. */
export function compareFigure(figure: ShadowFigure, fact: string, reported: number, shadow: number): ShadowComparison {
  const agrees = Math.abs(reported - shadow) <= Math.max(TOLERANCE, 1e-9 * Math.abs(shadow));
  return { figure, fact, reported, shadow, agrees };
}

/** A disagreement in words. */
export function disagreement({ figure, fact, reported, shadow }: ShadowComparison): string {
  return `${figure.replace("_", " ")} (fact ${fact}) is ${reported.toFixed(2)} in the report and ${shadow.toFixed(2)} in SQL, ${(reported - shadow).toFixed(2)} apart`;
}
