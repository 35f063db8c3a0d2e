import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IsoDate, QualityConfig } from "../../core/index.js";
import { openCalendar, sessionsBetween } from "../calendars/index.js";
import {
  openDatabase,
  openSnapshot,
  openStore,
  publish,
  type Snapshot,
  type Store,
  sqlName,
  sqlText,
} from "../store/index.js";
import { SCHEMA, TABLES, type TableName } from "../tables/index.js";
import { judgeQuality, type Quality, type QualityOptions } from "./quality.js";

/** The day that the tests judge. */
export const AS_OF: IsoDate = "2020-04-17";

/** A row of any table: what it leaves out is null, or as usual for the table. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;
export type Tables = Partial<Record<TableName, Row[]>>;

const USUAL: Partial<Record<TableName, Row>> = {
  fills: { currency: "USD", side: "buy", fees: 0.5, occurrence: 1, source: "a.csv", line: 2, quantity: 100 },
  accounts: { currency: "USD", simulated: false },
  instruments: { kind: "equity", multiplier: 1, currency: "USD", simulated: false },
  prices: { simulated: false },
  bars: { simulated: false },
  traders: { simulated: false },
  daily: { currency: "USD" },
  positions: { currency: "USD" },
  balances: { currency: "USD" },
  cash: { currency: "USD", cash_id: "1", kind: "fee" },
};

/** The sessions of the tests' firm. */
export const DAYS: readonly IsoDate[] = sessionsBetween("2020-02-18", AS_OF, openCalendar("NYSE"));

const SYMBOLS = ["XYZ", "QRS"];
const PAIRS = 6;

function closeOf(symbol: number, day: number): number {
  return Math.round((50 + 30 * symbol + 2 * Math.sin(day * 0.7 + symbol)) * 100) / 100;
}

/** Two months of a firm with which nothing is wrong: accounts A and B trade XYZ and QRS every session and end it flat. */
export function soundFirm(): Record<TableName, Row[]> {
  const tables = Object.fromEntries(TABLES.map(table => [table, [] as Row[]])) as Record<TableName, Row[]>;
  tables.accounts.push({ account: "A", trader: "Ada" }, { account: "B", trader: "Bob" });
  tables.instruments.push(...SYMBOLS.map(symbol => ({ symbol })));
  DAYS.forEach((date, day) => {
    SYMBOLS.forEach((symbol, code) => {
      const close = closeOf(code, day);
      tables.prices.push({ symbol, date, open: close, high: close + 1, low: close - 1, close, volume: 1e6 });
    });
    for (const account of ["A", "B"]) tradeDay(tables, account, day);
  });
  return tables;
}

/** A day's pairs of a buy and a sale a quarter dearer, and its total. */
function tradeDay(tables: Record<TableName, Row[]>, account: string, day: number): void {
  const date = DAYS[day]!;
  let gross = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const code = pair % SYMBOLS.length;
    const quantity = 100 + 10 * ((pair + day) % 5);
    const about = { account, symbol: SYMBOLS[code]!, trade_date: date, quantity };
    const price = closeOf(code, day) - 0.25;
    const at = (minute: number): string => `${date} 16:${String(10 * pair + minute).padStart(2, "0")}:00`;
    const sequence = tables.fills.length;
    tables.fills.push({ ...about, time: at(0), sequence, side: "buy", price, fill_id: `${account}${sequence}` });
    tables.fills.push({
      ...about,
      ...{
        time: at(5),
        sequence: sequence + 1,
        side: "sell",
        price: price + 0.25,
        fill_id: `${account}${sequence + 1}`,
      },
    });
    gross += 0.25 * quantity;
  }
  const fees = PAIRS * 2 * 0.5;
  const before = Number(tables.daily.findLast(row => row.account === account)?.balance ?? 10_000);
  tables.daily.push({ account, date, gross, fees, net: gross - fees, balance: before + gross - fees });
}

/** Publishes tables as a snapshot of a new store, and judges it. */
export async function judge(tables: Tables, options: Partial<QualityOptions> = {}): Promise<Quality> {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-quality-"));
  const store = openStore(join(folder, "store"), { now: () => new Date("2020-04-17T21:00:00Z") });
  let snapshot: Snapshot | undefined;
  try {
    await publishTables(store, tables);
    snapshot = await openSnapshot(store);
    return await judgeQuality(snapshot, {
      asOf: AS_OF,
      currency: "USD",
      calendar: "NYSE",
      config: config(),
      ...options,
    });
  } finally {
    snapshot?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `riskbook.yaml` says of quality. */
export function config(rules: QualityConfig["rules"] = {}): QualityConfig {
  return { holdSessions: 20, rules };
}

/** Publishes rows as they are, without the checks of an ingest. */
export async function publishTables(store: Store, tables: Tables): Promise<void> {
  const { connection, close } = await openDatabase();
  try {
    const given = TABLES.filter(table => (tables[table]?.length ?? 0) > 0);
    const add = given.map(table => ({ table, partition: partitionOf(table), sql: rowsQuery(table, tables[table]!) }));
    await publish(store, connection, async () => ({ label: "test", summary: {}, add, remove: [] }));
  } finally {
    close();
  }
}

function partitionOf(table: TableName): string {
  return table === "fills" || table === "corrections" ? "month=2020-04/bucket=5" : "all";
}

function rowsQuery(table: TableName, rows: readonly Row[]): string {
  const types = Object.fromEntries(SCHEMA[table].map(({ name, type }) => [name, type]));
  const whole = rows.map(row => ({ ...USUAL[table], ...row }));
  const columns = SCHEMA[table].map(({ name }) => `row.${sqlName(name)}`).join(", ");
  return `SELECT ${columns} FROM (SELECT unnest(from_json(${sqlText(JSON.stringify(whole))}, ${sqlText(JSON.stringify([types]))})) AS row)`;
}
