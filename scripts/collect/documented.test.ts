import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openBook, packageRoot, parseBookConfig } from "../../lib/core/index.js";
import type { Context } from "../context.js";
import { openSource } from "./open-source.js";

const page = readFileSync(join(packageRoot(), "docs", "sources.md"), "utf8");
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!);
const SECRETS = {
  RISKBOOK_WAREHOUSE_USER: "u",
  RISKBOOK_IB_TOKEN: "t",
  RISKBOOK_SNOW_USER: "u",
  RISKBOOK_SNOW_PASSWORD: "p",
};

test("every configuration in docs/sources.md opens as it stands there", async () => {
  const opened: string[] = [];
  for (const example of examples) {
    const config = parseBookConfig(`firm: X\ncurrency: USD\n${example}`, "docs/sources.md");
    const book = { ...openBook(packageRoot()), config };
    const context = { cwd: packageRoot(), environment: SECRETS, now: () => new Date() } as unknown as Context;
    for (const [name, source] of Object.entries(config.sources)) {
      if (source === undefined || !("kind" in source)) continue;
      const feeds = await openSource(name, source, book, context).feeds();
      expect(feeds.map(feed => feed.name)).toEqual(Object.keys(source.queries));
      opened.push(name);
    }
  }
  expect(opened).toEqual(["warehouse", "ib", "lake", "snow"]);
});
