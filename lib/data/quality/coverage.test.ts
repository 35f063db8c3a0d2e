import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openSnapshot, openStore } from "../store/index.js";
import { type Coverage, sessionCoverage } from "./coverage.js";
import { AS_OF, config, DAYS, publishTables, soundFirm, type Tables } from "./sound-firm.fixture.js";

async function coverageOf(tables: Tables): Promise<Coverage> {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-coverage-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = openStore(join(folder, "store"), { now: () => new Date(0) });
  await publishTables(store, tables);
  const snapshot = await openSnapshot(store);
  try {
    return await sessionCoverage(snapshot, { asOf: AS_OF, currency: "USD", calendar: "NYSE", config: config() }, 10);
  } finally {
    snapshot.close();
  }
}

it("Coverage tells the last sessions: what is whole, in part, missing, stale, and not yet expected", async () => {
  const firm = soundFirm();
  const days = DAYS.slice(-10);
  firm.prices = firm.prices.filter(row => row.symbol !== "QRS" || row.date !== days[2]);
  firm.fills = firm.fills.filter(row => row.trade_date !== days[4] && row.trade_date !== days[9]);
  firm.positions.push({ account: "A", symbol: "XYZ", date: days[8]!, quantity: 1 });
  const { dates, tables } = await coverageOf(firm);
  expect(dates).toEqual(days);
  const share = (name: string) => tables.find(({ table }) => table === name)!.share;
  expect(share("prices")).toEqual([1, 1, 0.5, 1, 1, 1, 1, 1, 1, 1]);
  expect(share("fills")).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1, 0]);
  expect(share("positions")).toEqual([...Array(8).fill(null), 1, 0]);
  expect(tables.map(({ table }) => table)).not.toContain("bars");
});

it("Activity is a multiple of the account's own median, 0 on a day without, null before its first", async () => {
  const firm = soundFirm();
  const days = DAYS.slice(-10);
  firm.fills = firm.fills.filter(
    row => row.account !== "B" || (String(row.trade_date) >= days[3]! && row.trade_date !== days[5]),
  );
  firm.fills.push(
    ...firm.fills
      .filter(row => row.account === "B" && row.trade_date === days[9])
      .map(row => ({ ...row, fill_id: null })),
  );
  const { accounts } = await coverageOf(firm);
  expect(accounts.map(({ account, trader }) => [account, trader])).toEqual([
    ["A", "Ada"],
    ["B", "Bob"],
  ]);
  expect(accounts[1]!.activity).toEqual([null, null, null, 1, 1, 0, 1, 1, 1, 2]);
});
