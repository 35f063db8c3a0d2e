import type { Cell, Column } from "../../document/index.js";
import type { PageState } from "./page-state.js";

/** Gives the CSS classes of a cell by its column's colour rule. */
export type CellColour = (value: Cell) => string;

const STEPS = 10;

/** Prepares a column's colour rule over the values that the rule's own bounds leave open. */
export function cellColour(column: Column, values: readonly Cell[], state: PageState): CellColour {
  const { colour } = column;
  if (colour === undefined) return () => "";
  switch (colour.rule) {
    case "sign":
      return onFigure(value => (value < 0 ? "neg" : ""));
    case "threshold":
      return onFigure(value => {
        const beyond =
          (colour.above !== undefined && value > colour.above) || (colour.below !== undefined && value < colour.below);
        return beyond ? `t-${colour.tone}` : "";
      });
    case "bar": {
      const [low, high] = range([...values, 0], colour.min, colour.max);
      return onFigure(value => barClass(value, low, high, state));
    }
    case "scale": {
      const [low, high] = range(values, colour.min, colour.max);
      const middle = colour.mid ?? (low < 0 && high > 0 ? 0 : low);
      return onFigure(value => scaleClass(value, low, middle, high, state));
    }
  }
}

function onFigure(classOf: (value: number) => string): CellColour {
  return value => {
    const figure = value === null || typeof value === "boolean" ? Number.NaN : Number(value);
    return Number.isFinite(figure) ? classOf(figure) : "";
  };
}

/** The bounds of a rule: those it states, else the least and greatest figure; never an empty range. */
function range(values: readonly Cell[], minimum: number | undefined, maximum: number | undefined): [number, number] {
  let low = minimum ?? Number.POSITIVE_INFINITY;
  let high = maximum ?? Number.NEGATIVE_INFINITY;
  for (const value of values) {
    const figure = value === null || typeof value === "boolean" ? Number.NaN : Number(value);
    if (!Number.isFinite(figure)) continue;
    if (minimum === undefined) low = Math.min(low, figure);
    if (maximum === undefined) high = Math.max(high, figure);
  }
  return low < high ? [low, high] : [0, Math.max(high, 1)];
}

/**
 * A bar from zero to the value, as a share of the cell's width in whole per cent. It is a plain rectangle of background:
 * a gradient with transparent stops prints with dark edges.
 */
function barClass(value: number, low: number, high: number, state: PageState): string {
  const share = (at: number): number => Math.round((Math.max(0, Math.min(1, (at - low) / (high - low))) || 0) * 100);
  const [from, to] = value < 0 ? [share(value), share(0)] : [share(0), share(value)];
  const width = to - from;
  const place = width === 100 ? 0 : Math.round((from / (100 - width)) * 100);
  const name = `b${from}-${to}`;
  state.rules.set(name, `.table td.${name}{background-size:${width}% 62%;background-position:${place}% 50%}`);
  return `bar ${value < 0 ? "minus " : ""}${name}`;
}

function scaleClass(value: number, low: number, middle: number, high: number, state: PageState): string {
  const above = value >= middle;
  const span = above ? high - middle : middle - low;
  const step = span === 0 ? 0 : Math.round(Math.min(1, Math.abs(value - middle) / span) * STEPS);
  if (step === 0) return "";
  const name = `${above ? "high" : "low"}${step}`;
  state.rules.set(
    name,
    `.${name}{background-color:color-mix(in srgb,var(--scale-${above ? "high" : "low"}) ${step * 6}%,var(--paper))}`,
  );
  return name;
}
