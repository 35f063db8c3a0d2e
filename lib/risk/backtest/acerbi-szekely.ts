import type { CatalogueEntry } from "../definition.js";
import { type Figure, Undefined } from "../figure.js";
import { tailOf } from "../tail/level.js";

export interface AcerbiSzekelyTests {
  /** Of the exceptions' size alone, given how many there were; null without one. */
  readonly z1: number | null;
  /** Of their size and number together; 0 is expected, negative is too little ES. */
  readonly z2: number;
  /** Critical values of Z2 that hold for tails from normal to Student t with 3 degrees of freedom: −0.70 at 5%, −1.8 at 0.01%. */
  readonly verdict: "pass" | "warn" | "fail";
}

const CRITICAL_5_PERCENT = -0.7;
const CRITICAL_1_IN_10000 = -1.8;

/**
 * Acerbi and Székely's first two tests of expected shortfall: Z1 = Σ(x·I/ES)/N + 1 and Z2 = Σ(x·I/ES)/(T·α) + 1, where I
 * marks the N losses greater than the VaR.
 * @param pnl P&L of each period; @param forecasts VaR and ES of each, positive for a loss
 * @returns undefined where an ES is not positive: then a loss has no size relative to it
 * @see Acerbi & Székely (2014), Back-testing expected shortfall, Risk 27(11), 76–81
 */
export function acerbiSzekelyTests(
  pnl: ArrayLike<number>,
  forecasts: { readonly var: ArrayLike<number>; readonly es: ArrayLike<number> },
  confidence: number,
): Figure<AcerbiSzekelyTests> {
  let total = 0;
  let exceptions = 0;
  for (let t = 0; t < pnl.length; t++) {
    if (!(-pnl[t]! > forecasts.var[t]!)) continue;
    if (!(forecasts.es[t]! > 0)) return new Undefined(`the ES of observation ${t} is ${forecasts.es[t]}, not a loss`);
    total += pnl[t]! / forecasts.es[t]!;
    exceptions++;
  }
  if (pnl.length === 0) return new Undefined("no observation");
  const z2 = total / (pnl.length * tailOf(confidence)) + 1;
  const verdict = z2 >= CRITICAL_5_PERCENT ? "pass" : z2 >= CRITICAL_1_IN_10000 ? "warn" : "fail";
  return { z1: exceptions === 0 ? null : total / exceptions + 1, z2, verdict };
}

export const acerbiSzekelyEntries: readonly CatalogueEntry[] = [
  {
    id: "acerbi_szekely_z1",
    label: "Acerbi–Székely Z₁: size of exceptions",
    unit: "ratio",
    definition: "Σ(x·I/ES)/N + 1 over the N exceptions: 0 is expected, negative is too little ES",
    source: "Acerbi & Székely (2014), Risk 27(11), 76–81",
    recommended: true,
  },
  {
    id: "acerbi_szekely_z2",
    label: "Acerbi–Székely Z₂: size and number",
    unit: "ratio",
    definition: "Σ(x·I/ES)/(T·α) + 1: 0 is expected; below −0.70 rejected at 5%, below −1.8 at 0.01%",
    source: "Acerbi & Székely (2014), Risk 27(11), 76–81",
    recommended: true,
  },
];
