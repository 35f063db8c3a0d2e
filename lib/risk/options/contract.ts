import { RiskbookError } from "../../core/index.js";

export type OptionRight = "call" | "put";

/** A European option and the market it is priced in. Rates are continuous and annual, time is in years. */
export interface OptionInputs {
  readonly right: OptionRight;
  /** Price of the underlying; of a future for Black-76. */
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly rate: number;
  /** Dividend yield; of a future its rate, which makes Black–Scholes–Merton Black's formula. */
  readonly dividend: number;
  /** Annual, as a fraction. */
  readonly volatility: number;
}

/**
 * An option on a future in the terms of Black–Scholes–Merton: a future earns nothing, which a yield equal to the rate says.
 * @see Black (1976), Journal of Financial Economics 3, 167–179
 */
export function onFuture(option: Omit<OptionInputs, "dividend">): OptionInputs {
  return { ...option, dividend: option.rate };
}

/**
 * Refuses what has no price under a lognormal distribution.
 * @throws `BAD_OPTION`, also for a negative price of the underlying, as crude oil's of 20 April 2020: use a normal model there
 */
export function requireOption({ spot, strike, years, rate, dividend, volatility }: OptionInputs): void {
  const problem = !(spot > 0)
    ? `the underlying's price was ${spot}; a lognormal price is above zero, use a normal (Bachelier) model for others`
    : !(strike > 0)
      ? `the strike was ${strike}; expected more than zero`
      : !(years >= 0)
        ? `the time to expiry was ${years} years; the option has expired`
        : !(volatility >= 0)
          ? `the volatility was ${volatility}; expected zero or more, 0.2 for 20% a year`
          : !(Number.isFinite(rate) && Number.isFinite(dividend))
            ? `the rate was ${rate} and the yield ${dividend}; expected continuous annual fractions such as 0.05`
            : null;
  if (problem !== null) throw new RiskbookError("BAD_OPTION", `This option cannot be priced: ${problem}.`);
}
