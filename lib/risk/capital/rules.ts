import type { CapitalRule } from "./rule.js";

const BANKS = "internationally active banks, through the law of their country; a proprietary trading firm is not bound";
const BROKERS =
  "brokers and dealers registered with the SEC; a firm that trades its own money through a broker is not bound, though its broker may ask the same of it";

/** The Basel leverage ratio. */
export const BASEL_LEVERAGE: CapitalRule = {
  id: "basel_leverage",
  title: "Basel leverage ratio",
  article: "Basel Framework LEV20.3–20.7",
  version: "27 March 2020",
  effectiveFrom: "2023-01-01",
  effectiveTo: null,
  applicability: BANKS,
  verified: true,
  note: null,
};

/** The liquidity coverage ratio with the haircuts and caps of its stock of liquid assets. */
export const LIQUIDITY_COVERAGE: CapitalRule = {
  id: "liquidity_coverage",
  title: "Liquidity coverage ratio",
  article: "Basel Framework LCR20, LCR30 and LCR40",
  version: "15 December 2019",
  effectiveFrom: "2019-12-15",
  effectiveTo: null,
  applicability: BANKS,
  verified: false,
  note: "the ratio and the caps of 40% and 15% were checked; the haircuts of 15% and 50% and the cap on inflows were not",
};

/** The simplified standardised approach to market risk: its sum and its scaling factors. */
export const SIMPLIFIED_MARKET_RISK: CapitalRule = {
  id: "simplified_market_risk",
  title: "Market risk, simplified standardised approach",
  article: "Basel Framework MAR40.1–40.2",
  version: "26 November 2020",
  effectiveFrom: "2023-01-01",
  effectiveTo: null,
  applicability: `${BANKS}; among banks only those with small or simple trading books whose supervisor allows it`,
  verified: true,
  note: null,
};

/** Charges of the simplified approach for shares and stock indices. */
export const SIMPLIFIED_EQUITY: CapitalRule = {
  ...SIMPLIFIED_MARKET_RISK,
  id: "simplified_equity",
  title: "Equity risk, simplified standardised approach",
  article: "Basel Framework MAR40.41–40.52",
  verified: false,
  note: "the 8% for specific and for general risk were checked, the 2% for diversified indices was not",
};

/** Charges of the simplified approach for options by their Greeks. */
export const SIMPLIFIED_OPTIONS: CapitalRule = {
  ...SIMPLIFIED_MARKET_RISK,
  id: "simplified_options",
  title: "Options, delta-plus method",
  article: "Basel Framework MAR40.77–40.82",
  verified: false,
  note: "the shift of volatility by a quarter was checked against Regulation (EU) 528/2014 only",
};

/** Charges of the simplified approach for currencies and for commodities. */
export const SIMPLIFIED_FX_AND_COMMODITY: CapitalRule = {
  ...SIMPLIFIED_MARKET_RISK,
  id: "simplified_fx_and_commodity",
  title: "Currency and commodity risk, simplified standardised approach",
  article: "Basel Framework MAR40.53–40.73",
  verified: false,
  note: "8% of the net open position, 15% of the net and 3% of the gross position in a commodity were not checked",
};

/** Haircuts of the US net capital rule on government securities. */
export const NET_CAPITAL_TREASURIES: CapitalRule = {
  id: "net_capital_treasuries",
  title: "US net capital, government securities",
  article: "17 CFR 240.15c3-1(c)(2)(vi)(A)",
  version: "as codified",
  effectiveFrom: "1975-09-01",
  effectiveTo: null,
  applicability: BROKERS,
  verified: false,
  note: "rates and categories were checked; offsets against futures are left out",
};

/** Haircuts of the US net capital rule on shares. */
export const NET_CAPITAL_EQUITIES: CapitalRule = {
  ...NET_CAPITAL_TREASURIES,
  id: "net_capital_equities",
  title: "US net capital, shares",
  article: "17 CFR 240.15c3-1(c)(2)(vi)(J)",
  note: "the 15% was checked, the allowance of 25% for hedges was not; undue concentration is left out",
};

/** Haircuts of the US net capital rule on options by theoretical prices. */
export const NET_CAPITAL_OPTIONS: CapitalRule = {
  ...NET_CAPITAL_TREASURIES,
  id: "net_capital_options",
  title: "US net capital, options by theoretical prices",
  article: "17 CFR 240.15c3-1a(b)(1)",
  version: "Release 34-38248",
  effectiveFrom: "1997-09-01",
  note: "moves of 15% and 10%, ten points and the least charge were not checked; only the clearing house's prices are approved",
};

/** Every rule that a figure here is worked out by. */
export const CAPITAL_RULES: readonly CapitalRule[] = [
  BASEL_LEVERAGE,
  LIQUIDITY_COVERAGE,
  SIMPLIFIED_MARKET_RISK,
  SIMPLIFIED_EQUITY,
  SIMPLIFIED_OPTIONS,
  SIMPLIFIED_FX_AND_COMMODITY,
  NET_CAPITAL_TREASURIES,
  NET_CAPITAL_EQUITIES,
  NET_CAPITAL_OPTIONS,
];
