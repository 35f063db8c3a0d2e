import { Resvg } from "@resvg/resvg-js";
import { sanitiseSvg } from "../../document/index.js";
import { bundledFonts } from "../fonts/bundled.js";

/** Pixels of the picture for each pixel of the drawing, so that it is sharp on a dense screen. */
const DENSITY = 2;

/**
 * Draws a chart's SVG as PNG on white, for media that show no SVG. Only the bundled Inter and the firm's own fonts are used, so that
 * the picture is the same on every machine; what the SVG may hold is cleaned first, so that it can reach no file.
 * @param fonts absolute paths of the firm's own font files
 */
export function svgToPng(svg: string, where: string, fonts: readonly string[] = []): Uint8Array {
  const picture = new Resvg(sanitiseSvg(svg, { where }).svg, {
    fitTo: { mode: "zoom", value: DENSITY },
    background: "white",
    font: {
      loadSystemFonts: false, // resvg drops text without a word when it finds no font; the bundled ones are always there
      fontFiles: [...bundledFonts(), ...fonts],
      defaultFontFamily: "Inter",
      sansSerifFamily: "Inter",
      serifFamily: "Inter",
      monospaceFamily: "Inter",
    },
  });
  return picture.render().asPng();
}
