import { type IsoDate, RiskbookError } from "../../core/index.js";
import { sampleOf } from "../sample.js";

/** Returns, or P&L in one currency, of several assets, traders or positions over the same periods. */
export interface Panel {
  readonly ids: readonly string[];
  /** One series for each id, all of `n` observations. */
  readonly series: readonly Float64Array[];
  readonly n: number;
}

/** A series with its name. */
export interface NamedSeries {
  readonly id: string;
  readonly values: Float64Array;
}

/**
 * Checks and holds series side by side.
 * @throws `NO_ASSETS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `DUPLICATE_ASSET`
 */
export function panelOf(series: readonly NamedSeries[]): Panel {
  const [first] = series;
  if (first === undefined) throw new RiskbookError("NO_ASSETS", "There is no series to look at; give at least one.");
  const n = first.values.length;
  const ids = series.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    throw new RiskbookError("DUPLICATE_ASSET", `${twice} is there twice; name each series once.`);
  for (const { id, values } of series) {
    sampleOf(values, `series of ${id}`);
    if (values.length === n) continue;
    throw new RiskbookError(
      "LENGTH_MISMATCH",
      `${id} has ${values.length} observations and ${first.id} ${n}; give the same periods of each.`,
    );
  }
  return { ids, series: series.map(({ values }) => values), n };
}

/** Closing prices of one asset by day. */
export interface PriceHistory {
  readonly id: string;
  readonly closes: ReadonlyMap<IsoDate, number>;
}

/** An asset that could not be taken, and why. */
export interface UnpricedAsset {
  readonly id: string;
  readonly reason: string;
}

/** Simple returns of the assets that have a price on every day of a window, and which have not. */
export interface PricedPanel {
  /** The days of the returns: all of the window but the first. */
  readonly dates: readonly IsoDate[];
  /** Null where no asset has every price. */
  readonly panel: Panel | null;
  readonly leftOut: readonly UnpricedAsset[];
}

/**
 * Returns close/previous close − 1 over a window of days. A gap is never bridged: an asset without a price on one of the days,
 * or with one that is not above zero, is left out with the reason.
 * @param dates of the window, oldest first; two at least
 * @throws `WINDOW_TOO_SHORT`
 */
export function returnsOfPrices(histories: readonly PriceHistory[], dates: readonly IsoDate[]): PricedPanel {
  if (dates.length < 2) {
    throw new RiskbookError("WINDOW_TOO_SHORT", `The window has ${dates.length} days; returns need two at least.`);
  }
  const leftOut: UnpricedAsset[] = [];
  const series: NamedSeries[] = [];
  for (const { id, closes } of histories) {
    const reason = whyNot(closes, dates);
    if (reason !== null) leftOut.push({ id, reason });
    else {
      const values = Float64Array.from(dates.slice(1), (day, t) => closes.get(day)! / closes.get(dates[t]!)! - 1);
      series.push({ id, values });
    }
  }
  return { dates: dates.slice(1), panel: series.length === 0 ? null : panelOf(series), leftOut };
}

function whyNot(closes: ReadonlyMap<IsoDate, number>, dates: readonly IsoDate[]): string | null {
  const missing = dates.filter(day => !closes.has(day));
  if (missing.length > 0) return `no price on ${missing.length} of ${dates.length} days, the first ${missing[0]}`;
  const bad = dates.find(day => !(closes.get(day)! > 0));
  return bad === undefined ? null : `price ${closes.get(bad)} on ${bad}: a return needs prices above zero`;
}
