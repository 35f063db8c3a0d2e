import {
  column,
  DAY_ALIASES,
  expects,
  type KeyedTable,
  optional,
  type Rule,
  SIMULATED,
  YEAR_OF_DATE,
} from "./table.js";

/** Symbols that trade above zero only: everything but shares can trade at zero or below. */
const SHARE = "symbol NOT IN (SELECT symbol FROM stored.instruments WHERE kind IN ('future', 'option', 'fx'))";

/** What holds for a bar of any length. */
export const BAR_RULES: readonly Rule[] = [
  expects(`close <= 0 AND ${SHARE}`, "close", "more than 0"),
  ["high < low", `'high was "' || high || '" and low "' || low || '"; expected high to be at least low.'`],
  expects("volume < 0", "volume", "0 or more"),
];

export const prices: KeyedTable = {
  meaning: "daily bars; the close marks positions",
  columns: [
    column("symbol", "VARCHAR", "of instruments"),
    column("date", "DATE", "the session"),
    optional("open", "DOUBLE", ""),
    optional("high", "DOUBLE", ""),
    optional("low", "DOUBLE", ""),
    column("close", "DOUBLE", "the mark of the session"),
    optional("volume", "DOUBLE", ""),
    SIMULATED,
  ],
  key: ["symbol", "date"],
  partition: YEAR_OF_DATE,
  aliases: { date: DAY_ALIASES, symbol: ["ticker"], volume: ["vol"] },
  defaults: { simulated: "false" },
  rules: BAR_RULES,
};
