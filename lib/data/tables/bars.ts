import { BAR_RULES } from "./prices.js";
import { column, type KeyedTable, optional, SIMULATED } from "./table.js";

export const bars: KeyedTable = {
  meaning: "minute bars, for what happened within a session",
  columns: [
    column("symbol", "VARCHAR", "of instruments"),
    column("time", "TIMESTAMP", "the beginning of the minute, UTC"),
    optional("open", "DOUBLE", ""),
    column("high", "DOUBLE", ""),
    column("low", "DOUBLE", ""),
    column("close", "DOUBLE", ""),
    optional("volume", "DOUBLE", ""),
    SIMULATED,
  ],
  key: ["symbol", "time"],
  partition: "'month=' || strftime(time, '%Y-%m')",
  aliases: { symbol: ["ticker"], time: ["timestamp", "datetime", "date_time"], volume: ["vol"] },
  defaults: { simulated: "false" },
  rules: BAR_RULES,
};
