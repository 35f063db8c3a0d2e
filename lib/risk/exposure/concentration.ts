import { type Figure, mapFigure, Undefined } from "../figure.js";
import { type Sample, type Series, sampleOf } from "../sample.js";

/**
 * Herfindahl–Hirschman index: sum of the squared shares of gross exposure, signs apart. Undefined without exposure.
 * @see Hirschman (1964), The Paternity of an Index, American Economic Review 54(5), 761–762
 */
export function herfindahl(marketValues: Series): Figure {
  const sample = sampleOf(marketValues, "market values");
  return mapFigure(grossOf(sample), gross => {
    let total = 0;
    for (const value of sample.values) total += (value / gross) ** 2;
    return total;
  });
}

/** How many equal positions would be as concentrated: the inverse of the index. */
export function effectiveNumber(marketValues: Series): Figure {
  return mapFigure(herfindahl(marketValues), index => 1 / index);
}

/** Share of the largest position in gross exposure. */
export function largestShare(marketValues: Series): Figure {
  const sample = sampleOf(marketValues, "market values");
  const largest = Math.max(sample.tally.largest, -sample.tally.smallest);
  return mapFigure(grossOf(sample), gross => largest / gross);
}

function grossOf({ n, tally }: Sample): Figure {
  const gross = tally.gains + tally.losses;
  return gross > 0 ? gross : new Undefined(n === 0 ? "no position" : "no exposure: every market value is zero");
}
