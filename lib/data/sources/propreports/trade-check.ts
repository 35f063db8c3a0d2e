import { fromDayNumber, type IsoDate } from "../../../core/index.js";
import { snapshotFills } from "../../pnl/index.js";
import { openSnapshot, type Store } from "../../store/index.js";
import { roundTrips } from "../../trades/index.js";
import type { Disagreement, KeptPage } from "../source.js";
import { reportOfPage } from "./report-text.js";
import { readTrades, type TradedDay } from "./trades.js";

/** Half a cent: what PropReports' rounding of one trip's figure may amount to. */
const HALF_CENT = 0.005;

/** Round trips of an account that ended on a day, added up; money in the account's currency. */
interface DaySums {
  readonly trips: number;
  readonly gross: number;
  readonly net: number;
}

/**
 * Holds PropReports' round trips against those that follow from the stored fills, by account and day of their end: how many
 * they are, and what they earned before and after fees. Nothing of theirs is stored: ours are worked out from fills, and
 * two kinds of trips would only ever differ by their definitions.
 */
export async function checkTrades(pages: readonly KeptPage[], store: Store): Promise<Disagreement[]> {
  const theirs = readTrades(pages.map(reportOfPage));
  const ours = await tripsOf([...new Set(pages.map(({ piece }) => piece.feed.name))], store);
  const asked = (key: string): boolean =>
    pages.some(({ piece }) => isWithin(key, piece.feed.name, piece.from, piece.to));
  const told = new Map(theirs.map(day => [keyOf(day.account, day.date), day]));
  const keys = [...new Set([...told.keys(), ...[...ours.keys()].filter(asked)])].sort();
  return keys.flatMap(key => differences(key, told.get(key), ours.get(key)));
}

async function tripsOf(accounts: readonly string[], store: Store): Promise<Map<string, DaySums>> {
  const sums = new Map<string, DaySums>();
  if (store.latest() === null || accounts.length === 0) return sums;
  const snapshot = await openSnapshot(store);
  try {
    const trips = roundTrips(await snapshotFills(snapshot, { accounts }));
    for (let trip = 0; trip < trips.n; trip++) {
      if (trips.open[trip] === 1) continue;
      const key = keyOf(trips.accounts[trips.account[trip]!]!, fromDayNumber(trips.exitDay[trip]!));
      const day = sums.get(key) ?? { trips: 0, gross: 0, net: 0 };
      sums.set(key, {
        trips: day.trips + 1,
        gross: day.gross + trips.realised[trip]!,
        net: day.net + trips.net[trip]!,
      });
    }
    return sums;
  } finally {
    snapshot.close();
  }
}

function differences(key: string, told: TradedDay | undefined, sums: DaySums | undefined): Disagreement[] {
  const [account, date] = JSON.parse(key) as [string, IsoDate];
  const theirs = { trips: told?.trips ?? 0, gross: (told?.gross ?? 0) / 1e6, net: (told?.net ?? 0) / 1e6 };
  const ours = sums ?? { trips: 0, gross: 0, net: 0 };
  const day = { account, date };
  if (told !== undefined && told.readable < told.trips) {
    return [{ ...day, figure: "round trips with readable amounts", theirs: told.trips, ours: told.readable }];
  }
  const rounding = HALF_CENT * Math.max(1, theirs.trips) + 1e-9;
  const money = (["gross", "net"] as const).filter(name => Math.abs(theirs[name] - ours[name]) > rounding);
  return [
    ...(theirs.trips === ours.trips ? [] : [{ ...day, figure: "round trips", theirs: theirs.trips, ours: ours.trips }]),
    ...money.map(name => ({ ...day, figure: `${name} of round trips`, theirs: theirs[name], ours: ours[name] })),
  ];
}

function keyOf(account: string, date: IsoDate): string {
  return JSON.stringify([account, date]);
}

function isWithin(key: string, account: string, from: IsoDate, to: IsoDate): boolean {
  const [own, date] = JSON.parse(key) as [string, IsoDate];
  return own === account && date >= from && date <= to;
}
