import { expect, test } from "vitest";
import { parseBookConfig } from "./book.js";

const withPropReports = (lines: string): string => `firm: X\ncurrency: USD\nsources:\n  propreports:\n${lines}`;
const read = (lines: string) => parseBookConfig(withPropReports(lines), "riskbook.yaml").sources.propreports;

test("a book names its PropReports by the firm or by an address, and has none without", () => {
  expect(read("    firm: example\n")).toEqual({
    firm: "example",
    group: -2,
    lookBackDays: 5,
    datasets: ["fills", "totals", "adjustments", "positions", "groups"],
    corrections: "hold",
  });
  expect(read("    url: http://127.0.0.1:8080/api.php\n    group: 7\n")).toMatchObject({ group: 7 });
  expect(parseBookConfig("firm: X\ncurrency: USD\n", "riskbook.yaml").sources).toEqual({});
});

test.each([
  ["    group: 7\n", "needs firm or url"],
  ["    firm: evil.example/x\n", "must be the firm's name in the address"],
  ["    url: http://example.com/api.php\n", "must begin with https://"],
  ["    url: https://user:pass@example.com/api.php\n", "hold no user or password"],
  ["    firm: example\n    password: secret\n", "password"],
  ["    firm: example\n    datasets: [fills, orders]\n", "datasets"],
  ["    firm: example\n    datasets: [totals, summary]\n", "both tell an account's day"],
])(
  "an address over which a password would be lost, a secret in the file, and datasets that are none or tell the same are refused: %s",
  (lines, said) => {
    expect(() => read(lines)).toThrow(said);
  },
);

const POSTGRES = `sources:
  warehouse:
    kind: postgres
    host: db.example.com
    since: 2020-01-01
    queries:
      fills: { table: fills, query: SELECT 1, watermark: { column: time, kind: timestamp } }
`;

test("a book names other sources as it likes, each with its kind, and several of them", () => {
  const flex = "  ib: { kind: ibkr-flex, since: 2020-01-01, queries: { trades: 123456 } }\n";
  const { sources } = parseBookConfig(`firm: X\ncurrency: USD\n${POSTGRES}${flex}`, "riskbook.yaml");
  expect(sources.warehouse).toMatchObject({
    lookBackDays: 5,
    timeoutSeconds: 600,
    queries: { fills: { window: "month" } },
  });
  expect(sources.ib).toMatchObject({ queries: { trades: "123456" } });
});

test.each([
  ["password: secret", "password"],
  ["sslmode: prefer", "sources.warehouse.sslmode"],
  ["timeZone: Mars", "sources.warehouse.timeZone"],
])("what a source does not know is told with its place: %s", (line, said) => {
  const text = POSTGRES.replace("    since", `    ${line}\n    since`);
  expect(() => parseBookConfig(`firm: X\ncurrency: USD\n${text}`, "riskbook.yaml")).toThrow(said);
});

test("a name that would be no folder and no command, and a source of no known kind, are refused", () => {
  const read = (text: string) => () => parseBookConfig(`firm: X\ncurrency: USD\n${text}`, "riskbook.yaml");
  expect(read(POSTGRES.replace("warehouse", "../etc"))).toThrow("lower-case letters, digits and -");
  expect(read(POSTGRES.replace("postgres", "oracle"))).toThrow("sources.warehouse.kind");
});
