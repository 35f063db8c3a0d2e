import { column, type KeyedTable, ONE_PARTITION, oneOf, optional, type Rule } from "./table.js";

/** What a limit can be set on. */
export const LIMIT_SCOPES = ["firm", "desk", "trader", "account", "symbol", "sector"] as const;

const NO_BOUND: Rule = ["soft IS NULL AND hard IS NULL", "'a limit needs soft, hard or both.'"];
const BOUNDS_DISAGREE: Rule = [
  "abs(soft) > abs(hard)",
  `'soft was "' || soft || '", beyond hard, "' || hard || '"; expected it to be reached first.'`,
];

export const limits: KeyedTable = {
  meaning: "limits and the day from which each holds; the last one up to a day counts",
  columns: [
    column("scope", "VARCHAR", LIMIT_SCOPES.join(", ")),
    column("name", "VARCHAR", "which desk, trader, account, symbol or sector; the firm's own name, or * for each one"),
    column("measure", "VARCHAR", "id of the measure"),
    column("from_date", "DATE", "the first day it holds"),
    optional("soft", "DOUBLE", "where a warning begins, in the measure's unit and sign"),
    optional("hard", "DOUBLE", "what must not be passed"),
    optional("currency", "VARCHAR", "of a bound in money"),
  ],
  key: ["scope", "name", "measure", "from_date"],
  partition: ONE_PARTITION,
  aliases: { from_date: ["from", "since", "date"], soft: ["warning"], hard: ["limit"] },
  defaults: { name: "CASE WHEN scope = 'firm' THEN '*' END" },
  rules: [oneOf("scope", LIMIT_SCOPES), NO_BOUND, BOUNDS_DISAGREE],
};
