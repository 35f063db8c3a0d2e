import { RiskbookError } from "../../../core/index.js";
import { splitRecord } from "../../ingest/csv-text.js";
import type { Attempt } from "../retry.js";
import type { Feed } from "../source.js";
import { readPage } from "./answer.js";
import type { PropReportsClient } from "./client.js";
import { isoDay } from "./days.js";

/** The accounts of a group, in the source's order; those that never traded have no first day. */
export async function listAccounts(client: PropReportsClient, group: number): Promise<Feed[]> {
  const accounts: Feed[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const parameters = { action: "accounts", groupId: String(group), page: String(page) };
    const answer = await client.ask(parameters, body => readAccounts(body, page));
    accounts.push(...answer.accounts);
    pages = answer.pages;
  }
  const twice = accounts.find(({ name }, i) => accounts.findIndex(other => other.name === name) !== i);
  if (twice === undefined) return accounts;
  throw new RiskbookError(
    "ACCOUNT_TWICE",
    `PropReports lists two accounts named "${twice.name}"; their fills could not be told apart. Rename one of them there, or name a group without it as sources.propreports.group.`,
  );
}

/** Reads an answer of `accounts`: the header may have lines before it; every row has as many fields as it. */
export function readAccounts(body: string, page: number): Attempt<{ accounts: Feed[]; pages: number }> {
  const listing = readPage(body, page);
  if (!("value" in listing)) return listing;
  const { lines, pages } = listing.value;
  const start = lines.findIndex(line => /^"?Account Id\b/i.test(line));
  if (start < 0) return { again: `the list of accounts has no line that begins "Account Id"` };
  const [header = [], ...rows] = lines
    .slice(start)
    .filter(line => line.trim() !== "")
    .map(fieldsOf);
  if (!header.includes("First Traded")) return { again: `the list of accounts has no column "First Traded"` };
  const cut = rows.find(row => row.length !== header.length);
  if (cut) return { again: `the list of accounts was cut off or broken at "${cut.join(",").slice(0, 40)}"` };
  const accounts = rows.map(row => accountOf(name => row[header.indexOf(name)] ?? ""));
  const odd = accounts.find(account => "again" in account);
  return odd ?? { value: { accounts: accounts.filter(account => "id" in account), pages } };
}

function accountOf(field: (name: string) => string): Feed | { again: string } {
  const id = field("Account Id");
  const name = field("Account Name") || id;
  const [traded, currency] = [field("First Traded"), field("Currency")];
  const first = isoDay(traded);
  if (first === null && traded !== "")
    return { again: `account "${name}" has First Traded "${traded}"; expected a day` };
  return { id, name, first, ...(currency === "" ? {} : { currency }) };
}

function fieldsOf(line: string): string[] {
  const record = splitRecord(line, ",");
  return "fields" in record ? record.fields.map(field => field.trim()) : [];
}
