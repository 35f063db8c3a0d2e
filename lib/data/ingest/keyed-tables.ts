import type { TableName } from "../schema.js";

/** Tables of which each row has a key and a later statement takes the place of an earlier one. Fills are not among them. */
export type KeyedTableName = Exclude<TableName, "fills">;

/** How a keyed table is read from a CSV file with its own column names, and stored. */
export interface KeyedTable {
  readonly key: readonly string[];
  /** SQL of a row's partition; a partition is rewritten as a whole when one of its rows changes. */
  readonly partition: string;
  /** Other names that a file may have for a column. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** SQL of what a required column is when the file says nothing, in terms of the other columns. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Conditions under which a row is rejected, with the sentence as SQL. */
  readonly rules: readonly (readonly [condition: string, sentence: string])[];
}

const CURRENCY_RULE = [
  "NOT regexp_full_match(currency, '[A-Z]{3,5}')",
  `'currency was "' || currency || '"; expected a code such as USD.'`,
] as const;

/** Symbols that trade at zero or below: everything but shares can. */
const SHARE = "symbol NOT IN (SELECT symbol FROM stored.instruments WHERE kind IN ('future', 'option', 'fx'))";

const DAY_ALIASES = ["day", "time", "timestamp"] as const;

/** The keyed tables. */
export const KEYED_TABLES: Readonly<Record<KeyedTableName, KeyedTable>> = {
  accounts: {
    key: ["account"],
    partition: "'all'",
    aliases: {},
    defaults: { trader: "account", simulated: "false" },
    rules: [
      CURRENCY_RULE,
      ["capital_base <= 0", `'capital_base was "' || capital_base || '"; expected more than 0, or nothing.'`],
    ],
  },
  instruments: {
    key: ["symbol"],
    partition: "'all'",
    aliases: { option_right: ["right"] },
    defaults: {
      multiplier: "CASE WHEN kind IN ('equity', 'fx', 'crypto') THEN 1 END",
      simulated: "false",
    },
    rules: [
      CURRENCY_RULE,
      [
        "kind NOT IN ('equity', 'future', 'option', 'fx', 'crypto')",
        `'kind was "' || kind || '"; expected equity, future, option, fx or crypto.'`,
      ],
      ["multiplier <= 0", `'multiplier was "' || multiplier || '"; expected more than 0.'`],
      ["option_right NOT IN ('call', 'put')", `'option_right was "' || option_right || '"; expected call or put.'`],
    ],
  },
  prices: {
    key: ["symbol", "date"],
    partition: "'year=' || year(date)",
    aliases: { date: DAY_ALIASES, symbol: ["ticker"], volume: ["vol"] },
    defaults: { simulated: "false" },
    rules: [
      [`close <= 0 AND ${SHARE}`, `'close was "' || close || '"; expected more than 0.'`],
      ["high < low", `'high was "' || high || '" and low "' || low || '"; expected high to be at least low.'`],
      ["volume < 0", `'volume was "' || volume || '"; expected 0 or more.'`],
    ],
  },
  daily: {
    key: ["account", "date"],
    partition: "'year=' || year(date)",
    aliases: { date: DAY_ALIASES, unrealised: ["unrealized"] },
    defaults: { fees: "0", net: "gross - coalesce(fees, 0)" },
    rules: [
      CURRENCY_RULE,
      [
        "abs(net - (gross - fees)) > 0.01",
        `'net was "' || net || '"; expected gross − fees, ' || (gross - fees) || ', as fees are a positive cost.'`,
      ],
    ],
  },
};
