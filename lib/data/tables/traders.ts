import { column, expects, type KeyedTable, ONE_PARTITION, optional, SIMULATED } from "./table.js";

export const traders: KeyedTable = {
  meaning: "people and strategies that trade",
  columns: [
    column("trader", "VARCHAR", "as accounts and assignments name them; the key"),
    optional("name", "VARCHAR", "for print, where it is another"),
    optional("desk", "VARCHAR", "the desk they belong to today"),
    optional("started", "DATE", "first day with the firm"),
    optional("ended", "DATE", "last day with the firm"),
    optional("max_quantity", "DECIMAL(24,8)", "the largest quantity of one fill that is theirs to trade"),
    SIMULATED,
  ],
  key: ["trader"],
  partition: ONE_PARTITION,
  aliases: {},
  defaults: { simulated: "false" },
  rules: [
    ["ended < started", `'ended was "' || ended || '", before started, "' || started || '"; expected a later day.'`],
    expects("max_quantity <= 0", "max_quantity", "more than 0, or nothing"),
  ],
};
