import { escapeHtml } from "../../document/index.js";

/** Finished XML, as opposed to text that still has to be escaped. */
export interface Xml {
  readonly xml: string;
}

type Child = Xml | string | undefined | readonly (Xml | undefined)[];

/**
 * An XML element. Attributes and text are escaped; members that are `undefined` are left out.
 * @param children finished elements, or text
 */
export function element(
  tag: string,
  attributes: Record<string, string | number | undefined> = {},
  ...children: Child[]
): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join("");
  const inside = children.map(childXml).join("");
  return { xml: inside === "" ? `<${tag}${written}/>` : `<${tag}${written}>${inside}</${tag}>` };
}

function childXml(child: Child): string {
  if (child === undefined) return "";
  if (typeof child === "string") return escapeHtml(child);
  if ("xml" in child) return child.xml;
  return child.map(childXml).join("");
}
