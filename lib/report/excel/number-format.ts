import type { Format } from "../../document/index.js";

/** Excel ties a symbol to a locale so that it knows a cell as currency; other codes stand before the figure as letters. */
const CURRENCY: Record<string, string> = {
  USD: "[$$-409]",
  GBP: "[$£-809]",
  EUR: "[$€-2]",
  JPY: "[$¥-411]",
};

/** The Excel number format code in which a figure of this format is shown; undefined where Excel's general form is right. */
export function numberFormat(format: Format): string | undefined {
  switch (format.kind) {
    case "integer":
      return "#,##0";
    case "number":
      return grouped(format.digits);
    case "money": {
      const symbol = currencySymbol(format.currency);
      return `${symbol}${grouped(format.digits)};-${symbol}${grouped(format.digits)}`;
    }
    case "percent":
      return `0${decimals(format.digits)}%`;
    case "ratio":
      return `0${decimals(format.digits)}`;
    case "date":
      return "yyyy-mm-dd";
    case "timestamp":
      return "yyyy-mm-dd hh:mm:ss";
    case "text":
    case "boolean":
      return undefined;
  }
}

/** The number format of an axis that shows these figures: money in thousands or millions. */
export function axisFormat(format: Format, figures: readonly (number | null)[]): string | undefined {
  if (format.kind !== "money") return numberFormat(format);
  const largest = figures.reduce<number>((most, figure) => Math.max(most, Math.abs(figure ?? 0)), 0);
  const scaled = largest >= 1e6 ? '#,##0.0,,"m"' : largest >= 1e4 ? '#,##0,"k"' : "#,##0";
  const symbol = currencySymbol(format.currency);
  return `${symbol}${scaled};-${symbol}${scaled};0`;
}

function currencySymbol(currency: string): string {
  return CURRENCY[currency] ?? `[$${currency.replace(/[^A-Za-z]/g, "")}] `;
}

function grouped(digits: number): string {
  return `#,##0${decimals(digits)}`;
}

function decimals(digits: number): string {
  const places = Math.max(0, Math.min(30, Math.trunc(digits)));
  return places === 0 ? "" : `.${"0".repeat(places)}`;
}
