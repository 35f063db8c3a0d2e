import { expect, test } from "vitest";
import { parseBookConfig } from "./book.js";

const withPropReports = (lines: string): string => `firm: X\ncurrency: USD\nsources:\n  propreports:\n${lines}`;
const read = (lines: string) => parseBookConfig(withPropReports(lines), "riskbook.yaml").sources.propreports;

test("a book names its PropReports by the firm or by an address, and has none without", () => {
  expect(read("    firm: example\n")).toEqual({ firm: "example", group: -2, lookBackDays: 5 });
  expect(read("    url: http://127.0.0.1:8080/api.php\n    group: 7\n")).toMatchObject({ group: 7 });
  expect(parseBookConfig("firm: X\ncurrency: USD\n", "riskbook.yaml").sources).toEqual({});
});

test.each([
  ["    group: 7\n", "needs firm or url"],
  ["    firm: evil.example/x\n", "must be the firm's name in the address"],
  ["    url: http://example.com/api.php\n", "must begin with https://"],
  ["    url: https://user:pass@example.com/api.php\n", "hold no user or password"],
  ["    firm: example\n    password: secret\n", "password"],
])("an address over which a password would be lost, and a secret in the file, are refused: %s", (lines, said) => {
  expect(() => read(lines)).toThrow(said);
});
