import { formatValue, type Kpi } from "../../document/index.js";
import { headStyle, type Look } from "./look.js";
import { numberFormat } from "./number-format.js";
import type { CellStyle, CellValue, SheetCell } from "./sheet.js";
import { isExactDecimal } from "./typed-value.js";

const RIGHT: CellStyle = { align: "right" };
/** Words beside figures stand a little away from them. */
const WORDS: CellStyle = { align: "left", indent: 1 };

const HEADS: readonly [string, CellStyle][] = [
  ["Measure", { align: "left" }],
  ["Value", RIGHT],
  ["Unit", WORDS],
  ["Note", { align: "left" }],
  ["n", RIGHT],
  ["Definition", WORDS],
];

/** The heads above key figures. */
export function kpiHeads(look: Look): SheetCell[] {
  return HEADS.map(([label, place]) => ({ value: label, style: { ...headStyle(look), ...place } }));
}

/** A key figure as a row: label, value with its format, unit, reason or note or warning, observations, definition. */
export function kpiRow(kpi: Kpi, look: Look): SheetCell[] {
  const base: CellStyle = { lineBelow: look.hairline, wrap: true };
  const said = [
    kpi.value === null ? (kpi.reason ?? "no value") : undefined,
    kpi.note,
    kpi.warning && `Warning: ${kpi.warning}`,
  ];
  const words = [kpi.definition, kpi.source].filter(Boolean).join(" — ");
  return [
    { value: kpi.label, style: { ...base, colour: look.ink } },
    { value: kpiValue(kpi), style: valueStyle(kpi, base, look) },
    { value: kpiUnit(kpi), style: { ...base, ...WORDS, colour: look.muted } },
    {
      value: said.filter(Boolean).join(" · ") || null,
      style: { ...base, colour: kpi.warning === undefined ? look.muted : look.tones.warn.ink },
    },
    { value: kpi.n ?? null, style: { ...base, colour: look.muted, align: "right", numberFormat: "#,##0" } },
    { value: words || null, style: { ...base, ...WORDS, colour: look.muted, size: 9 } },
  ];
}

function valueStyle(kpi: Kpi, base: CellStyle, look: Look): CellStyle {
  const code = kpi.value === null ? undefined : numberFormat(kpi.format);
  const tone =
    kpi.tone === undefined || kpi.tone === "neutral"
      ? {}
      : { fill: look.tones[kpi.tone].fill, colour: look.tones[kpi.tone].ink };
  return {
    ...base,
    colour: look.ink,
    ...tone,
    bold: true,
    align: "right",
    ...(code === undefined ? {} : { numberFormat: code }),
  };
}

function kpiValue({ value, format }: Kpi): CellValue {
  if (value === null) return "–";
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (format.kind === "date" || format.kind === "timestamp") {
    const ms = Date.parse(value);
    return Number.isNaN(ms) ? value : new Date(ms);
  }
  if (format.kind === "text" || format.kind === "boolean") return value;
  return isExactDecimal(value) ? Number(value) : formatValue(value, format);
}

/** The unit, where the format does not show it already. */
function kpiUnit({ unit, format }: Kpi): string | null {
  if (format.kind === "money") return unit === undefined || unit === format.currency ? format.currency : unit;
  return unit ?? null;
}
