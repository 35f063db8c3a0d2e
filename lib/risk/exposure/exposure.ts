import { type MeasureDescription, toMeasure } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import type { Measure } from "../measure.js";
import { type Series, sampleOf } from "../sample.js";
import { capitalBaseOf } from "./capital.js";
import { effectiveNumber, herfindahl, largestShare } from "./concentration.js";

/** Sum of the sizes of all positions' market values. */
export function grossExposure(marketValues: Series): number {
  const { gains, losses } = sampleOf(marketValues, "market values").tally;
  return gains + losses;
}

/** Sum of the signed market values: long less short. */
export function netExposure(marketValues: Series): number {
  return sampleOf(marketValues, "market values").tally.sum;
}

export interface ExposureOptions {
  readonly currency: string;
  /** Money that leverage is taken of; without it leverage is undefined. */
  readonly capitalBase?: number;
}

/**
 * Exposure and concentration of a set of positions in one currency.
 * @param marketValues signed: quantity × price × multiplier, short positions negative
 * @throws `NOT_FINITE` with the index of an unpriced position, `BAD_CAPITAL_BASE`
 */
export function describeExposure(marketValues: Series, options: ExposureOptions): Measure[] {
  const sample = sampleOf(marketValues, "market values");
  const base = capitalBaseOf(options.capitalBase);
  const leverage = (money: number): Figure => (base instanceof Undefined ? base : money / base);
  const figures: Record<string, Figure> = {
    gross_exposure: grossExposure(sample),
    net_exposure: netExposure(sample),
    long_exposure: sample.tally.gains,
    short_exposure: -sample.tally.losses,
    gross_leverage: leverage(grossExposure(sample)),
    net_leverage: leverage(netExposure(sample)),
    concentration_hhi: herfindahl(sample),
    effective_positions: effectiveNumber(sample),
    largest_share: largestShare(sample),
  };
  return exposureDescriptions(options.currency).map(description =>
    toMeasure(description, sample.n, figures[description.id]!),
  );
}

/** The descriptions of the exposure measures in a currency. */
export function exposureDescriptions(currency: string): readonly MeasureDescription[] {
  const section = {
    group: "exposure",
    recommended: true,
    source:
      "Regulation (EU) 231/2013, articles 6 and 7 (gross method); Grinold & Kahn, Active Portfolio Management, 2nd ed., ch. 15",
  } as const;
  const money = { ...section, unit: currency, format: { kind: "money", currency, digits: 0 } } as const;
  const ratio = { ...section, unit: "ratio", format: { kind: "ratio", digits: 2 } } as const;
  const shares = { ...section, source: "Hirschman (1964), American Economic Review 54(5), 761–762" } as const;
  return [
    { ...money, id: "gross_exposure", label: "Gross exposure", definition: "Σ|market value|" },
    { ...money, id: "net_exposure", label: "Net exposure", definition: "Σ market value, short positions negative" },
    { ...money, id: "long_exposure", label: "Long exposure", definition: "Σ of the positive market values" },
    {
      ...money,
      id: "short_exposure",
      label: "Short exposure",
      definition: "Σ of the negative market values; negative",
    },
    { ...ratio, id: "gross_leverage", label: "Gross leverage", definition: "gross exposure over the capital base" },
    { ...ratio, id: "net_leverage", label: "Net leverage", definition: "net exposure over the capital base" },
    {
      ...shares,
      id: "concentration_hhi",
      label: "Concentration (HHI)",
      unit: "ratio",
      format: { kind: "ratio", digits: 3 },
      definition: "Σ of squared shares of gross exposure: 1/positions when equal, 1 for one position",
    },
    {
      ...shares,
      id: "effective_positions",
      label: "Effective positions",
      unit: "ratio",
      format: { kind: "ratio", digits: 1 },
      definition: "1/HHI: how many equal positions would be as concentrated",
    },
    {
      ...shares,
      id: "largest_share",
      label: "Largest share",
      unit: "fraction",
      format: { kind: "percent", digits: 1 },
      definition: "largest |market value| over gross exposure",
    },
  ];
}
