import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBook, silentProgress } from "../../lib/core/index.js";
import { ingestExecutions, ingestTable, type KeyedTableName, openStore, readMap } from "../../lib/data/index.js";
import { runCommand } from "../testing.js";
import { register } from "./limits.js";

const MAP = `columns: { account: acct, time: when, symbol: sym, side: side, quantity: qty, price: px, currency: ccy }
optional: []
sides: { buy: [B], sell: [S] }
time: { format: iso, zone: UTC }
`;
// A loses by open P&L before its fills do, B in a symbol without minute bars, C comes back, D gains more than it closes at a loss.
const FILLS = `when,acct,sym,side,qty,px,ccy
2024-03-08T15:00:00,A,X,B,1,100,USD
2024-03-08T16:00:00,A,X,S,1,100,USD
2024-03-11T14:00:00,A,X,B,100,100,USD
2024-03-11T15:00:00,A,X,S,50,88,USD
2024-03-11T15:30:00,A,X,S,50,86,USD
2024-03-11T14:00:00,B,Y,B,10,50,USD
2024-03-11T14:10:00,B,Y,S,10,30,USD
2024-03-11T14:20:00,B,Y,B,1,30,USD
2024-03-11T14:25:00,B,Y,S,1,30,USD
2024-03-11T14:00:00,C,Z,B,100,10,USD
2024-03-11T15:00:00,C,Z,S,100,10,USD
2024-03-11T14:00:00,D,Y,B,10,40,USD
2024-03-11T14:00:00,D,Y,B,10,60,USD
2024-03-11T14:30:00,D,Y,S,1,20,USD
2024-03-11T14:40:00,D,X,B,100,95,USD
`;
const TABLES: Partial<Record<KeyedTableName, string>> = {
  accounts:
    "account,trader,desk,currency,capital_base\nA,adams,Eq,USD,20000\nB,brown,Eq,USD,\nC,cole,Eq,USD,\nD,dunn,Eq,USD,\n",
  prices: ["X,100", "Y,50", "Z,10"].reduce(
    (text, close) => `${text}${close.replace(",", ",2024-03-08,")}\n${close.replace(",", ",2024-03-11,")}\n`,
    "symbol,date,close\n",
  ),
  bars: `symbol,time,high,low,close
X,2024-03-11T14:00:00Z,100,99,99
X,2024-03-11T14:31:00Z,92,88,89
X,2024-03-11T15:00:00Z,88,86,87
Z,2024-03-11T14:00:00Z,10,10,10
Z,2024-03-11T14:05:00Z,6,5,5
Z,2024-03-11T14:59:00Z,10,10,10
`,
  limits: `scope,name,measure,from_date,soft,hard
trader,adams,dailyLoss,2024-01-01,500,1000
account,B,dailyLoss,2024-01-01,,150
account,C,dailyLoss,2024-01-01,,400
account,D,dailyLoss,2024-01-01,,25
trader,ghost,dailyLoss,2024-01-01,,400
desk,Eq,dailyLoss,2024-01-01,,800
`,
};
const BOOK = `firm: Test
currency: USD
accountRules:
  A: { preset: futures-50k-end-of-day, dailyLoss: { amount: 1000 } }
  C: { startingBalance: 5000, dailyLoss: { amount: 400, basis: equity, severity: hard }, reset: { zone: Europe/Prague, time: "00:00" } }
`;
const now = () => new Date("2024-04-01T00:00:00Z");
const folders: string[] = [];
let folder: string;

async function bookWith(tables: Partial<Record<KeyedTableName, string>>, config: string): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "riskbook-limits-"));
  folders.push(made);
  await writeFile(join(made, "riskbook.yaml"), config);
  await writeFile(join(made, "map.yaml"), MAP);
  await writeFile(join(made, "fills.csv"), FILLS);
  const common = { store: openStore(openBook(made).store, { now }), now, progress: silentProgress };
  for (const [table, text] of Object.entries(tables) as [KeyedTableName, string][]) {
    await writeFile(join(made, `${table}.csv`), text);
    await ingestTable({ ...common, table, files: [join(made, `${table}.csv`)] });
  }
  await ingestExecutions({ ...common, files: [join(made, "fills.csv")], map: readMap(join(made, "map.yaml")) });
  return made;
}

beforeAll(async () => {
  folder = await bookWith(TABLES, BOOK);
});
afterAll(() => Promise.all(folders.map(made => rm(made, { recursive: true }))));

async function limits(words: string[], cwd = folder): Promise<{ text: string; exit: number }> {
  const { written, exitCode } = await runCommand(register, cwd, ["limits", ...words], now());
  return { text: written, exit: exitCode };
}

describe("riskbook limits", () => {
  test("tells when each limit was first passed, by what, and how long trading went on", async () => {
    const { text, exit } = await limits(["--json"]);
    const of = (name: string) => JSON.parse(text).limits.find((limit: { name: string }) => limit.name === name);
    expect(of("adams")).toMatchObject({
      state: "hard",
      value: 1300,
      // The bar of 14:31 ends at 14:32, when 100 × (89 − 100) are open.
      firstBreach: {
        time: Date.UTC(2024, 2, 11, 14, 32),
        value: 1100,
        basis: "minute bars",
        fillsAfter: 2,
        wentOnForMs: 3_480_000,
      },
    });
    expect(of("B").firstBreach).toEqual({
      ...{ time: Date.UTC(2024, 2, 11, 14, 10), value: 200, basis: "realised only" },
      ...{ fillsAfter: 2, wentOnForMs: 900_000 },
    });
    expect(of("C")).toMatchObject({
      state: "within",
      value: 0,
      firstBreach: { value: 500, basis: "minute bars", fillsAfter: 1 },
    });
    // Its closed trades alone lost 30, but the day as a whole gained: no evidence of a breach.
    expect(of("D")).toMatchObject({ state: "within", firstBreach: null });
    expect(exit).toBe(3);
  });

  test("prints the moment in the firm's zone, what came back, and a trader whom nobody knows", async () => {
    const { text } = await limits(["--breached"]);
    expect(text).toMatch(/BREACH\s+trader\s+adams .* 2024-03-11\s+10:32:00\s+2\s+58 min/);
    expect(text).toMatch(/BREACH\s+account\s+B .*10:10:00\*\s+2\s+15 min/);
    expect(text).toContain("back within its limit by the close: account C, dailyLoss");
    expect(text).toContain("unknown: trader ghost, dailyLoss: there is no trader ghost in the store");
    expect(text).toContain("* realised only");
    expect(text).toContain("note: trader adams, dailyLoss: its hard limit of 1000 lies beyond desk Eq, dailyLoss, 800");
  });

  test("says which scopes there are", async () => {
    await expect(limits(["--scope", "desks"])).rejects.toThrow('--scope was "desks"; there are firm, desk');
  });

  test.each([
    [
      "trader,adams,dailyLoss,2024-01-01,,-1000",
      /trader adams, dailyLoss has the bound -1000, which nothing could pass/,
    ],
    ["trader,adams,pnl,2024-01-01,,1000", /on a measure that is not worked out; there are dailyLoss/],
    ["trader,adams,drawdown,2024-01-01,-0.1,0.2", /has the bound 0.2, which nothing could pass/],
  ])("refuses limits that cannot be meant: %s", async (line, message) => {
    const made = await bookWith({ ...TABLES, limits: `scope,name,measure,from_date,soft,hard\n${line}\n` }, BOOK);
    await expect(limits([], made)).rejects.toThrow(message);
  });

  test("refuses a bound in another currency than the book's", async () => {
    const made = await bookWith(
      { ...TABLES, limits: "scope,name,measure,from_date,hard,currency\nfirm,*,dailyLoss,2024-01-01,1000,EUR\n" },
      BOOK,
    );
    await expect(limits([], made)).rejects.toThrow("The limit of firm, dailyLoss is in EUR, the book in USD");
  });
});

describe("riskbook limits --rules", () => {
  test("judges each account by its own rules and reset", async () => {
    const { text, exit } = await limits(["--rules", "--json"]);
    const { accounts, notes } = JSON.parse(text);
    expect(accounts).toMatchObject([
      {
        ...{
          account: "A",
          trader: "adams",
          state: "stopped",
          basis: "session closes",
          from: "2024-03-08",
          balance: 48_700,
        },
        ...{
          equity: 48_700,
          dailyFloor: 49_000,
          drawdownFloor: 48_000,
          distance: -300,
          sessions: 2,
          minuteSessions: 1,
        },
        breaches: [
          {
            ...{ rule: "daily loss", severity: "soft", day: "2024-03-11", time: Date.UTC(2024, 2, 11, 14, 32) },
            ...{ value: 48_900, floor: 49_000, fillsAfter: 2, wentOnForMs: 3_480_000 },
          },
        ],
      },
      {
        account: "C",
        state: "breached",
        basis: "minute bars",
        breaches: [{ severity: "hard", value: 4500, floor: 4600 }],
      },
    ]);
    expect([notes, exit]).toEqual([[], 3]);
  });

  test("prints floors, distance and breaches, and where days begin", async () => {
    const { text } = await limits(["--rules"]);
    expect(text).toContain("2 accounts with rules at the close of 2024-03-11");
    expect(text).toMatch(
      /stopped\s+A\s+adams\s+futures-50k-end-of-day\s+closes, minutes on 1 of 2\s+48,700\s+48,700\s+49,000\s+48,000\s+-300/,
    );
    expect(text).toContain(
      "A: daily loss (soft) passed on 2024-03-11, at 2024-03-11 10:32:00: 48,900 below 49,000; 2 fills after it over 58 min",
    );
    expect(text).toContain("A: its days begin at 17:00 in America/Chicago");
  });

  test("says so where only closed trades were seen, and where nobody has the account", async () => {
    const rules = "  A: { preset: futures-50k-end-of-day }\n  Z9: { preset: equities-desk }\n";
    const { bars: _, prices: __, ...bare } = TABLES;
    const made = await bookWith(bare, `firm: Test\ncurrency: USD\naccountRules:\n${rules}`);
    await writeFile(join(made, "fills.csv"), "when,acct,sym,side,qty,px,ccy\n2024-03-12T15:00:00,A,X,B,1,100,USD\n");
    const store = openStore(openBook(made).store, { now });
    const map = readMap(join(made, "map.yaml"));
    await ingestExecutions({ store, now, progress: silentProgress, files: [join(made, "fills.csv")], map });
    const { text, exit } = await limits(["--rules"], made);
    expect(text).toMatch(/A\s+adams\s+futures-50k-end-of-day\s+realised only\s+48,700\s+–/);
    expect(text).toContain("riskbook.yaml has rules for account Z9, which the store does not have");
    expect(exit).toBe(3);
  });

  test("without rules says where they are written", async () => {
    const made = await bookWith({}, "firm: Test\ncurrency: USD\n");
    expect(await limits(["--rules"], made)).toMatchObject({
      exit: 0,
      text: expect.stringContaining("Write rules under"),
    });
  });
});
