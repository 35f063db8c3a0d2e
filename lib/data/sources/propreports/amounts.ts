const AMOUNT = /^(-?)(\()?\$?(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d{0,6}))?(\))?$/;

/** An amount such as `(1,234.50)` in millionths, exact; null where it is none or finer. */
export function microsOf(text: string): number | null {
  const match = AMOUNT.exec(text.trim());
  if (match === null || (match[2] === undefined) !== (match[5] === undefined)) return null;
  const [, minus, bracket, whole = "", fraction = ""] = match;
  if (whole === "" && fraction === "") return null;
  const micros = Number(whole.replaceAll(",", "") || "0") * 1_000_000 + Number(fraction.padEnd(6, "0"));
  if (!Number.isSafeInteger(micros)) return null;
  return (minus === "-") !== (bracket !== undefined) ? -micros : micros;
}

/** Millionths as a decimal number. */
export function decimalText(micros: number): string {
  const digits = String(Math.abs(micros)).padStart(7, "0");
  return `${micros < 0 ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, "");
}
