import { sqlText } from "../store/sql.js";

/** How a source writes times, and the zone of those that state none. */
export interface TimeFormat {
  /** `iso`, `epoch-seconds`, `epoch-milliseconds`, or patterns of strptime such as `%m/%d/%Y %H:%M:%S`, in order of trial. */
  readonly format: readonly string[];
  readonly zone: string;
}

const ISO = "\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)?";
const OFFSET = "\\s?(?:Z|[+-]\\d{2}(?::?\\d{2})?)";
/** Epoch times are taken up to the year 2100; seconds and milliseconds cannot be confused within that. */
const LAST_EPOCH_SECOND = 4_102_444_800;

/** SQL of the UTC timestamp that a text means, null where no format fits. */
export function utcTime(text: string, time: TimeFormat): string {
  return `coalesce(${time.format.map(format => inFormat(text, format, time.zone)).join(", ")})`;
}

/** SQL of the time that the zone's clock showed, null where the text states its offset or is no clock's time. */
export function clockTime(text: string, time: TimeFormat): string {
  if (time.zone === "UTC") return "NULL::TIMESTAMP";
  if (isAlwaysClock(time)) return `coalesce(${time.format.map(format => inFormat(text, format, "UTC")).join(", ")})`;
  const cases = time.format.map(
    format => `WHEN ${inFormat(text, format, "UTC")} IS NOT NULL THEN ${onClock(text, format) ?? "NULL"}`,
  );
  return `CASE ${cases.join(" ")} ELSE NULL::TIMESTAMP END`;
}

/**
 * SQL of the UTC timestamp that a text means, where the columns `clock` and `ahead` say what {@link clockTime} and the zone's
 * steady days make of it: converting by the zone itself is left for the few times that need it.
 */
export function utcOfClock(text: string, time: TimeFormat): string {
  if (time.zone === "UTC") return utcTime(text, time);
  const stated = isAlwaysClock(time) ? "NULL" : utcTime(text, time);
  return `CASE WHEN clock IS NULL THEN ${stated} WHEN ahead IS NOT NULL THEN make_timestamp(epoch_us(clock) - ahead * 1000000::BIGINT)
    ELSE ${fromZone("clock", time.zone)} END`;
}

/**
 * SQL of the day that a text means, null where no format fits. Of a time that stands beside the day only the day is taken,
 * as it is written; that of an epoch time is the zone's, or UTC's where there is none.
 */
export function dayOf(text: string, time: TimeFormat): string {
  const days = time.format.map(format => {
    if (format === "iso") {
      return `CASE WHEN regexp_full_match(${text}, '\\d{4}-\\d{2}-\\d{2}([T ].*)?') THEN try_cast(${text}[1:10] AS DATE) END`;
    }
    const known = format.startsWith("epoch-") || statesOffset(format);
    return known
      ? localDate(inFormat(text, format, "UTC"), time.zone || "UTC")
      : `try_strptime(${text}, ${sqlText(format)})::DATE`;
  });
  return `coalesce(${days.join(", ")})`;
}

/** SQL of the day of a UTC timestamp in the source's zone. */
export function localDate(utc: string, zone: string): string {
  return zone === "UTC" ? `${utc}::DATE` : `timezone(${sqlText(zone)}, timezone('UTC', ${utc}))::DATE`;
}

/** SQL of the day of a UTC timestamp where the next day begins some minutes before midnight. */
export function sessionDate(utc: string, zone: string, minutesEarly: number): string {
  return `(timezone(${sqlText(zone)}, timezone('UTC', ${utc})) + INTERVAL ${minutesEarly} MINUTE)::DATE`;
}

function inFormat(text: string, format: string, zone: string): string {
  switch (format) {
    case "iso":
      return `CASE WHEN regexp_full_match(${text}, ${sqlText(ISO + OFFSET)}) THEN timezone('UTC', ${withOffset(text)})
        WHEN regexp_full_match(${text}, ${sqlText(ISO)}) THEN ${fromZone(`try_cast(${text} AS TIMESTAMP)`, zone)} END`;
    case "epoch-seconds":
      return fromEpoch(text, 1);
    case "epoch-milliseconds":
      return fromEpoch(text, 1e3);
    default: {
      const parsed = `try_strptime(${text}, ${sqlText(format)})`;
      return statesOffset(format) ? `timezone('UTC', ${parsed})` : fromZone(parsed, zone);
    }
  }
}

function onClock(text: string, format: string): string | undefined {
  if (format === "iso") {
    return `CASE WHEN regexp_full_match(${text}, ${sqlText(ISO)}) THEN try_cast(${text} AS TIMESTAMP) END`;
  }
  return format.startsWith("epoch-") || statesOffset(format) ? undefined : inFormat(text, format, "UTC");
}

function isAlwaysClock({ format }: TimeFormat): boolean {
  return format.every(pattern => pattern !== "iso" && onClock("", pattern) !== undefined);
}

function statesOffset(pattern: string): boolean {
  return pattern.includes("%z") || pattern.includes("%Z");
}

function fromZone(local: string, zone: string): string {
  return zone === "UTC" ? local : `timezone('UTC', timezone(${sqlText(zone)}, ${local}))`;
}

/** A cast to TIMESTAMP ignores an offset; one to TIMESTAMPTZ wants it with its colon. */
function withOffset(text: string): string {
  return `try_cast(regexp_replace(${text}, '\\s?([+-]\\d{2}):?(\\d{2})?$', '\\1:\\2') AS TIMESTAMPTZ)`;
}

function fromEpoch(text: string, perSecond: number): string {
  const seconds = `try_cast(${text} AS DOUBLE) / ${perSecond}`;
  return `CASE WHEN ${seconds} BETWEEN 0 AND ${LAST_EPOCH_SECOND}
    THEN make_timestamp(try_cast(round(${seconds} * 1e6) AS BIGINT)) END`;
}
