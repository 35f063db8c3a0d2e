import { column, DAY_ALIASES, expects, type KeyedTable, YEAR_OF_DATE } from "./table.js";

const CODE = "a code such as USD";

export const fx: KeyedTable = {
  meaning: "exchange rates by day: one unit of base is rate units of quote",
  columns: [
    column("base", "VARCHAR", "ISO 4217"),
    column("quote", "VARCHAR", "ISO 4217"),
    column("date", "DATE", "the day whose P&L it converts"),
    column("rate", "DOUBLE", "units of quote for one of base"),
  ],
  key: ["base", "quote", "date"],
  partition: YEAR_OF_DATE,
  aliases: { date: DAY_ALIASES, base: ["from"], quote: ["to"], rate: ["close", "mid"] },
  defaults: {},
  rules: [
    expects("NOT regexp_full_match(base, '[A-Z]{3,5}')", "base", CODE),
    expects("NOT regexp_full_match(quote, '[A-Z]{3,5}')", "quote", CODE),
    expects("base = quote", "quote", "another currency than base"),
    expects("rate <= 0", "rate", "more than 0"),
  ],
};
