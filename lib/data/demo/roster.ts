import type { IsoDate } from "../../core/index.js";
import type { Style } from "./seat.js";
import { earningsOptions } from "./styles/earnings-options.js";
import { hedgedHolding } from "./styles/hedged-holder.js";
import { meanReversion } from "./styles/mean-reversion.js";
import { momentum } from "./styles/momentum.js";
import { pairsTrading } from "./styles/pairs.js";
import { premiumSelling } from "./styles/premium-seller.js";
import { dayTrading } from "./styles/round-trips.js";
import { trendFollowing } from "./styles/trend-follower.js";

/** One trader of the demo firm. All of them are made up. */
export interface Trader {
  readonly account: string;
  readonly name: string;
  readonly desk: string;
  /** Money that ratios of the account's P&L are taken of. */
  readonly capital: number;
  /** The largest quantity of one fill that is the trader's to trade. */
  readonly largestFill: number;
  /** First session at the firm, where it is not the demo's first. */
  readonly since?: IsoDate;
  /** What a risk manager would find after a while. */
  readonly habit: string;
  /** A new run of the trader's way of trading. */
  style(): Style;
}

const INTRADAY = "Equities Intraday";
const MOMENTUM = "Momentum & Reversion";
const OPTIONS = "Options";
const MACRO = "Index & Macro";

const dayTraders: readonly Trader[] = [
  {
    account: "MST-101",
    name: "Marta Steinmann",
    desk: INTRADAY,
    capital: 600_000,
    largestFill: 20_000,
    habit: "steady scalper",
    style: () =>
      dayTrading({
        symbols: ["ZARQ", "ZFIN", "ZCOR", "ZQUI", "ZTEA", "ZPET"],
        tripsPerDay: 7.5,
        holdMinutes: 5,
        size: 340_000,
        skill: 0.565,
        passive: 0.72,
        stopDeviations: 1.2,
      }),
  },
  {
    account: "MST-102",
    name: "Dylan Okafor",
    desk: INTRADAY,
    capital: 500_000,
    largestFill: 20_000,
    habit: "overtrades: what is earned goes into fees",
    style: () =>
      dayTrading({
        symbols: ["ZHAR", "ZBIT", "ZOIL", "ZDYN", "ZVOL", "ZRET", "ZELO", "ZNOR"],
        tripsPerDay: 10.3,
        holdMinutes: 4,
        size: 120_000,
        skill: 0.52,
        passive: 0.2,
      }),
  },
  {
    account: "MST-103",
    name: "Rui Tavares",
    desk: INTRADAY,
    capital: 700_000,
    largestFill: 30_000,
    habit: "trades larger and sooner after losses",
    style: () =>
      dayTrading({
        symbols: ["ZBIT", "ZELO", "ZSHO", "ZLAB"],
        tripsPerDay: 6,
        holdMinutes: 16,
        size: 170_000,
        skill: 0.524,
        passive: 0.3,
        stopDeviations: 1.5,
        hopesFor: 1.7,
        sizeAfterLosses: losses => [1.9, 2.7, 3.4][Math.min(losses, 3) - 1]!,
        hasteAfterLoss: 0.15,
        dailyStop: 60_000,
      }),
  },
  {
    account: "MST-104",
    name: "Zoë Lindqvist",
    desk: INTRADAY,
    capital: 700_000,
    largestFill: 10_000,
    habit: "trades the opening and goes",
    style: () =>
      dayTrading({
        symbols: ["ZCOR", "ZXEN", "ZARQ", "ZSHO", "ZMED"],
        tripsPerDay: 9,
        holdMinutes: 20,
        size: 420_000,
        skill: 0.53,
        passive: 0.4,
        stopDeviations: 1.3,
        likesTheOpen: true,
        dailyStop: 40_000,
      }),
  },
  {
    account: "MST-105",
    name: "Aisha Karim",
    desk: INTRADAY,
    capital: 300_000,
    largestFill: 10_000,
    since: "2019-06-17",
    habit: "new hire, learning with small size",
    style: () =>
      dayTrading({
        symbols: ["ZQUI", "ZWAY", "ZGLD", "ZJUN", "ZIBR"],
        tripsPerDay: 8,
        holdMinutes: 11,
        size: 160_000,
        skill: 0.53,
        passive: 0.35,
        stopDeviations: 1,
        growth: sessions => Math.min(1.2, 0.2 + sessions / 160),
      }),
  },
];

const portfolioTraders: readonly Trader[] = [
  {
    account: "MST-201",
    name: "Ольга Петрова",
    desk: MOMENTUM,
    capital: 4_000_000,
    largestFill: 60_000,
    habit: "momentum leader",
    style: () =>
      momentum({ lookback: 55, longs: 6, shorts: 5, gross: 10_800_000, longShare: 0.58, delay: 0, minute: 20 }),
  },
  {
    account: "MST-202",
    name: "Tom Brandt",
    desk: MOMENTUM,
    capital: 3_000_000,
    largestFill: 50_000,
    habit: "crowds into the momentum leader's names a day later",
    style: () =>
      momentum({ lookback: 55, longs: 6, shorts: 4, gross: 8_300_000, longShare: 0.62, delay: 1, minute: 75 }),
  },
  {
    account: "MST-203",
    name: "Hannah Weiss",
    desk: MOMENTUM,
    capital: 2_600_000,
    largestFill: 50_000,
    habit: "stops trading for weeks",
    style: () =>
      meanReversion({
        gross: 9_500_000,
        names: 5,
        threshold: 1.1,
        away: [
          ["2018-08-10", "2018-09-04"],
          ["2019-01-25", "2019-03-11"],
          ["2019-11-21", "2019-12-31"],
        ],
      }),
  },
  {
    account: "MST-204",
    name: "Kenji Mori",
    desk: MOMENTUM,
    capital: 3_000_000,
    largestFill: 20_000,
    habit: "sector pairs, little market",
    style: () =>
      pairsTrading({
        pairs: [
          ["ZARQ", "ZCOR"],
          ["ZFIN", "ZIBR"],
          ["ZGLD", "ZHAR"],
          ["ZJUN", "ZMED"],
          ["ZNOR", "ZPET"],
          ["ZRET", "ZSHO"],
          ["ZWAY", "ZXEN"],
          ["ZUTL", "ZVOL"],
        ],
        leg: 500_000,
      }),
  },
];

const optionTraders: readonly Trader[] = [
  {
    account: "MST-301",
    name: "Grant Holloway",
    desk: OPTIONS,
    capital: 2_200_000,
    largestFill: 25,
    habit: "sells premium, adds into falls, blows up in March 2020",
    style: () => premiumSelling({ contracts: 7, doublesDown: 8, firmStop: 1_150_000 }),
  },
  {
    account: "MST-302",
    name: "Lucía Ferrer",
    desk: OPTIONS,
    capital: 2_500_000,
    largestFill: 6_000,
    habit: "holds hedged stocks",
    style: () =>
      hedgedHolding({
        symbols: ["ZTEA", "ZKEP", "ZUTL", "ZQUI", "ZGLD", "ZMED", "ZWAY", "ZCOR"],
        gross: 4_000_000,
        puts: 9,
        covered: 0.5,
      }),
  },
  {
    account: "MST-303",
    name: "Peter Novák",
    desk: OPTIONS,
    capital: 900_000,
    largestFill: 500,
    habit: "buys options around earnings",
    style: () => earningsOptions({ premium: 14_000, skill: 0.55 }),
  },
];

const macroTraders: readonly Trader[] = [
  {
    account: "MST-401",
    name: "Ewan McRae",
    desk: MACRO,
    capital: 800_000,
    largestFill: 45,
    habit: "day trades the index future",
    style: () =>
      dayTrading({
        symbols: [],
        tripsPerDay: 6,
        holdMinutes: 14,
        size: 7,
        skill: 0.545,
        passive: 0.4,
        stopDeviations: 1.4,
        dailyStop: 40_000,
      }),
  },
  {
    account: "MST-402",
    name: "Inês Duarte",
    desk: MACRO,
    capital: 3_200_000,
    largestFill: 80,
    habit: "follows the index's trend overnight",
    style: () => trendFollowing({ contracts: 56, fast: 20, slow: 90 }),
  },
];

/** The 14 traders, by account. Their capital adds up to 25,000,000. */
export const ROSTER: readonly Trader[] = [...dayTraders, ...portfolioTraders, ...optionTraders, ...macroTraders];
