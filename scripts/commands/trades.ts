import { type Command, Option } from "commander";
import { type BookConfig, dayNumber, type IsoDate, isIsoDate, openBook, RiskbookError } from "../../lib/core/index.js";
import {
  type BookTrips,
  bookTrips,
  COST_METHODS,
  type CostMethod,
  declaredRules,
  openSnapshot,
  type Snapshot,
  selectTrips,
  snapshotSessions,
} from "../../lib/data/index.js";
import { behaviourFindings, describeBehaviour, RULE_LIMITS } from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";
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
  const trips: BookTrips = { ...(await selected(snapshot, all, flags)), currency: all.currency };
  const one = flags.trader !== undefined || flags.account !== undefined;
  const sessions = await snapshotSessions(snapshot, asOf, { calendar });
  const options = {
    currency: trips.currency,
    timeZone,
    sessions: flags.from ? sessions.filter(day => day >= flags.from!) : sessions,
  };
  const rules = one ? await declaredRules(snapshot, await traderOf(snapshot, flags), trips, RULE_LIMITS) : undefined;
  const measures = rules === undefined ? [] : describeBehaviour(trips, { ...options, rules });
  return {
    source: `snapshot ${snapshot.number} (${snapshot.id.slice(0, 12)})`,
    of: flags.trader ?? flags.account ?? "all accounts",
    trips,
    measures,
    findings: behaviourFindings(measures),
  };
}

/** The trader that was asked for, or whose account was. */
async function traderOf(snapshot: Snapshot, { trader, account }: Flags): Promise<string> {
  if (trader !== undefined) return trader;
  const rows = await snapshot.rows("SELECT account, trader FROM accounts");
  return String(rows.find(row => row.account === account)?.trader ?? "");
}

/** The trips of the accounts and days that were asked for. */
async function selected(snapshot: Snapshot, trips: BookTrips, { trader, account, from }: Flags) {
  const rows = await snapshot.rows("SELECT account, trader FROM accounts ORDER BY account");
  const wanted = rows.filter(
    row => (trader === undefined || row.trader === trader) && (account === undefined || row.account === account),
  );
  if (wanted.length === 0) {
    const known = [...new Set(rows.map(row => (trader === undefined ? row.account : row.trader)))].join(", ");
    const asked = [trader, account].filter(name => name !== undefined).join(" with ");
    throw new RiskbookError("NO_ACCOUNT", `There is no account of ${asked}; there are ${known}.`, { exitCode: 2 });
  }
  const codes = new Set(wanted.map(row => trips.accounts.indexOf(String(row.account))));
  const first = from === undefined ? Number.NEGATIVE_INFINITY : dayNumber(from);
  return selectTrips(trips, trip => codes.has(trips.account[trip]!) && trips.exitDay[trip]! >= first);
}

function date(text: string): IsoDate {
  if (isIsoDate(text)) return text;
  throw new RiskbookError("BAD_DATE", `The day was "${text}"; write it as YYYY-MM-DD, for example 2020-04-17.`, {
    exitCode: 2,
  });
}
