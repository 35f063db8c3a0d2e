import type { PaletteColour } from "../../charts/index.js";

/** How the colours of charts turn with the page: a custom property for each, with its light and its dark value. */
export interface ChartTheme {
  /** Lower-case light hex to the custom property that stands for it. */
  properties: ReadonlyMap<string, string>;
  light: Readonly<Record<string, string>>;
  dark: Readonly<Record<string, string>>;
}

/** Builds the theme of a palette. On paper there is none to build: charts keep the colours they were drawn in. */
export function chartTheme(palette: readonly PaletteColour[]): ChartTheme {
  const properties = new Map<string, string>();
  const light: Record<string, string> = {};
  const dark: Record<string, string> = {};
  for (const colour of palette) {
    const hex = colour.light.toLowerCase();
    const property = `--chart-${hex.slice(1)}`;
    properties.set(hex, property);
    light[property] = hex;
    dark[property] = colour.dark.toLowerCase();
  }
  return { properties, light, dark };
}

const PAINT = /\b(fill|stroke|stop-color|color)="(#[0-9a-f]{3}|#[0-9a-f]{6}|white|black)"/gi;
const NAMED: Readonly<Record<string, string>> = { white: "#ffffff", black: "#000000" };

/** A sanitised picture whose palette colours follow the page. Colours outside the palette stay as they are. */
export function themed(svg: string, theme: ChartTheme): string {
  return svg.replace(PAINT, (whole, attribute: string, colour: string) => {
    const property = theme.properties.get(longHex(colour.toLowerCase()));
    return property === undefined ? whole : `${attribute}="var(${property})"`;
  });
}

function longHex(colour: string): string {
  const named = NAMED[colour] ?? colour;
  return named.length === 4 ? `#${[...named.slice(1)].map(digit => digit + digit).join("")}` : named;
}
