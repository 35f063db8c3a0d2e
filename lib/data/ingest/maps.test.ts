import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../core/index.js";
import { type Detection, detectFormats, detectionSentence } from "./detect.js";
import { onlyFormat } from "./format.js";
import { type AnyMapFile, anyMapsIn, type MapFile } from "./map-file.js";
import { type ParsedExecutions, parseExecutions } from "./parse.js";
import type { Statements } from "./statements.js";
import { temporaryFile } from "./testing.js";

const SHIPPED = anyMapsIn([join(packageRoot(), "data", "maps")]);
const LATER = new Date("2026-12-31T00:00:00Z");

/** The map of executions that a file is recognised by. */
function onlyMap(detection: Detection<AnyMapFile>): MapFile {
  const format = onlyFormat(detection);
  if (format.table !== "fills") throw new Error(`is of ${format.table}`);
  return format.map;
}

/** Recognises a file by the shipped maps and reads it. */
async function read(
  name: string,
  content: string | Uint8Array,
  statements: Statements = {},
): Promise<ParsedExecutions & { format: string }> {
  const path = temporaryFile(name, content);
  const [detection] = await detectFormats([path], SHIPPED);
  const map = onlyMap(detection!);
  return { ...(await parseExecutions(path, map, { now: LATER, statements })), format: map.map.name };
}

function fillsOf({ fills }: ParsedExecutions): unknown[] {
  return Array.from({ length: fills.n }, (_, i) => [
    fills.accounts[fills.account[i]!],
    new Date(fills.time[i]!).toISOString().replace(".000Z", ""),
    new Date(fills.day[i]! * 86_400_000).toISOString().slice(0, 10),
    fills.symbols[fills.symbol[i]!],
    fills.sign[i]! * fills.quantity[i]!,
    fills.price[i],
    fills.fees[i],
  ]);
}

describe("DAS Trader", () => {
  const DAS = [
    "Time,Symbol,Side,Price,Qty,Route,Broker,Account,Type,Cloid,Liq,ECNFee,P / L,SecType,",
    "09:31:05,XYZ,B,12.5,200,ARCA,,TR1,Margin,A1,-,0.6,0.00,Equity/ETF,",
    '09:32:00,XYZ,SS,"1,012.75",100,ARCA,,TR1,Margin,A2,+,-0.2,25.00,Equity/ETF,',
  ].join("\r\n");
  const FILLS = [
    ["TR1", "2020-04-17T13:31:05", "2020-04-17", "XYZ", 200, 12.5, 0.6],
    ["TR1", "2020-04-17T13:32:00", "2020-04-17", "XYZ", -100, 1012.75, -0.2],
  ];

  test.each(["trades_2020-04-17.csv", "20200417 trades.csv"])("takes its date from the file's name: %s", async name => {
    expect(fillsOf(await read(name, DAS))).toEqual(FILLS);
  });

  test("takes its date from what is stated, and asks for it otherwise", async () => {
    expect(fillsOf(await read("trades.csv", DAS, { date: "2020-04-17" }))).toEqual(FILLS);
    for (const name of ["trades.csv", "2020-04-17_2020-04-18.csv", "04-17-2020.csv", "2020-02-30.csv"]) {
      await expect(read(name, DAS)).rejects.toMatchObject({ code: "NOT_STATED", exitCode: 2 });
    }
  });

  test("does not take a row without a time for midnight", async () => {
    const { fills, rejects } = await read("2020-04-17.csv", DAS.replace("09:31:05", ""));
    expect([fills.n, rejects.length]).toEqual([1, 1]);
    expect(rejects[0]!.reason).toContain('time was ""');
  });
});

test("Tradervue: a row without its time is rejected and not taken for midnight", async () => {
  const { fills, rejects } = await read(
    "fills.csv",
    "Date,Time,Symbol,Quantity,Price,Side\n2020-04-17,09:31:07,XYZ,1,2,B\n2020-04-17,,XYZ,1,2,B\n",
  );
  expect([fills.n, rejects.map(({ line }) => line)]).toEqual([1, [3]]);
  expect(rejects[0]!.reason).toContain('time was ""');
});

describe("Tradovate fills", () => {
  const HEADER =
    "_id,_orderId,_contractId,_timestamp,_tradeDate,_action,_qty,_price,_active,_accountId,Fill ID,Order ID,Timestamp,Date,Account,B/S,Quantity,Price,_priceFormat,_priceFormatType,_tickSize,Contract,Product,Product Description,commission";
  const row = (id: string, utc: string, side: string, price: string, contract = "ESM6"): string =>
    `${id},9,1,${utc},2026-06-15,0,1,7494.25,true,5,${id},9,06/15/2026 00:03:54,6/15/26,DEMO, ${side},1,${price},-2,0,0.25,${contract},ES,E-Mini,1.29`;

  test("reads the UTC time, a side after a blank and prices with thousands; the evening belongs to the next day", async () => {
    const read_ = await read(
      "Fills.csv",
      [
        HEADER,
        row("1", "2026-06-14 23:03:54.000Z", "Buy", '"7,494.25"'),
        row("2", "2026-06-15 21:59:59.000Z", "Sell", '"49,998.96"'),
      ].join("\n"),
    );
    expect(read_.format).toBe("Tradovate fills");
    expect(fillsOf(read_)).toEqual([
      ["DEMO", "2026-06-14T23:03:54", "2026-06-15", "ESM6", 1, 7494.25, 1.29],
      ["DEMO", "2026-06-15T21:59:59", "2026-06-15", "ESM6", -1, 49998.96, 1.29],
    ]);
    expect([read_.fills.kinds, [...read_.fills.multipliers]]).toEqual([["future"], [50]]);
  });

  test("rejects a future whose multiplier nobody knows", async () => {
    const { fills, rejects } = await read(
      "Fills.csv",
      [HEADER, row("1", "2026-06-14 23:03:54Z", "Buy", "1", "QQQZ6")].join("\n"),
    );
    expect(fills.n).toBe(0);
    expect(rejects[0]!.reason).toContain('the multiplier of futures root "QQQ" is not known');
  });
});

describe("Tradovate performance", () => {
  const HEADER =
    "symbol,_priceFormat,_priceFormatType,_tickSize,buyFillId,sellFillId,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp,duration";
  const LONG = 'MNQM6,-2,0,0.25,101,102,3,20000.00,"20,005.00",$30.00,06/12/2026 09:49:42,06/12/2026 09:50:11,29sec';
  const REST = "MNQM6,-2,0,0.25,101,103,2,20000.00,20006.00,$24.00,06/12/2026 09:49:42,06/12/2026 09:51:00,1min";
  const SHORT = "MESM6,-2,0,0.25,105,104,1,7491.75,7489.75,$(10.00),06/12/2026 18:50:51,06/12/2026 18:13:48,37min";
  const STATED = { account: "PA1", zone: "America/Chicago" };

  test("makes two fills of each row; what was sold before it was bought is a short", async () => {
    const parsed = await read("Performance.csv", [HEADER, LONG, SHORT].join("\n"), STATED);
    expect(parsed.read).toBe(4);
    expect(fillsOf(parsed)).toEqual([
      ["PA1", "2026-06-12T14:49:42", "2026-06-12", "MNQM6", 3, 20000, 0],
      ["PA1", "2026-06-12T14:50:11", "2026-06-12", "MNQM6", -3, 20005, 0],
      ["PA1", "2026-06-12T23:50:51", "2026-06-13", "MESM6", 1, 7491.75, 0],
      ["PA1", "2026-06-12T23:13:48", "2026-06-13", "MESM6", -1, 7489.75, 0],
    ]);
    expect([...parsed.fills.line]).toEqual([2, 2, 3, 3]);
  });

  test("keeps the parts of a fill that was closed twice", async () => {
    const parsed = await read("Performance.csv", [HEADER, LONG, REST].join("\n"), STATED);
    expect(fillsOf(parsed).map(fill => (fill as unknown[])[4])).toEqual([3, -3, 2, -2]);
  });

  test("asks for the zone and the account, which the file does not state", async () => {
    const file = [HEADER, LONG].join("\n");
    await expect(read("p.csv", file, { account: "PA1" })).rejects.toThrow("states no zone of its times");
    await expect(read("p.csv", file, { zone: "America/Chicago" })).rejects.toThrow("states no account");
    await expect(read("p.csv", file, { ...STATED, zone: "Chicago" })).rejects.toThrow(
      "expected one such as America/Chicago",
    );
    await expect(read("p.csv", file, { ...STATED, date: "2026-06-12" })).rejects.toThrow("leave --date out");
  });

  test("loads no half of a row: when one fill does not parse, neither is loaded", async () => {
    const parsed = await read("p.csv", [HEADER, LONG, SHORT.replace("7489.75", "x")].join("\n"), STATED);
    expect([parsed.fills.n, parsed.read]).toEqual([2, 4]);
    expect(parsed.rejects.map(({ line, reason }) => [line, reason.split(".")[0]])).toEqual([
      [3, 'the row\'s sold leg: price was "x"; expected a number'],
      [3, 'sold leg: price was "x"; expected a number'],
    ]);
  });
});

describe("TopstepX", () => {
  const HEADER =
    "\uFEFFId,ContractName,EnteredAt,ExitedAt,EntryPrice,ExitPrice,Fees,PnL,Size,Type,TradeDay,TradeDuration,Commissions";

  test("makes an entry and an exit of each row, with the costs on the exit, in the session's day", async () => {
    const parsed = await read(
      "trades.csv",
      [
        HEADER,
        "7,NQZ5,10/08/2025 18:23:28 +02:00,10/08/2025 18:31:03 +02:00,25261.75,25245.75,8.4,-960,3,Long,10/08/2025 00:00:00 -05:00,00:07:34,0.5",
        "8,MESZ5,10/08/2025 17:05:00 -05:00,10/08/2025 17:06:00 -05:00,6800.25,6799.25,0.74,5,1,Short,10/09/2025 00:00:00 -05:00,00:01:00,",
      ].join("\r\n"),
      { account: "TSX" },
    );
    expect(fillsOf(parsed)).toEqual([
      ["TSX", "2025-10-08T16:23:28", "2025-10-08", "NQZ5", 3, 25261.75, 0],
      ["TSX", "2025-10-08T16:31:03", "2025-10-08", "NQZ5", -3, 25245.75, 8.9],
      ["TSX", "2025-10-08T22:05:00", "2025-10-09", "MESZ5", -1, 6800.25, 0],
      ["TSX", "2025-10-08T22:06:00", "2025-10-09", "MESZ5", 1, 6799.25, 0.74],
    ]);
  });
});

describe("detection", () => {
  async function detect(content: string) {
    return (await detectFormats([temporaryFile("x.csv", content)], SHIPPED))[0]!;
  }

  test("names the format, the map and the columns it was recognised by", async () => {
    const found = await detect("Side,Time,Date,Symbol,Price,Quantity\n");
    expect(detectionSentence(found)).toMatch(
      /^x\.csv: Tradervue executions \(.*tradervue\.yaml\), by columns Date, Time, Symbol, Quantity, Price, Side\.$/,
    );
  });

  test("says the header that it saw and what the nearest format needs too", async () => {
    const found = await detect("Date,Time,Symbol,Quantity,Px,Side\n");
    expect(found.fitting).toEqual([]);
    expect(detectionSentence(found)).toContain(
      "has columns Date, Time, Symbol, Quantity, Px, Side, which no map knows",
    );
    expect(detectionSentence(found)).toMatch(/nearest is Tradervue executions \(.*\): it needs column Price too/);
    expect(() => onlyMap(found)).toThrow(expect.objectContaining({ code: "UNKNOWN_FORMAT", exitCode: 2 }));
  });

  test("names no nearest format for a file that is like none", async () => {
    for (const content of ["Dear client,\n", "\u0000\u0001\u0002"]) {
      const sentence = detectionSentence(await detect(content));
      expect(sentence).not.toContain("nearest is");
      expect(sentence).toContain("Copy a shipped map");
    }
  });

  test("finds a map of one's own, which wins when it asks for more", async () => {
    const yaml =
      "name: mine\nrecognise: [Date, Time, Symbol, Quantity, Price, Side, Desk]\ncolumns: {account: Desk, symbol: Symbol, quantity: Quantity, price: Price, side: Side, time: [Date, Time]}\nconstants: {currency: USD}\nsides: {buy: [B], sell: [S]}\ntime: {format: iso, zone: UTC}\n";
    const own = join(temporaryFile("mine.yaml", yaml), "..");
    const path = temporaryFile("x.csv", "Date,Time,Symbol,Quantity,Price,Side,Desk\n");
    const maps = anyMapsIn([own, join(packageRoot(), "data", "maps")]);
    expect(onlyMap((await detectFormats([path], maps))[0]!).map.name).toBe("mine");
  });
});
