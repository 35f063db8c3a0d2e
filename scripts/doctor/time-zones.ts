import { type Check, ok } from "./check.js";

/** Local hours that the world's clocks are known to have shown: two summers, two winters, a half-hour zone and a change of law. */
const KNOWN: readonly (readonly [zone: string, utc: string, local: string])[] = [
  ["America/New_York", "2020-04-17T20:00:00Z", "16:00"],
  ["America/New_York", "2020-01-17T20:00:00Z", "15:00"],
  ["America/New_York", "2020-03-08T07:00:00Z", "03:00"],
  ["Europe/London", "2020-07-01T12:00:00Z", "13:00"],
  ["Asia/Kolkata", "2020-07-01T12:00:00Z", "17:30"],
  ["Europe/Istanbul", "2016-12-01T12:00:00Z", "15:00"],
];

/** The time zone data that schedules and trading days rest on. */
export const timeZonesCheck: Check = {
  name: "time zones",
  run({ book }) {
    const wrong = KNOWN.filter(([zone, utc, local]) => clockIn(zone, utc) !== local);
    const own = book?.config.timeZone;
    const unknown = own !== undefined && clockIn(own, "2020-01-01T00:00:00Z") === undefined;
    if (wrong.length === 0 && !unknown) {
      return ok(`data ${process.versions.tz ?? "of this Node"}, ${KNOWN.length} known clock readings agree`);
    }
    if (unknown) {
      return {
        status: "failed",
        detail: `riskbook.yaml says timeZone: ${own}, which is no zone`,
        remedy: "Write an IANA name there, such as America/New_York.",
      };
    }
    const [zone, utc, local] = wrong[0]!;
    return {
      status: "failed",
      detail: `${utc} was ${local} in ${zone}; this Node says ${clockIn(zone, utc) ?? "nothing"}`,
      remedy: "Unset NODE_ICU_DATA and TZDIR, or use the Node that riskbook ships with.",
    };
  },
};

function clockIn(timeZone: string, utc: string): string | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return format.format(new Date(utc));
  } catch {
    return undefined;
  }
}
