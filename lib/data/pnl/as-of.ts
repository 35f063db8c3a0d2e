import { type IsoDate, isIsoDate, RiskbookError } from "../../core/index.js";
import { sqlText } from "../store/index.js";

/**
 * SQL that leaves out what is after a day; nothing where no day is given.
 * @param word what the condition begins with
 * @throws RiskbookError `BAD_DATE`
 */
export function upTo(column: string, asOf: IsoDate | undefined, word: "WHERE" | "AND" = "WHERE"): string {
  return asOf === undefined ? "" : `${word} ${column} <= DATE ${sqlText(requireAsOf(asOf))}`;
}

/** The day itself; throws `BAD_DATE` for what is none. */
export function requireAsOf(asOf: IsoDate): IsoDate {
  if (isIsoDate(asOf)) return asOf;
  throw new RiskbookError("BAD_DATE", `The as-of date was "${asOf}"; write it as YYYY-MM-DD, for example 2020-04-17.`, {
    exitCode: 2,
  });
}
