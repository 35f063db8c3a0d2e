import type { ReturnMeasure } from "../definition.js";
import { type Figure, mapFigure, tooFew } from "../figure.js";
import { growth } from "../growth.js";
import { type Series, sampleOf } from "../sample.js";
import { additiveDrawdowns } from "./path.js";

/** Deepest fall of compounded wealth from its highest so far, 0 or negative; the starting capital counts as a peak. */
export function maxDrawdown(returns: Series): Figure {
  return mapFigure(growth(returns), path => path.deepest);
}

/** Deepest fall of the running sum, in the unit of the series, 0 or negative: the form for P&L in money. */
export function maxAdditiveDrawdown(values: Series): Figure {
  const sample = sampleOf(values);
  let deepest = 0;
  for (const drawdown of additiveDrawdowns(sample.values)) if (drawdown < deepest) deepest = drawdown;
  return tooFew(sample.n, 1) ?? deepest;
}

/** Root mean square of the drawdowns after each observation. */
export function ulcerIndex(returns: Series): Figure {
  const sample = sampleOf(returns, "returns");
  return mapFigure(growth(sample), path => Math.sqrt(path.squares / sample.n));
}

/** Mean size of the drawdowns after each observation. */
export function painIndex(returns: Series): Figure {
  const sample = sampleOf(returns, "returns");
  return mapFigure(growth(sample), path => path.pain / sample.n);
}

const percent = { group: "drawdown", unit: "fraction", format: { kind: "percent", digits: 2 } } as const;

export const drawdownMeasures: readonly ReturnMeasure[] = [
  {
    ...percent,
    id: "max_drawdown",
    label: "Maximum drawdown",
    definition: "deepest NAV/peak − 1, compounded; the starting capital counts as a peak; negative",
    source: "Magdon-Ismail & Atiya (2004), Risk 17(10), 99–102",
    recommended: true,
    compute: ({ returns }) => maxDrawdown(returns),
  },
  {
    ...percent,
    id: "max_drawdown_additive",
    label: "Maximum drawdown (additive)",
    definition: "deepest fall of Σr from its highest so far, 0 at the start; not compounded; negative",
    source:
      "Chekhlov, Uryasev & Zabarankin (2005), International Journal of Theoretical and Applied Finance 8(1), 13–58",
    recommended: false,
    compute: ({ returns }) => maxAdditiveDrawdown(returns),
  },
  {
    ...percent,
    id: "ulcer_index",
    label: "Ulcer index",
    definition: "√(mean of drawdown²), as a fraction",
    source: "Martin & McCann (1989), The Investor's Guide to Fidelity Funds",
    recommended: true,
    compute: ({ returns }) => ulcerIndex(returns),
  },
  {
    ...percent,
    id: "pain_index",
    label: "Pain index",
    definition: "mean of |drawdown|, as a fraction",
    source:
      "Becker (Zephyr Associates, 2006); Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4",
    recommended: true,
    compute: ({ returns }) => painIndex(returns),
  },
];
