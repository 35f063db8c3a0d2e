import { autocovariances } from "../../numeric/index.js";

/**
 * Mean block length of the stationary bootstrap that is best for a mean: from the autocovariances up to twice the lag after
 * which none is significant, tapered by a flat-top window. At least 1, at most min(3√n, n/3).
 * @see Politis & White (2004), Econometric Reviews 23(1), 53–70; Patton, Politis & White (2009), 28(4), 372–375
 */
export function blockLength(values: Float64Array): number {
  const n = values.length;
  const most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const run = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
  const lags = Math.ceil(Math.sqrt(n)) + run;
  const covariances = autocovariances(values, Math.min(lags, n - 1));
  const variance = covariances[0]!;
  if (!(variance > 0)) return 1;
  const bandwidth = Math.min(2 * significantLag(covariances, n, run), covariances.length - 1);
  let [spectrum, slope] = [variance, 0];
  for (let lag = 1; lag <= bandwidth; lag++) {
    const weight = Math.min(1, 2 * (1 - lag / bandwidth));
    spectrum += 2 * weight * covariances[lag]!;
    slope += 2 * weight * lag * covariances[lag]!;
  }
  const length = ((2 * slope * slope) / (2 * spectrum * spectrum)) ** (1 / 3) * n ** (1 / 3);
  return Math.min(most, Math.max(1, length));
}

/** The last lag before `run` insignificant ones in a row; 1 at least. */
function significantLag(covariances: Float64Array, n: number, run: number): number {
  const bound = 2 * Math.sqrt(Math.log10(n) / n) * covariances[0]!;
  let quiet = 0;
  for (let lag = 1; lag < covariances.length; lag++) {
    quiet = Math.abs(covariances[lag]!) < bound ? quiet + 1 : 0;
    if (quiet === run) return Math.max(1, lag - run);
  }
  return covariances.length - 1;
}
