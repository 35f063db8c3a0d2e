import { formatOfUnit, type Kpi, type KpisBlock, labelOf, slug, type Tone } from "../../document/index.js";
import { type Measure, measureDescription } from "../../risk/index.js";
import { completeFormat, type FormatInput } from "./format-input.js";
import { intervalText, type KnownTo } from "./interval.js";
import { headline } from "./record.js";

/** What may be said of a measure beside its own words. */
export interface KpiWords {
  label?: string;
  format?: FormatInput;
  /** A second line below the figure, such as `limit 2.0`. */
  note?: string;
  /** Stands in the second line too, in the figure's format: `95% interval 0.2 to 1.9`. */
  interval?: KnownTo;
  tone?: Tone;
}

/** A figure that is no measure. */
export interface KpiItem extends KpiWords {
  label: string;
  value: number | string | null;
  id?: string;
  unit?: string;
  /** Why `value` is null. */
  reason?: string;
  warning?: string;
  definition?: string;
  source?: string;
  n?: number;
}

/** A measure as it is, a measure spread with other words (`{ ...var99, note: "limit $2m" }`), or a figure with its label. */
export type KpiInput = (Measure & KpiWords) | KpiItem;

export interface KpisOptions {
  title?: string;
  /** Words by measure id, for measures that are passed as they are. */
  words?: Readonly<Record<string, KpiWords>>;
}

/**
 * Makes a block of key figures. A measure brings its definition, source, number of observations and warning; one
 * without a value brings its reason.
 * @throws RiskbookError `BAD_FORMAT`
 */
export function kpisBlock(items: readonly KpiInput[], options: KpisOptions = {}): KpisBlock {
  const kpis = items.map(item =>
    isMeasure(item) ? kpiOfMeasure(item, options.words?.[item.id] ?? {}) : kpiOfItem(item),
  );
  return { type: "kpis", ...(options.title === undefined ? {} : { title: options.title }), items: kpis };
}

function isMeasure(item: KpiInput): item is Measure & KpiWords {
  return "warning" in item && "reason" in item && "definition" in item && "id" in item && item.reason !== undefined;
}

function kpiOfMeasure(measure: Measure & KpiWords, words: KpiWords): Kpi {
  const { id, unit, n, definition, source, reason, warning } = measure;
  const described = measureDescription(id);
  const said = { ...wordsOf(measure), ...words };
  const asked = said.format === undefined ? undefined : completeFormat(said.format, unit, id);
  const usual = asked ?? formatOfUnit(unit) ?? described?.format ?? { kind: "number", digits: 2 };
  const { value, format, rest } = headline(measure.value, usual);
  const note = noteOf(said, format, rest);
  return {
    id,
    label: said.label ?? described?.label ?? labelOf(id),
    value,
    unit,
    format,
    ...(reason === null ? {} : { reason }),
    ...(warning === null ? {} : { warning }),
    definition,
    source,
    n,
    ...(note === "" ? {} : { note }),
    ...(said.tone === undefined ? {} : { tone: said.tone }),
  };
}

function noteOf({ note, interval }: KpiWords, format: Kpi["format"], rest: string): string {
  const known = interval === undefined ? "" : intervalText(interval, format);
  return [known, note, rest].filter(text => text !== undefined && text !== "").join(" · ");
}

/** The words that were spread into a measure. */
function wordsOf({ label, format, note, interval, tone }: KpiWords): KpiWords {
  return {
    ...(label === undefined ? {} : { label }),
    ...(format === undefined ? {} : { format }),
    ...(note === undefined ? {} : { note }),
    ...(interval === undefined ? {} : { interval }),
    ...(tone === undefined ? {} : { tone }),
  };
}

function kpiOfItem(item: KpiItem): Kpi {
  const { format: asked, id, interval: _, note: __, ...said } = item;
  const usual = typeof item.value === "string" ? ({ kind: "text" } as const) : formatOfUnit(item.unit ?? "");
  const format =
    asked === undefined
      ? (usual ?? { kind: "number", digits: Number.isInteger(item.value) ? 0 : 2 })
      : completeFormat(asked, item.unit, item.label);
  const note = noteOf(item, format, "");
  return { ...said, id: id ?? slug(item.label), format, ...(note === "" ? {} : { note }) };
}
