import { existsSync } from "node:fs";
import { bundledFonts, readBrand } from "../../lib/report/index.js";
import { type Check, ok } from "./check.js";

/** The fonts that reports are printed with: the bundled ones and the book's own. */
export const fontsCheck: Check = {
  name: "fonts",
  run({ book }) {
    const bundled = bundledFonts();
    const own = book === undefined ? [] : readBrand(book).fonts;
    const missing = [...bundled, ...own].filter(path => !existsSync(path));
    if (missing.length === 0) {
      return ok(`${bundled.length} cuts of Inter${own.length === 0 ? "" : ` and ${own.length} of the book's own`}`);
    }
    return {
      status: "failed",
      detail: `missing: ${missing.join(", ")}`,
      remedy: 'Run "npm ci" for bundled fonts; mend brand.fonts in riskbook.yaml for your own.',
    };
  },
};
