/** A time as a zone's clock shows it: `2020-04-17 10:41:07`. */
export function clockText(timeMs: number, timeZone: string): string {
  return new Date(timeMs).toLocaleString("sv-SE", { timeZone });
}

/** How long something took, to the part that counts: `40 s`, `12 min`, `3 h 05 min`, `220 days`. */
export function durationText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return `${Math.round(ms / 1000)} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(minutes / 1440)} days`;
}
