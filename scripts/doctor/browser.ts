import { openBrowser } from "../../lib/report/index.js";
import { type Check, ok } from "./check.js";

const SENTENCE = "Grüße aus Київ: 1,234.50";

/** The browser that prints PDFs: it is unpacked, starts, prints a page, and the page's words are in the PDF. */
export const browserCheck: Check = {
  name: "browser",
  async run({ context }) {
    const browser = await openBrowser({ environment: context.environment, progress: context.progress });
    try {
      const page = `<!doctype html><html lang="en"><title>Check</title><style>body{font-family:Inter}</style><p>${SENTENCE}</p></html>`;
      const text = await textOf(await browser.pdf(page));
      const place = `${browser.program.executable} (${browser.program.origin})`;
      if (text.includes(SENTENCE)) return ok(`${place} prints`);
      return {
        status: "failed",
        detail: `${place} printed a page, but its PDF says "${text.trim()}" instead of "${SENTENCE}"`,
        remedy: "Set RISKBOOK_CHROME to another Chrome or Chromium of this machine, or run npm ci again.",
      };
    } finally {
      await browser.close();
    }
  },
};

async function textOf(pdf: Uint8Array): Promise<string> {
  const { extractText } = await import("unpdf");
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  return text;
}
