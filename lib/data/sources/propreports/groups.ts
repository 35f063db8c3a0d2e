import { type IsoDate, isIsoDate } from "../../../core/index.js";
import { openSnapshot, type Store, sqlText } from "../../store/index.js";
import type { Attempt } from "../retry.js";
import type { KeptPage, Page, TableRows } from "../source.js";
import { listAccounts } from "./accounts.js";
import { readPage } from "./answer.js";
import type { PropReportsClient } from "./client.js";
import { fieldsOf } from "./report-lines.js";

/** A group of accounts, such as a desk, as PropReports has it. */
interface Group {
  readonly id: number;
  readonly name: string;
}

const MEMBERS = ["Account", "Group"];

/**
 * Asks which accounts are in which group, as it is now: the list of groups, then the accounts of each. PropReports has no
 * such answer of its own, so the page is a line with the day and a table of account and group.
 */
export async function membershipPage(client: PropReportsClient, today: IsoDate): Promise<Page> {
  const members: string[][] = [];
  for (const group of await listGroups(client)) {
    for (const { name } of await listAccounts(client, group.id)) members.push([name, group.name]);
  }
  const lines = [[today], MEMBERS, ...members].map(fields => fields.map(quoted).join(","));
  return { content: `${lines.join("\n")}\n`, rows: members.length + 2, pages: 1 };
}

async function listGroups(client: PropReportsClient): Promise<Group[]> {
  const groups: Group[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await client.ask({ action: "groups", page: String(page) }, body => readGroups(body, page));
    groups.push(...answer.groups);
    pages = answer.pages;
  }
  return groups;
}

/** Reads an answer of `groups`: a header with an id and a name, perhaps with lines before it. */
export function readGroups(body: string, page: number): Attempt<{ groups: Group[]; pages: number }> {
  const read = readPage(body, page);
  if (!("value" in read)) return read;
  const { lines, pages } = read.value;
  const start = lines.findIndex(line => /^"?(?:Group )?Id\b/i.test(line));
  if (start < 0) return { again: `the list of groups has no line that begins "Group Id"` };
  const [header = [], ...rows] = lines
    .slice(start)
    .filter(line => line.trim() !== "")
    .map(fieldsOf);
  const name = header.findIndex(column => /^(?:Group )?Name$/i.test(column));
  if (name < 0) return { again: `the list of groups has no column "Group Name"` };
  const groups = rows.map(row => ({
    id: row.length === header.length ? Number(row[0]) : Number.NaN,
    name: row[name] ?? "",
  }));
  const broken = groups.findIndex(group => !Number.isInteger(group.id) || group.name === "");
  if (broken >= 0) {
    return { again: `the list of groups was cut off or broken at "${rows[broken]!.join(",").slice(0, 40)}"` };
  }
  // numbers below zero stand for sets that nobody made, such as every account
  return { value: { groups: groups.filter(({ id }) => id >= 0), pages } };
}

/** Whose an account is in the store on a day. */
interface Standing {
  readonly trader: string;
  readonly desk: string | null;
  readonly group: string | null;
  readonly assigned: boolean;
}

/**
 * The rows of `assignments` that a change of groups makes, from the day it was seen on; where nothing changed there are
 * none. Trader and desk stay what they are in the store; a desk that was never named, or was the group so far, follows the
 * group where there is one. Accounts that the store does not know wait until they have traded.
 */
export async function readMembership(pages: readonly KeptPage[], store: Store): Promise<TableRows> {
  const columns = ["account", "from_date", "trader", "desk", "account_group"];
  const rows: string[][] = [];
  for (const { content } of pages) {
    const [[asOf = ""] = [], , ...members] = content.trimEnd().split("\n").map(fieldsOf);
    if (!isIsoDate(asOf)) continue;
    const groups = new Map<string, string[]>();
    for (const [account, group] of members) groups.set(account!, [...(groups.get(account!) ?? []), group!]);
    for (const [account, standing] of await standings(store, asOf)) {
      const row = changed(standing, groups.get(account) ?? []);
      if (row !== null) rows.push([account, asOf, ...row]);
    }
  }
  return { table: "assignments", columns, rows, rejects: [] };
}

function changed({ trader, desk, group, assigned }: Standing, names: readonly string[]): string[] | null {
  const now = names.length === 0 ? null : [...names].sort().join(" + ");
  if (now === group) return null;
  if (now === null && !assigned) return null;
  const follows = desk === null || desk === group;
  return [trader, (follows ? now : desk) ?? "", now ?? ""];
}

/** Whose each account of the store is on a day: by its last assignment up to then, else by the account itself. */
async function standings(store: Store, asOf: IsoDate): Promise<Map<string, Standing>> {
  if (store.latest() === null) return new Map();
  const snapshot = await openSnapshot(store);
  try {
    const found = await snapshot.rows(`WITH last AS (
        SELECT account, arg_max(struct_pack(trader, desk, account_group), from_date) AS own
        FROM assignments WHERE from_date <= DATE ${sqlText(asOf)} GROUP BY account)
      SELECT account, coalesce(own.trader, accounts.trader) AS trader,
        CASE WHEN own IS NULL THEN accounts.desk ELSE own.desk END AS desk, own.account_group AS account_group,
        own IS NOT NULL AS assigned
      FROM accounts LEFT JOIN last USING (account) ORDER BY account`);
    return new Map(
      found.map(row => [
        String(row.account),
        {
          trader: String(row.trader),
          desk: row.desk === null ? null : String(row.desk),
          group: row.account_group === null ? null : String(row.account_group),
          assigned: row.assigned === true,
        },
      ]),
    );
  } finally {
    snapshot.close();
  }
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
