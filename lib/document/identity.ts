import { canonicalJson, sha256 } from "../core/index.js";

const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ["pnl", "P&L"],
  ...["P&L", "VaR", "ES", "IV", "CAGR", "ADV", "MAE", "MFE", "USD", "EUR", "GBP", "ID"].map(
    (word): [string, string] => [word.toLowerCase(), word],
  ),
]);

/**
 * A readable identifier for file names, anchors and sheets: `Trader P&L, net` becomes `trader-p-l-net`.
 * Letters of every script stay; text without any gives `block`.
 */
export function slug(text: string): string {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join("-").slice(0, 60).replace(/-$/, "") || "block";
}

/** A stable identifier: a readable slug and eight hexadecimal characters of the content's hash. */
export function contentId(title: string, content: unknown): string {
  return `${slug(title)}-${sha256(canonicalJson(content)).slice(0, 8)}`;
}

/** A column key or a measure's id in words: `netPnl` and `net_pnl` become `Net P&L`. */
export function labelOf(key: string): string {
  const words = key
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .split(/[\s_]+/u)
    .filter(word => word !== "")
    .map(word => ABBREVIATIONS.get(word.toLowerCase()) ?? (/^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase()));
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
