import type { Look } from "./look.js";
import { element, type Xml } from "./xml.js";

/** Rich text of a chart: one run. `size` in hundredths of a point. */
export function run(text: string, look: { size: number; bold: boolean; colour: string; rotation?: number }): Xml {
  const properties = { lang: "en-US", sz: look.size, b: look.bold ? 1 : 0 };
  const colour = solidFill(look.colour);
  return element(
    "c:rich",
    {},
    element("a:bodyPr", { rot: look.rotation, vert: look.rotation === undefined ? undefined : "horz" }),
    element(
      "a:p",
      {},
      element("a:pPr", {}, element("a:defRPr", { sz: look.size, b: look.bold ? 1 : 0 }, colour)),
      element("a:r", {}, element("a:rPr", properties, colour), element("a:t", {}, text)),
    ),
  );
}

/** A plain fill of colour `#rrggbb`, with its opacity in per cent. */
export function solidFill(colour: string, opacity = 100): Xml {
  const alpha = opacity === 100 ? undefined : element("a:alpha", { val: opacity * 1000 });
  return element("a:solidFill", {}, element("a:srgbClr", { val: colour.replace("#", "").toUpperCase() }, alpha));
}

/** A line of colour `#rrggbb` and width in EMU (12,700 to the point). */
export function lineProperties(line: { colour: string; width: number }): Xml {
  return element("a:ln", { w: line.width, cap: "rnd" }, solidFill(line.colour), element("a:round"));
}

/** An element of the chart namespace that holds one setting: `<c:delete val="0"/>`. */
export function setting(name: string, val: string | number): Xml {
  return element(`c:${name}`, { val });
}

/** How labels of an axis or a legend look. */
export function labelLook(look: Look): Xml {
  const properties = element("a:pPr", {}, element("a:defRPr", { sz: 900 }, solidFill(look.muted)));
  const end = element("a:endParaRPr", { lang: "en-US" });
  return element("c:txPr", {}, element("a:bodyPr"), element("a:p", {}, properties, end));
}
