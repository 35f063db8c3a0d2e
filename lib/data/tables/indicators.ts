import { column, DAY_ALIASES, type KeyedTable, optional, YEAR_OF_DATE } from "./table.js";

export const indicators: KeyedTable = {
  meaning: "economic indicators as they were known: a revision is a row of its own",
  columns: [
    column("indicator", "VARCHAR", "its name, such as CPI or VIX"),
    column("date", "DATE", "the day or the first day of the period that it tells of"),
    column("released", "DATE", "the day it was published; nothing before that day may know it"),
    column("value", "DOUBLE", ""),
    optional("unit", "VARCHAR", ""),
  ],
  key: ["indicator", "date", "released"],
  partition: YEAR_OF_DATE,
  aliases: { date: [...DAY_ALIASES, "period"], indicator: ["name", "series"], released: ["release_date", "published"] },
  defaults: { released: "date" },
  rules: [
    [
      "released < date AND unit IS DISTINCT FROM 'forecast'",
      `'released was "' || released || '", before the day it tells of, "' || date || '"; expected a later day, or unit forecast.'`,
    ],
  ],
};
