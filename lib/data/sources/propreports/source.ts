import type { MapFile } from "../../ingest/map-file.js";
import type { Attempt } from "../retry.js";
import type { Page, Piece, Source } from "../source.js";
import { listAccounts } from "./accounts.js";
import { readPage } from "./answer.js";
import { type ClientOptions, propReportsClient } from "./client.js";
import type { PropReportsLogin, PropReportsSettings } from "./settings.js";
import { readTotals } from "./totals.js";

/** What PropReports is made of. */
export interface PropReportsOptions extends ClientOptions {
  readonly settings: PropReportsSettings;
  readonly login: PropReportsLogin;
  /** How its fills are read: the map `propreports-fills`. */
  readonly map: MapFile;
}

/** PropReports over HTTP: accounts as feeds, their fills, and their totals by date as daily figures. */
export function propReportsSource(options: PropReportsOptions): Source {
  const { settings, login, map } = options;
  const client = propReportsClient(settings, login, options);
  return {
    name: "propreports",
    timeZone: map.map.time.zone,
    datasets: [
      { name: "fills", table: "fills", map },
      { name: "totals", table: "daily", read: readTotals },
    ],
    feedFailures: ["PROPREPORTS_FAILED", "PROPREPORTS_REFUSED", "SECRET_IN_ANSWER"],
    feeds: () => listAccounts(client, settings.group),
    page: (piece, page) => client.ask(parametersOf(piece, page), body => readPiece(piece, body, page)),
  };
}

function parametersOf({ dataset, feed, from, to }: Piece, page: number): Record<string, string> {
  const action = dataset === "fills" ? { action: "fills" } : { action: "report", type: "totalsByDate" };
  return { ...action, accountId: feed.id, startDate: from, endDate: to, page: String(page) };
}

function readPiece({ dataset }: Piece, body: string, page: number): Attempt<Page> {
  const read = readPage(body, page);
  if (!("value" in read)) return read;
  const { lines, pages } = read.value;
  const rows = lines.filter(line => line.trim() !== "").length;
  const content = rows === 0 ? "" : `${lines.join("\n")}\n`;
  if (dataset !== "fills") return { value: { content, rows, pages } };
  const header = lines.find(line => line.trim() !== "") ?? "";
  if (rows > 0 && !/^"?Date\/Time\b/.test(header)) {
    return {
      again: `page ${page} of fills begins "${header.slice(0, 60)}"; expected its header, "Date/Time,Account,…"`,
    };
  }
  return { value: { content, rows: Math.max(0, rows - 1), pages } };
}
