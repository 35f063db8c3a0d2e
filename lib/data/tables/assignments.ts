import { column, type KeyedTable, ONE_PARTITION, optional } from "./table.js";

export const assignments: KeyedTable = {
  meaning:
    "from which day on an account is whose, on which desk and in which group; the last one up to a day holds on it",
  columns: [
    column("account", "VARCHAR", "of accounts"),
    column("from_date", "DATE", "the first day it holds"),
    column("trader", "VARCHAR", "of traders"),
    optional("desk", "VARCHAR", "the desk"),
    optional("account_group", "VARCHAR", "the source's group, or the firm's own"),
  ],
  key: ["account", "from_date"],
  partition: ONE_PARTITION,
  aliases: { from_date: ["from", "since", "date"], account_group: ["group"] },
  defaults: {},
  rules: [],
};
