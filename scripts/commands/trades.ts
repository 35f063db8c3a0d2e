import { type Command, Option } from "commander";
import { type BookConfig, dayNumber, type IsoDate, isIsoDate, openBook, RiskbookError } from "../../lib/core/index.js";
import {
  type BookTrips,
  bookTrips,
  COST_METHODS,
  type CostMethod,
  declaredRules,
  type Owners,
  openSnapshot,
  ownerOn,
  type Snapshot,
  selectTrips,
  snapshotOwners,
  snapshotSessions,
  tripTrader,
} from "../../lib/data/index.js";
import { behaviourFindings, describeBehaviour, RULE_LIMITS } from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { snapshotName, storeOf } from "../store-of.js";
import { type TradesResult, tradesJson } from "../trades-result.js";
import { tradesText } from "../trades-text.js";

interface Flags {
  trader?: string;
  account?: string;
  method: CostMethod;
  from?: IsoDate;
  to?: IsoDate;
  currency?: string;
  snapshot?: string;
  json?: boolean;
}

/** `riskbook trades`: round trips from the book's fills and, of one trader, the behaviour behind them. */
export function register(program: Command, context: Context): void {
  program
    .command("trades")
    .description("round trips, entry to exit; of one trader also expectancy and behaviour")
    .option("--trader <name>", "one trader's, over all accounts")
    .option("--account <name>", "one account's")
    .addOption(new Option("--method <method>", "how open cost is matched").choices(COST_METHODS).default("average"))
    .option("--from <date>", "trips that ended on this day or later, or are open", date)
    .option("--to <date>", "nothing after this day is looked at", date)
    .option("--currency <code>", "needed where the book trades in several")
    .option("--snapshot <name>", "latest, a label, a number or the beginning of an id")
    .option("--json", "print JSON, with every trip")
    .action(async (flags: Flags) => {
      const snapshot = await openSnapshot(storeOf(undefined, context), flags.snapshot);
      try {
        const result = await tradesOf(snapshot, flags, openBook(context.cwd).config);
        context.write(flags.json ? `${JSON.stringify(tradesJson(result))}\n` : tradesText(result));
      } finally {
        snapshot.close();
      }
    });
}

async function tradesOf(snapshot: Snapshot, flags: Flags, { timeZone, calendar }: BookConfig): Promise<TradesResult> {
  const asOf = flags.to;
  const { method, currency } = flags;
  const given = { method, calendar, ...(asOf && { asOf }), ...(currency && { currency }) };
  const all = await bookTrips(snapshot, given);
  const owners = await snapshotOwners(snapshot);
  const trips: BookTrips = { ...selected(all, owners, flags), currency: all.currency };
  const one = flags.trader !== undefined || flags.account !== undefined;
  const sessions = await snapshotSessions(snapshot, asOf, { calendar });
  const options = {
    currency: trips.currency,
    timeZone,
    sessions: flags.from ? sessions.filter(day => day >= flags.from!) : sessions,
  };
  const rules = one ? await declaredRules(snapshot, traderOf(owners, flags), trips, RULE_LIMITS) : undefined;
  const measures = rules === undefined ? [] : describeBehaviour(trips, { ...options, rules });
  return {
    source: snapshotName(snapshot),
    of: flags.trader ?? flags.account ?? "all accounts",
    trips,
    measures,
    findings: behaviourFindings(measures),
  };
}

/** The trader that was asked for, or whose account it is now. */
function traderOf(owners: Owners, { trader, account }: Flags): string {
  return trader ?? ownerOn(owners, account ?? "", Number.POSITIVE_INFINITY)?.trader ?? "";
}

/** The trips of the accounts and days that were asked for; of a trader those of which all was theirs. */
function selected(trips: BookTrips, owners: Owners, { trader, account, from }: Flags) {
  requireSubject(owners, trader, account);
  const first = from === undefined ? Number.NEGATIVE_INFINITY : dayNumber(from);
  return selectTrips(trips, trip => {
    const name = trips.accounts[trips.account[trip]!]!;
    if (trips.exitDay[trip]! < first || (account !== undefined && name !== account)) return false;
    return trader === undefined || tripTrader(trips, trip, owners) === trader;
  });
}

function requireSubject(owners: Owners, trader: string | undefined, account: string | undefined): void {
  const asked = [...owners].filter(([name]) => account === undefined || name === account);
  if (asked.some(([, own]) => trader === undefined || own.some(owner => owner.trader === trader))) return;
  const traders = [...owners.values()].flatMap(own => own.map(owner => owner.trader)).filter(name => name !== null);
  const known = [...new Set(trader === undefined ? owners.keys() : traders)].join(", ");
  const words = [trader, account].filter(name => name !== undefined).join(" with ");
  throw new RiskbookError("NO_ACCOUNT", `There is no account of ${words}; there are ${known}.`, { exitCode: 2 });
}

function date(text: string): IsoDate {
  if (isIsoDate(text)) return text;
  throw new RiskbookError("BAD_DATE", `The day was "${text}"; write it as YYYY-MM-DD, for example 2020-04-17.`, {
    exitCode: 2,
  });
}
