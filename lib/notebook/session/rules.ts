import { type AccountTerms, type BookConfig, dayNumber, type IsoDate } from "../../core/index.js";
import {
  type AccountBook,
  type AccountCash,
  type AccountMoney,
  accountBooks,
  accountMoney,
  type Calendar,
  minuteBarsBetween,
  openCalendar,
  type Snapshot,
  snapshotCash,
  type TripBars,
} from "../../data/index.js";
import { type AccountJudgement, type AccountRules, configuredRules, judgeAccount, termsOf } from "../../risk/index.js";
import { type Account, readAccounts } from "./accounts.js";

/** A funded account held against its rules up to a session's close. */
export interface JudgedAccount extends AccountJudgement {
  readonly account: string;
  readonly trader: string;
  readonly currency: string;
  readonly terms: AccountRules;
  /** The first day that counts, by the rules' reset; null without fills. */
  readonly from: IsoDate | null;
  /** `breached`: a hard rule was broken; `stopped`: a soft one on the latest day; `unknown`: there is no fill to judge. */
  readonly state: "breached" | "stopped" | "within" | "unknown";
  readonly balance: number | null;
  /** Null where open positions have no price at the last close. */
  readonly equity: number | null;
  /** Sessions that count, and those of them that minute bars tell. */
  readonly sessions: number;
  readonly minuteSessions: number;
}

/** Every account that has rules, held against them. */
export interface JudgedRules {
  readonly asOf: IsoDate;
  /** By account. */
  readonly accounts: readonly JudgedAccount[];
  /** What was left out or is not known, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Holds accounts against the `accountRules` of riskbook.yaml, each in its own currency.
 * @throws RiskbookError `BAD_LIMIT`, `UNKNOWN_PRESET` for rules that cannot be meant
 */
export async function judgeRules(snapshot: Snapshot, config: BookConfig, asOf: IsoDate): Promise<JudgedRules> {
  const { accountRules, calendar } = config;
  for (const [key, terms] of Object.entries(accountRules)) configuredRules(key, terms);
  const known = await readAccounts(snapshot);
  const ruled = known.filter(({ account }) => termsOf(accountRules, account) !== undefined);
  const names = ruled.map(({ account }) => account);
  const books = names.length === 0 ? [] : await accountBooks(snapshot, names, { asOf, calendar });
  const found = {
    books,
    cash: await snapshotCash(snapshot, asOf),
    bars: await barsOf(snapshot, books, asOf),
    calendar: openCalendar(calendar, "riskbook.yaml"),
  };
  const notes = strangers(Object.keys(accountRules), known);
  return {
    asOf,
    accounts: ruled.map(owner => judgeOne(owner, termsOf(accountRules, owner.account)!, found, notes)),
    notes,
  };
}

interface Found {
  readonly books: readonly AccountBook[];
  readonly cash: ReadonlyMap<string, AccountCash>;
  readonly bars: TripBars;
  readonly calendar: Calendar;
}

function judgeOne(owner: Account, terms: AccountTerms, found: Found, notes: string[]): JudgedAccount {
  const { account, trader, currency } = owner;
  const rules = configuredRules(account, terms);
  const own = found.books.filter(book => book.account === account);
  const { days = [], foreign = 0 } = found.cash.get(account) ?? {};
  const left = own.flatMap(({ book }) => (book.currency === currency ? [] : [book.currency]));
  if (left.length > 0)
    notes.push(`${account}: its fills in ${left.join(", ")} are left out; its rules are in ${currency}`);
  if (foreign > 0) notes.push(`${account}: ${foreign} bookings are not in ${currency} and are left out`);
  const of = { account, trader, currency, terms: rules };
  const book = own.find(each => each.book.currency === currency)?.book;
  if (book === undefined) return { ...of, ...unjudged(rules) };
  const { startingBalance, reset } = rules;
  const money = accountMoney(book, {
    ...found,
    cash: days,
    startingBalance,
    reset,
    ...(terms.from && { from: terms.from }),
  });
  if (money.unpricedCloses > 0) {
    notes.push(`${account}: open P&L is not known at ${money.unpricedCloses} closes, for want of prices`);
  }
  return { ...of, ...judged(rules, money) };
}

/** The minutes of what the accounts traded. */
async function barsOf(snapshot: Snapshot, books: readonly AccountBook[], asOf: IsoDate): Promise<TripBars> {
  if (books.length === 0) return {};
  const first = Math.min(...books.map(({ book }) => book.fills.time[0]!));
  const symbols = books.flatMap(({ book }) => book.rows.map(({ symbol }) => symbol));
  return minuteBarsBetween(snapshot, first - 7 * DAY_MS, (dayNumber(asOf) + 1) * DAY_MS, [...new Set(symbols)]);
}

const DAY_MS = 86_400_000;

function judged(
  terms: AccountRules,
  money: AccountMoney,
): Omit<JudgedAccount, "account" | "trader" | "currency" | "terms"> {
  if (money.times.length === 0) return unjudged(terms);
  const judgement = judgeAccount(terms, money, money.fills);
  const latest = money.days.at(-1);
  const { breaches } = judgement;
  const stopped = breaches.some(({ rule, day }) => rule !== "consistency" && day === latest);
  const equity = money.equity?.at(-1) ?? Number.NaN;
  return {
    ...judgement,
    from: money.days[0]!,
    state: breaches.some(({ severity }) => severity === "hard") ? "breached" : stopped ? "stopped" : "within",
    balance: money.balance.at(-1)!,
    equity: Number.isNaN(equity) ? null : equity,
    ...{ sessions: money.sessions, minuteSessions: money.minuteSessions },
  };
}

function unjudged(terms: AccountRules): Omit<JudgedAccount, "account" | "trader" | "currency" | "terms"> {
  return {
    ...{ rules: terms.name, basis: "balance", breaches: [], dailyFloor: null, drawdownFloor: null, distance: null },
    ...{
      bestDayShare: null,
      from: null,
      state: "unknown",
      balance: null,
      equity: null,
      sessions: 0,
      minuteSessions: 0,
    },
  };
}

/** Rules of an account that nobody has are more likely misspelt than early. */
function strangers(keys: readonly string[], known: readonly { readonly account: string }[]): string[] {
  return keys
    .filter(key => key !== "*" && !known.some(({ account }) => account === key))
    .map(key => `riskbook.yaml has rules for account ${key}, which the store does not have`);
}
