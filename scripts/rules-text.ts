import { clockText, durationText } from "../lib/core/index.js";
import type { JudgedAccount, JudgedRules } from "../lib/notebook/index.js";
import type { RuleBreach } from "../lib/risk/index.js";
import { counted } from "./counted.js";
import { textTable } from "./text-table.js";

/** Judgements with where their figures come from. */
export interface ShownRules extends JudgedRules {
  readonly source: string;
  /** IANA zone in which times are told to people. */
  readonly timeZone: string;
}

const STATE: Readonly<Record<JudgedAccount["state"], string>> = {
  breached: "BREACH",
  stopped: "stopped",
  within: "within",
  unknown: "unknown",
};

/** Account rules as a table for people, and each account's breaches below it. */
export function rulesText({ asOf, source, accounts, notes, timeZone }: ShownRules): string {
  const count = (state: JudgedAccount["state"]): number => accounts.filter(account => account.state === state).length;
  const head = `${counted(accounts.length, "account")} with rules at the close of ${asOf}, ${source}: ${count("breached")} breached, ${count("stopped")} stopped for the day, ${count("unknown")} unknown, ${count("within")} within`;
  const said = notes.map(note => `note: ${note}`);
  if (accounts.length === 0)
    return [head, 'Write rules under "accountRules" in riskbook.yaml.', ...said, ""].join("\n");
  const table = textTable(
    [
      "State",
      "Account",
      "Trader",
      "Rules",
      "Seen by",
      "Balance",
      "Equity",
      "Daily floor",
      "Floor",
      "Distance",
      "Best day",
    ],
    accounts.map(rowOf),
    5,
  );
  const breaches = accounts.flatMap(account => breachLines(account, timeZone));
  const parts = [[head], [table], breaches, said].filter(part => part.length > 0);
  return `${parts.map(part => part.join("\n")).join("\n\n")}\n`;
}

function rowOf(account: JudgedAccount): string[] {
  return [
    STATE[account.state],
    account.account,
    account.trader,
    account.rules,
    seenBy(account),
    ...[account.balance, account.equity, account.dailyFloor, account.drawdownFloor, account.distance].map(amount),
    account.bestDayShare === null ? "–" : `${(100 * account.bestDayShare).toFixed(1)}%`,
  ];
}

function seenBy({ basis, state, sessions, minuteSessions }: JudgedAccount): string {
  if (state === "unknown") return "no fills";
  return basis === "session closes" && minuteSessions > 0
    ? `closes, minutes on ${minuteSessions} of ${sessions}`
    : basis;
}

/** The breach that ended an account, and the latest of those that ended a day. */
function breachLines({ account, breaches, terms }: JudgedAccount, timeZone: string): string[] {
  const soft = breaches.filter(({ severity }) => severity === "soft");
  const shown = [...breaches.filter(({ severity }) => severity === "hard"), ...soft.slice(-SHOWN)];
  const more = soft.length - SHOWN;
  return [
    ...shown.map(breach => `${account}: ${breachText(breach, timeZone)}`),
    ...(more > 0
      ? [`${account}: ${counted(more, "earlier breach").replace("breachs", "breaches")} of soft rules (--json has all)`]
      : []),
    ...(shown.length > 0 && terms.reset.zone !== timeZone
      ? [`${account}: its days begin at ${terms.reset.time} in ${terms.reset.zone}`]
      : []),
  ];
}

const SHOWN = 3;

function breachText(
  { rule, severity, day, time, value, floor, actionsAfter, wentOnFor }: RuleBreach,
  zone: string,
): string {
  if (rule === "consistency") {
    return `consistency (soft): the best day has ${(100 * value).toFixed(1)}% of the profit, more than ${(100 * floor).toFixed(0)}%`;
  }
  const what = `${rule} (${severity}) passed on ${day}, at ${clockText(time, zone)}: ${amount(value)} below ${amount(floor)}`;
  return wentOnFor === null
    ? `${what}; no fill after it`
    : `${what}; ${counted(actionsAfter, "fill")} after it over ${durationText(wentOnFor)}`;
}

/** Account rules as JSON. */
export function rulesJson({ asOf, source, accounts, notes }: ShownRules): Record<string, unknown> {
  return {
    asOf,
    source,
    accounts: accounts.map(({ breaches, ...account }) => ({
      ...account,
      breaches: breaches.map(({ actionsAfter, wentOnFor, ...breach }) => ({
        ...breach,
        fillsAfter: actionsAfter,
        wentOnForMs: wentOnFor,
      })),
    })),
    notes,
  };
}

function amount(value: number | null): string {
  return value === null ? "–" : value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}
