import { type BookTrips, type TripRow, tripRow } from "../lib/data/index.js";
import { measuresText } from "./measures-text.js";
import { moneyText, textTable } from "./text-table.js";
import type { TradesResult } from "./trades-result.js";

/** Trips that are printed one by one: the latest. */
const MOST_TRIPS = 20;

const HEADERS = [
  "Account",
  "Symbol",
  "Side",
  "Entered (UTC)",
  "Held",
  "Fills",
  "Quantity",
  "Entry",
  "Exit",
  "Realised",
  "Fees",
  "Net",
];
const NAMES = 4;

/** Trips as a table for people, latest last, and what is to be said of one trader. */
export function tradesText(result: TradesResult): string {
  const { trips, of, measures, findings } = result;
  if (trips.n === 0) return `No round trips of ${of}.\n`;
  const shown = Array.from(
    { length: Math.min(MOST_TRIPS, trips.n) },
    (_, i) => trips.n - Math.min(MOST_TRIPS, trips.n) + i,
  );
  const left = trips.n - shown.length;
  const more = left > 0 ? `The latest ${shown.length} of ${trips.n} round trips; --json prints them all.\n` : "";
  const said = findings.map(({ text }) => `  ${text}\n`).join("");
  const habits = measures.length === 0 ? "" : `\nStands out:\n${said === "" ? "  nothing\n" : said}`;
  const figures = measures.length === 0 ? "" : `\n${measuresText(of, { n: trips.n, from: null, to: null, measures })}`;
  return `${table(trips, shown)}\n${more}${habits}${figures}`;
}

function table(trips: BookTrips, shown: readonly number[]): string {
  const sum = (values: Float64Array): string => moneyText(values.reduce((total, value) => total + value, 0));
  const planned = trips.risk.some(risk => !Number.isNaN(risk));
  const headers = planned ? [...HEADERS, "R"] : HEADERS;
  const body = shown.map(trip => cells(tripRow(trips, trip), planned));
  const blank = HEADERS.slice(4).map(() => "");
  const total = [`Total ${trips.currency}`, ...blank, sum(trips.realised), sum(trips.fees), sum(trips.net)];
  return textTable(headers, body, NAMES, [planned ? [...total, ""] : total]);
}

function cells(row: TripRow, planned: boolean): string[] {
  return [
    row.account,
    row.symbol,
    row.side,
    row.entered.slice(0, 16).replace("T", " "),
    row.heldMinutes === null ? "open" : duration(row.heldMinutes),
    String(row.fills),
    row.quantity.toLocaleString("en-US", { maximumFractionDigits: 8 }),
    price(row.entryPrice),
    row.exitPrice === null ? "–" : price(row.exitPrice),
    moneyText(row.realised),
    moneyText(row.fees),
    moneyText(row.net),
    ...(planned ? [row.rMultiple === null ? "–" : row.rMultiple.toFixed(2)] : []),
  ];
}

function duration(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}

function price(value: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 });
}
