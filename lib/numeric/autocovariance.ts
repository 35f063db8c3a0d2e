import { mean } from "./moments.js";

/**
 * Autocovariances of a series about its mean, with n in the denominator whatever the lag: element k is that of lag k, element 0
 * the variance.
 * @param lags the largest lag, below the length of the series
 */
export function autocovariances(values: Float64Array, lags: number, centre: number = mean(values)): Float64Array {
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let total = 0;
    for (let t = lag; t < values.length; t++) total += (values[t]! - centre) * (values[t - lag]! - centre);
    return total / values.length;
  });
}
