import {
  CURRENCY,
  CURRENCY_RULE,
  column,
  expects,
  type KeyedTable,
  ONE_PARTITION,
  oneOf,
  optional,
  SIMULATED,
} from "./table.js";

/** Kinds of instrument that the store knows; an index has prices and is never traded. */
export const KINDS = ["equity", "future", "option", "fx", "crypto", "index"] as const;

export const instruments: KeyedTable = {
  meaning: "what is traded or priced, under the symbol that fills and prices carry",
  columns: [
    column("symbol", "VARCHAR", "the key"),
    column("kind", "VARCHAR", "equity, future, option, fx, crypto or index"),
    column("multiplier", "DOUBLE", "money per point of price and unit of quantity"),
    CURRENCY,
    optional("underlying", "VARCHAR", "of an option or future"),
    optional("strike", "DOUBLE", "of an option"),
    optional("expiry", "DATE", "of an option or future"),
    optional("option_right", "VARCHAR", "call or put"),
    optional("sector", "VARCHAR", "of an equity"),
    optional("beta", "DOUBLE", "to the firm's market index, where known"),
    SIMULATED,
    { ...optional("name", "VARCHAR", "for print"), since: 2 },
    { ...optional("tick", "DOUBLE", "the smallest step of its price"), since: 2 },
    {
      ...optional("calendar", "VARCHAR", "whose sessions it trades in, such as CME; the firm's unless stated"),
      since: 2,
    },
  ],
  key: ["symbol"],
  partition: ONE_PARTITION,
  aliases: { option_right: ["right"], tick: ["tick_size"] },
  defaults: {
    multiplier: "CASE WHEN kind IN ('equity', 'fx', 'crypto', 'index') THEN 1 END",
    simulated: "false",
  },
  rules: [
    CURRENCY_RULE,
    oneOf("kind", KINDS),
    expects("multiplier <= 0", "multiplier", "more than 0"),
    oneOf("option_right", ["call", "put"]),
    expects("tick <= 0", "tick", "more than 0, or nothing"),
  ],
};
