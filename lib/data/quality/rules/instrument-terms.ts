import { CALENDAR_NAMES } from "../../calendars/index.js";
import { sqlText } from "../../store/index.js";
import { find } from "../find.js";
import { type Rule, rule } from "../rule.js";
import { listed } from "../words.js";

/** Contracts of which what they are worth cannot be told. */
export const instrumentTerms: Rule = rule({
  id: "instrument-terms",
  tables: ["instruments"],
  severity: "warn",
  sentence:
    "Options have a strike, an expiry and a right, futures an expiry, both a multiplier and a known underlying.",
  thresholds: {},
  check: judged =>
    find(
      judged,
      `SELECT symbol, kind, missing, array_to_string(missing, ', ') AS value, 'stated' AS expected FROM (
        SELECT symbol, kind, list_filter([
          CASE WHEN kind = 'option' AND strike IS NULL THEN 'strike' END,
          CASE WHEN kind IN ('option', 'future') AND expiry IS NULL THEN 'expiry' END,
          CASE WHEN kind = 'option' AND option_right IS NULL THEN 'option_right' END,
          CASE WHEN multiplier IS NULL THEN 'multiplier' END,
          CASE WHEN kind = 'option' AND underlying IS NULL THEN 'underlying' END,
          CASE WHEN underlying IS NOT NULL AND underlying NOT IN (SELECT symbol FROM main.instruments)
            AND underlying NOT IN (SELECT symbol FROM prices) THEN 'underlying "' || underlying || '" among instruments or prices' END,
          CASE WHEN calendar IS NOT NULL AND calendar NOT IN (${CALENDAR_NAMES.map(sqlText).join(", ")}) THEN 'a known calendar' END
        ], term -> term IS NOT NULL) AS missing FROM instruments)
      WHERE len(missing) > 0`,
      ({ symbol, kind, missing }) =>
        `${symbol}, ${kind === "option" || kind === "index" ? "an" : "a"} ${kind}, has no ${listed(missing as string[])}.`,
    ),
});
