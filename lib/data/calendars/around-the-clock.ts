import type { Exchange } from "./exchange.js";

/** Markets that never close, such as crypto: the day is that of UTC. */
export const AROUND_THE_CLOCK: Exchange = {
  covers: "every day, from midnight to midnight UTC",
  timeZone: "UTC",
  weekends: true,
  holidays: [],
  closures: [],
  earlyCloses: [],
  specialHours: [],
  hours: [{ from: "1990-01-01", open: "00:00", close: "24:00", rolls: "24:00", source: "convention of the venues" }],
};
