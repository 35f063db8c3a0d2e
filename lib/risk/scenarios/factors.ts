import { RiskbookError } from "../../core/index.js";

/** Changes of market factors by name; see `SHOCK_FACTORS`. A factor that is not named does not change. */
export type Shocks = Readonly<Record<string, number>>;

/** A factor that a scenario may change. */
export interface ShockFactor {
  /** As a scenario writes it; one that ends in a colon is followed by a name. */
  readonly name: string;
  readonly meaning: string;
  /** How two changes that come together make one: returns compound, the others add up. */
  readonly combine: "compound" | "add";
}

/** Every factor. Returns are fractions: −0.2 is a fall of 20%. */
export const SHOCK_FACTORS: readonly ShockFactor[] = [
  {
    name: "equity",
    meaning: "return of the market index; a share moves by its beta times it, but where its sector or symbol is named",
    combine: "compound",
  },
  { name: "sector:", meaning: "return of every share of a sector, in place of beta times equity", combine: "compound" },
  { name: "symbol:", meaning: "return of one symbol, and of what is derived from it", combine: "compound" },
  { name: "commodity", meaning: "return of every future that has no beta", combine: "compound" },
  { name: "fx", meaning: "return of every currency pair", combine: "compound" },
  { name: "crypto", meaning: "return of every crypto-asset", combine: "compound" },
  { name: "volatility", meaning: "added to implied volatilities: 0.1 is 10 points", combine: "add" },
  {
    name: "volatility_relative",
    meaning: "change of implied volatilities: 0.5 is half as much again",
    combine: "compound",
  },
  { name: "rate", meaning: "added to the interest rate of options: 0.01 is one percent", combine: "add" },
  {
    name: "correlation",
    meaning: "share of the way that each share's correlation with the index goes to 1, or to 0 where negative",
    combine: "add",
  },
  { name: "spread", meaning: "share of a position's value that closing it costs more than now", combine: "add" },
];

/** The factor of a name such as `equity` or `sector:Energy`. */
export function shockFactor(name: string): ShockFactor | undefined {
  return SHOCK_FACTORS.find(factor =>
    factor.name.endsWith(":") ? name.length > factor.name.length && name.startsWith(factor.name) : factor.name === name,
  );
}

/**
 * Refuses what no scenario can mean: an unknown factor, a price below zero, a correlation beyond 1.
 * @param where names the scenario in messages
 * @throws RiskbookError `UNKNOWN_FACTOR`, `BAD_SHOCK`
 */
export function checkShocks(shocks: Shocks, where: string): void {
  for (const [name, change] of Object.entries(shocks)) {
    const factor = shockFactor(name);
    if (factor === undefined) {
      const known = SHOCK_FACTORS.map(({ name: own }) => (own.endsWith(":") ? `${own}NAME` : own)).join(", ");
      throw new RiskbookError("UNKNOWN_FACTOR", `${where} changes "${name}", which is no factor; there are ${known}.`, {
        exitCode: 2,
      });
    }
    const problem = !Number.isFinite(change)
      ? "expected a number"
      : factor.combine === "compound" && change < -1
        ? "no price falls by more than all of it: expected −1 or more"
        : name === "correlation" && Math.abs(change) > 1
          ? "expected −1 to 1"
          : name === "spread" && (change < 0 || change > 1)
            ? "expected 0 to 1"
            : null;
    if (problem !== null)
      throw new RiskbookError("BAD_SHOCK", `${where} changes ${name} by ${change}; ${problem}.`, { exitCode: 2 });
  }
}

/** Two sets of changes that come together. */
export function combineShocks(first: Shocks, second: Shocks): Shocks {
  const both: Record<string, number> = { ...first };
  for (const [name, change] of Object.entries(second)) {
    const before = both[name] ?? 0;
    both[name] = shockFactor(name)?.combine === "compound" ? (1 + before) * (1 + change) - 1 : before + change;
  }
  return both;
}
