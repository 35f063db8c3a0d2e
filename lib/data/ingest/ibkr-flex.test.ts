import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../core/index.js";
import { detectFormats } from "./detect.js";
import { mapsIn } from "./map-file.js";
import { type ParsedExecutions, parseExecutions } from "./parse.js";
import type { Statements } from "./statements.js";
import { NOW, temporaryFile } from "./testing.js";

/** What the document of these tests says, on its fourth line. */
function expectTheFill({ fills, rejects }: ParsedExecutions): void {
  expect(rejects).toEqual([]);
  expect([
    fills.accounts[0],
    fills.symbols[0],
    fills.quantity[0],
    fills.price[0],
    fills.fees[0],
    fills.line[0],
  ]).toEqual(["U1", "XYZ", 100, 10.5, 0.35, 4]);
  expect(new Date(fills.time[0]!).toISOString()).toBe("2020-03-02T14:30:00.000Z");
}

describe("IBKR Flex", () => {
  const MAPS = mapsIn([join(packageRoot(), "data", "maps")]);
  const trade = (changes: Record<string, string> = {}): string => {
    const attributes = {
      accountId: "U1",
      currency: "USD",
      assetCategory: "STK",
      symbol: "XYZ",
      multiplier: "1",
      ibExecID: "0001.01",
      ibOrderID: "7",
      buySell: "BUY",
      quantity: "100",
      tradePrice: "10.5",
      taxes: "0",
      ibCommission: "-0.35",
      ibCommissionCurrency: "USD",
      dateTime: "20200302;093000",
      levelOfDetail: "EXECUTION",
      ...changes,
    };
    return `<Trade ${Object.entries(attributes)
      .map(([name, value]) => `${name}="${value}"`)
      .join("\n ")} />`;
  };
  const file = (...elements: string[]): string =>
    `<?xml version="1.0"?>\n<FlexQueryResponse queryName="a &lt; b" type="AF"><FlexStatements count="1"><!-- <Trade/> -->\n<FlexStatement accountId="U1"><Trades>\n${elements.join("\n")}\n</Trades></FlexStatement></FlexStatements></FlexQueryResponse>\n`;
  async function read(content: string | Uint8Array, statements: Statements = { zone: "America/New_York" }) {
    const path = temporaryFile("flex.xml", content);
    const map = (await detectFormats([path], MAPS))[0]!.fitting[0]!;
    return { ...(await parseExecutions(path, map, { now: NOW, statements })), format: map.map.name };
  }

  test("elements that stand on one line are rows of their own", async () => {
    const one = (id: string) => trade({ ibExecID: id }).replaceAll("\n", "");
    const { fills } = await read(file(`${one("1")}${one("2")}`, one("3")));
    expect([...fills.line]).toEqual([4, 5, 6]);
  });

  test("trades are recognised and read in the zone that is stated; a negative commission is a cost", async () => {
    const parsed = await read(file(trade()));
    expect(parsed.format).toBe("IBKR Flex trades");
    expectTheFill(parsed);
    expectTheFill(await read(gzipSync(file(trade()))));
    await expect(read(file(trade()), {})).rejects.toMatchObject({ code: "NOT_STATED" });
  });

  test("confirmations name prices and costs differently", async () => {
    const confirm = trade()
      .replace("<Trade ", "<TradeConfirm ")
      .replace("tradePrice", "price")
      .replace("ibCommission=", "commission=")
      .replace("ibCommissionCurrency", "commissionCurrency")
      .replace("taxes", "tax")
      .replace("ibExecID", "execID");
    const parsed = await read(file(confirm));
    expect(parsed.format).toBe("IBKR Flex trade confirmations");
    expectTheFill(parsed);
  });

  test("orders and lots are passed over, and kinds and multipliers come from the file", async () => {
    const { fills, rejects } = await read(
      file(
        trade({ levelOfDetail: "ORDER" }),
        trade({ levelOfDetail: "CLOSED_LOT" }),
        trade({
          symbol: "XYZ   200619C00010000",
          assetCategory: "OPT",
          multiplier: "100",
          buySell: "SELL",
          quantity: "-2",
        }),
        trade({ symbol: "FDAX 20200320", assetCategory: "FUT", multiplier: "25", ibExecID: "3" }),
      ),
    );
    expect(rejects).toEqual([]);
    expect([fills.n, [...fills.sign], fills.kinds, [...fills.multipliers]]).toEqual([
      2,
      [-1, 1],
      ["option", "future"],
      [100, 25],
    ]);
  });

  test.each([
    ["a sign that disagrees with the side", { buySell: "SELL" }, "expected a sign that agrees with the side"],
    ["a cancellation", { buySell: "SELL (Ca.)", quantity: "-100" }, 'side was "SELL (Ca.)"'],
    [
      "a commission in another currency",
      { ibCommissionCurrency: "EUR" },
      'feeCurrency was "EUR"; expected the currency of the fill',
    ],
    ["a kind nobody explained", { assetCategory: "CFD" }, 'of kind "CFD"; no rule matches it'],
    ["a multiplier that is missing", { multiplier: "" }, 'multiplier was "" in column "multiplier"'],
  ])("rejects %s", async (_, changes, reason) => {
    const { fills, rejects } = await read(file(trade(changes)));
    expect(fills.n).toBe(0);
    expect(rejects[0]!.reason).toContain(reason);
  });

  test.each([
    ["was cut off", (text: string) => text.slice(0, -40), "ends before its last element is closed"],
    [
      "declares entities",
      (text: string) => text.replace("<Flex", '<!DOCTYPE x [<!ENTITY a "b">]><Flex'),
      "declares a document type",
    ],
    ["closes what is not open", (text: string) => text.replace("</Trades>", "</Trade>"), "closed where it is not open"],
  ])("refuses a document that %s, as a whole", async (_, damage, sentence) => {
    await expect(
      parseExecutions(temporaryFile("f.xml", damage(file(trade()))), MAPS.find(({ map }) => map.element === "Trade")!, {
        now: NOW,
        statements: { zone: "UTC" },
      }),
    ).rejects.toThrow(sentence);
  });
});
