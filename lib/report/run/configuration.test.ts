import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openBook } from "../../core/index.js";
import { defineReport } from "../define.js";
import { configurationSha256 } from "./configuration.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-configuration-"));
  writeFileSync(join(folder, "riskbook.yaml"), "firm: Test\ncurrency: USD\nbrand: { logo: logo.svg }\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = defineReport({ name: "r", title: "R", notebook: "notebooks/r.ipynb" });
const hash = (definition = report): string => configurationSha256(openBook(folder), definition);

it("is the same for the same book, and another for another limit, template, logo or definition", () => {
  const seen = new Set([hash(), hash()]);
  expect(seen.size).toBe(1);
  writeFileSync(join(folder, "logo.svg"), "<svg/>");
  seen.add(hash());
  mkdirSync(join(folder, "templates", "mail"), { recursive: true });
  writeFileSync(join(folder, "templates", "mail", "report.mjml"), "<mjml/>");
  seen.add(hash());
  seen.add(hash(defineReport({ name: "r", title: "Another", notebook: "notebooks/r.ipynb" })));
  writeFileSync(join(folder, "riskbook.yaml"), "firm: Test\ncurrency: USD\nlimits: { var99: 5 }\n");
  seen.add(hash());
  expect(seen.size).toBe(5);
});
