/** As much of a DOM node as reading a picture takes; elements of linkedom, jsdom and browsers have it. */
export interface PictureNode {
  readonly nodeType: number;
  readonly nodeName: string;
  /** The name as it was written, where `nodeName` may be in capitals. */
  readonly localName?: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PictureNode>;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
}

/** How a picture is rebuilt. */
export interface SvgOptions {
  /** Names the picture in messages. */
  where?: string;
  /** Colours that stand for `currentColor` and for Plot's `var(--plot-background)`. */
  ink?: string;
  paper?: string;
  /** Decimal places that coordinates are rounded to; untouched without it. */
  digits?: number;
  /** Attributes that the root takes on, such as its accessible name. */
  root?: Readonly<Record<string, string>>;
}

/** An element's name in the case in which SVG knows it. */
export function nameOf(node: PictureNode): string {
  return node.localName ?? node.nodeName;
}
