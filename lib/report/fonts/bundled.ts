import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const INTER_STYLES = ["400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "700Bold"];

/**
 * The TrueType files of Inter that riskbook prints with. PDFs use these static cuts, not the variable web font: Chromium
 * would embed its instances as outlines without hints. resvg needs them too, for it cannot read woff2.
 */
export function bundledFonts(): string[] {
  const folder = packageFolder("@expo-google-fonts/inter");
  return INTER_STYLES.map(style => join(folder, style, `Inter_${style}.ttf`));
}

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}
