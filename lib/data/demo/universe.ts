/** A made-up stock: no such company is listed. */
export interface StockSpecification {
  readonly symbol: string;
  readonly name: string;
  readonly sector: string;
  /** To the index. */
  readonly beta: number;
  /** Price at the start of the simulation. */
  readonly price: number;
  /** Annualised volatility of what the index does not explain. */
  readonly ownVolatility: number;
  /** Shares on a usual day. */
  readonly dailyVolume: number;
}

function stock(
  symbol: string,
  name: string,
  sector: string,
  beta: number,
  price: number,
  ownVolatility: number,
  dailyVolume: number,
): StockSpecification {
  return { symbol, name, sector, beta, price, ownVolatility, dailyVolume };
}

/** The 24 stocks of the demo. */
export const STOCKS: readonly StockSpecification[] = [
  stock("ZARQ", "Arquon Systems", "Technology", 1.25, 148.2, 0.24, 21_000_000),
  stock("ZBIT", "Bitlane Networks", "Technology", 1.35, 62.45, 0.31, 14_500_000),
  stock("ZCOR", "Corvane Software", "Technology", 1.15, 211.7, 0.22, 17_800_000),
  stock("ZDYN", "Dynelle Semiconductor", "Technology", 1.55, 34.1, 0.42, 9_200_000),
  stock("ZELO", "Elodor Cloud", "Technology", 1.4, 97.85, 0.35, 11_300_000),
  stock("ZFIN", "Finmark Bancorp", "Financials", 1.2, 54.3, 0.19, 13_900_000),
  stock("ZGLD", "Gildon Insurance", "Financials", 1.1, 118.6, 0.17, 7_100_000),
  stock("ZHAR", "Harrow Street Credit", "Financials", 1.3, 27.95, 0.23, 18_400_000),
  stock("ZIBR", "Iberlane Financial", "Financials", 1.25, 73.4, 0.22, 6_400_000),
  stock("ZJUN", "Junilab Diagnostics", "Health care", 0.8, 88.15, 0.21, 6_900_000),
  stock("ZKEP", "Kepplar Pharma", "Health care", 0.75, 142.3, 0.18, 4_800_000),
  stock("ZLAB", "Labrin Biotech", "Health care", 1.05, 41.6, 0.44, 5_600_000),
  stock("ZMED", "Medrova Devices", "Health care", 0.85, 203.4, 0.2, 3_900_000),
  stock("ZNOR", "Norvik Exploration", "Energy", 1.15, 67.8, 0.26, 8_800_000),
  stock("ZOIL", "Oilmere Drilling", "Energy", 1.3, 39.25, 0.32, 12_100_000),
  stock("ZPET", "Petrane Refining", "Energy", 1.05, 102.9, 0.21, 5_200_000),
  stock("ZQUI", "Quillo Foods", "Consumer", 0.95, 58.75, 0.22, 7_600_000),
  stock("ZRET", "Retavo Stores", "Consumer", 1.1, 83.5, 0.29, 6_300_000),
  stock("ZSHO", "Shovanna Apparel", "Consumer", 1.2, 156.4, 0.28, 5_900_000),
  stock("ZTEA", "Teabrook Beverages", "Consumer", 0.6, 49.1, 0.16, 9_400_000),
  stock("ZUTL", "Utlandia Power", "Utilities", 0.45, 64.2, 0.14, 4_300_000),
  stock("ZVOL", "Voltane Grid", "Utilities", 0.5, 37.55, 0.15, 5_100_000),
  stock("ZWAY", "Wayfell Logistics", "Industrials", 1.05, 91.3, 0.2, 4_700_000),
  stock("ZXEN", "Xenfield Machines", "Industrials", 1.2, 128.7, 0.24, 5_500_000),
];
