import { nameOf, type PictureNode, type SvgOptions } from "./picture-node.js";
import { EMBEDDED_PICTURE, GEOMETRY, PRESENTATION, SAFE_VALUE, UNNEEDED, WORDS } from "./svg-allowed.js";

/** What the attributes of one element are judged by. */
export interface AttributeContext {
  options: SvgOptions;
  /** New names by the picture's own ids. */
  ids: ReadonlyMap<string, string>;
  /** Told of each thing that is left out. */
  remove(name: string): void;
}

const LONG_NUMBER = /-?\d*\.\d+(?:e-?\d+)?/g;

/** The allowed attributes of an element by name, with `style` taken apart, ids renamed and references kept inside. */
export function attributesOf(node: PictureNode, context: AttributeContext): Map<string, string> {
  const kept = new Map<string, string>();
  let style = "";
  for (const { name, value } of node.attributes ?? []) {
    if (name === "style") style = value;
    else take(kept, nameOf(node), name, value, context);
  }
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    const name = declaration.slice(0, Math.max(0, colon)).trim();
    if (PRESENTATION.has(name)) take(kept, nameOf(node), name, declaration.slice(colon + 1).trim(), context);
  }
  return kept;
}

function take(
  kept: Map<string, string>,
  element: string,
  name: string,
  value: string,
  context: AttributeContext,
): void {
  const safe = safeValue(element, name, value, context);
  if (safe !== undefined) kept.set(name === "xlink:href" ? "href" : name, safe);
  else if (!UNNEEDED.test(name)) context.remove(`${element} ${name}`);
}

function safeValue(element: string, name: string, value: string, context: AttributeContext): string | undefined {
  if (name === "id") return context.ids.get(value);
  if (WORDS.has(name)) return value;
  if (name === "href" || name === "xlink:href") {
    return element === "image" && EMBEDDED_PICTURE.test(value) ? value : undefined;
  }
  if (!SAFE_VALUE.test(value)) return undefined;
  if (GEOMETRY.has(name)) return rounded(value, context.options.digits);
  return PRESENTATION.has(name) ? paint(value, context) : undefined;
}

/** Resolves Plot's colour words, and lets `url()` point to nothing but an id of the same picture. */
function paint(value: string, { ids, options }: AttributeContext): string | undefined {
  const { ink = "currentColor", paper } = options;
  const coloured = /^currentcolor$/i.test(value) ? ink : value;
  const resolved = paper === undefined ? coloured : coloured.replace("var(--plot-background)", paper);
  if (!/url/i.test(resolved)) return resolved;
  const id = ids.get(/^url\(["']?#([^"')]+)["']?\)$/.exec(resolved)?.[1] ?? "");
  return id === undefined ? undefined : `url(#${id})`;
}

function rounded(value: string, digits: number | undefined): string {
  if (digits === undefined) return value;
  return value.replace(LONG_NUMBER, number => String(Number(Number(number).toFixed(digits))));
}
