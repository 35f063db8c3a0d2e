import type { MeasureDescription } from "../definition.js";

/** What all measures of behaviour say of themselves. */
export const BEHAVIOUR = { group: "behaviour", recommended: true, source: "own definition v1" } as const;

type Section = Pick<MeasureDescription, "group" | "recommended" | "source" | "unit" | "format">;

/** A ratio to the trader's own normal, which is 1. */
export const RATIO: Section = { ...BEHAVIOUR, unit: "ratio", format: { kind: "ratio", digits: 2 } };

export const SHARE: Section = { ...BEHAVIOUR, unit: "fraction", format: { kind: "percent", digits: 1 } };

/** A number of sessions. */
export const SESSIONS: Section = { ...BEHAVIOUR, unit: "sessions", format: { kind: "integer" } };

export const RECORD: Section = { ...BEHAVIOUR, unit: "record", format: { kind: "text" } };

/** An amount in the currency of the trips. */
export function moneyOf(currency: string): Pick<MeasureDescription, "unit" | "format" | "recommended"> {
  return { recommended: true, unit: currency, format: { kind: "money", currency, digits: 0 } };
}
