import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { silentProgress } from "../../../core/index.js";
import type { IngestSummary } from "../../ingest/summary.js";
import { ingestTable } from "../../ingest/tables.js";
import { openSnapshot, openStore, type Store } from "../../store/index.js";
import { ingestReport, type ReportIngestOptions } from "./ingest-report.js";
import { reportKind } from "./report-file.js";

const TOTALS = [
  "4/1/2020",
  "Symbol,Orders,Fills,Qty,Gross,Comm,Misc,Net,Unrealized δ,Total δ,Unrealized",
  'XYZ,2,4,400,"1,234.50",4.00,,"1,230.50",,"1,230.50",',
  "Fee: Data,,,,,,,(30.00),,(30.00),",
  'Daily Total,2,4,400,"1,234.50",4.00,,"1,200.50",0.00,"1,200.50",0.00',
  'Equities,2,4,400,"1,234.50",4.00,,"1,230.50",0.00,"1,230.50",0.00',
  'Cash: ,"50,000.00"',
];

const SUMMARY = [
  "Date,Type,Orders,Fills,Qty,Gross,Comm,Trade Fees,Net,Fee: Data,Adj Fees,Adj Net,Unrealized Δ,Total Δ,Transfer: Deposit,Transfers,Cash,Unrealized,End Balance",
  '4/1/2020,Eq,2,4,400,"1,234.50",4.00,4.00,"1,230.50",30.00,30.00,"1,200.50",0.00,"1,200.50",0.00,0.00,"50,000.00",0.00,"50,000.00"',
  'Equities,,2,4,400,"1,234.50",4.00,4.00,"1,230.50",30.00,30.00,"1,200.50",,,,,,,',
];

interface Book {
  readonly store: Store;
  readonly folder: string;
  report(content: string | Uint8Array, options?: Partial<ReportIngestOptions>): Promise<IngestSummary>;
  rows(table: string): Promise<string[]>;
}

function newBook(): Book {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const now = (): Date => new Date("2020-04-17T21:00:00Z");
  const store = openStore(join(folder, "store"), { now });
  const file = join(folder, "report.csv");
  const shared = { store, inbox: join(folder, "inbox"), file, account: "ALPHA", now, progress: silentProgress };
  return {
    store,
    folder,
    report(content, options) {
      writeFileSync(file, content);
      return ingestReport({ ...shared, kind: reportKind(file)!, ...options });
    },
    async rows(table) {
      const snapshot = await openSnapshot(store);
      try {
        return (await snapshot.rows(`SELECT * FROM ${table} ORDER BY ALL`)).map(row => JSON.stringify(row));
      } finally {
        snapshot.close();
      }
    },
  };
}

const text = (lines: readonly string[]): string => `${lines.join("\r\n")}\r\n`;

test("totals by date and the daily summary are told apart by their first lines, also behind a title and gzipped", async () => {
  const { folder, report } = newBook();
  const kindOf = (content: string | Uint8Array): unknown => {
    writeFileSync(join(folder, "x.csv"), content);
    return reportKind(join(folder, "x.csv"));
  };
  expect(kindOf(text(TOTALS))).toBe("totals");
  expect(kindOf(`\uFEFFTotals by Date\n\n${text(TOTALS)}`)).toBe("totals");
  expect(kindOf(gzipSync(text(SUMMARY)))).toBe("summary");
  expect(kindOf("Date/Time,Account,B/S\n4/1/2020 10:00:00,A,B\n")).toBeNull();
  expect(kindOf(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).toBeNull();
  expect(await report(gzipSync(text(SUMMARY)))).toMatchObject({ read: 3, loaded: 3 });
});

test("both tell the same day alike: loading one after the other changes nothing, and every line is accounted for", async () => {
  const { report, rows } = newBook();
  expect(await report(text(TOTALS))).toMatchObject({
    table: "daily, balances, cash",
    read: 3,
    loaded: 3,
    files: ["daily", "balances", "cash"].map(table => ({ source: `report.csv, ${table}`, loaded: 1 })),
    passedOverBy: { "lines that are parts or sums of the days": 6 },
  });
  const stored = await Promise.all(["daily", "balances", "cash"].map(rows));
  expect(await report(text(SUMMARY))).toMatchObject({
    read: 3,
    loaded: 0,
    alreadyKnown: 3,
    passedOver: 2,
    snapshot: null,
  });
  expect(await Promise.all(["daily", "balances", "cash"].map(rows))).toEqual(stored);
});

test("a later report of a day takes the place of the earlier one, and a fee that it no longer has goes", async () => {
  const { report, rows } = newBook();
  await report(text(SUMMARY));
  const free = SUMMARY.map(line =>
    line.replace("30.00,30.00", "0.00,0.00").replace('"1,200.50",0.00', '"1,230.50",0.00'),
  );
  expect(await report(text([free[0]!, free[1]!, "Equities"]))).toMatchObject({ replaced: 1, withdrawn: 1 });
  expect(await rows("cash")).toEqual([]);
});

test("bookings that are stored one by one stay and are not counted twice; another sum than theirs is told", async () => {
  const { store, folder, report, rows } = newBook();
  const file = join(folder, "cash.csv");
  writeFileSync(file, "account,date,cash_id,kind,amount,currency\nALPHA,2020-04-01,7,fee,-30,USD\n");
  await ingestTable({ store, table: "cash", files: [file], now: () => new Date(), progress: silentProgress });
  const booked = { "fees and transfers of days whose bookings are stored": 1 };
  expect(await report(text(SUMMARY))).toMatchObject({ read: 2, rejected: 0, passedOverBy: booked });
  const cheaper = SUMMARY.map(line => line.replace("30.00,30.00", "29.99,29.99").replace("1,200.50", "1,200.51"));
  const told = await report(text([cheaper[0]!, cheaper[1]!.replace("1,200.50", "1,200.51"), "Equities"]));
  expect(told.firstRejects).toEqual([expect.stringContaining("are -29.99 here")]);
  expect(await rows("cash")).toEqual([expect.stringContaining('"cash_id":"7"')]);
});

test("a report without an account asks for it, and one that was cut off is refused whole", async () => {
  const rest = newBook();
  const none = rest.report(text(TOTALS), { account: undefined } as unknown as Partial<ReportIngestOptions>);
  await expect(none).rejects.toMatchObject({ code: "NOT_STATED", message: expect.stringContaining("--account NAME") });
  await expect(rest.report(text(SUMMARY.slice(0, 2)))).rejects.toMatchObject({ code: "REPORT_CUT_OFF" });
  expect(rest.store.latest()).toBeNull();
  const named = SUMMARY.slice(0, 2).map((line, i) => `${line},${["Account", "BETA"][i]}`);
  await rest.report(text([...named, "Equities"]));
  expect(await rest.rows("daily")).toEqual([expect.stringContaining('"account":"BETA"')]);
});
