import { dayIn } from "../day-in.js";
import type { Page, Source } from "../source.js";
import { listAccounts } from "./accounts.js";
import { type ClientOptions, propReportsClient } from "./client.js";
import { datasetsOf, type PropReportsMaps } from "./datasets.js";
import { membershipPage } from "./groups.js";
import { parametersOf, readAnswer } from "./requests.js";
import type { PropReportsLogin, PropReportsSettings } from "./settings.js";

/** What PropReports is made of. */
export interface PropReportsOptions extends ClientOptions {
  readonly settings: PropReportsSettings;
  readonly login: PropReportsLogin;
  readonly maps: PropReportsMaps;
}

/** PropReports over HTTP: accounts as feeds, and of each what the settings name. */
export function propReportsSource(options: PropReportsOptions): Source<Page> {
  const { settings, login, maps } = options;
  const client = propReportsClient(settings, login, options);
  const timeZone = maps.fills.map.time.zone;
  return {
    name: "propreports",
    timeZone,
    datasets: datasetsOf(settings.datasets, maps),
    feedFailures: ["PROPREPORTS_FAILED", "PROPREPORTS_REFUSED", "SECRET_IN_ANSWER"],
    feeds: () => listAccounts(client, settings.group),
    page: (piece, page) =>
      piece.dataset === "groups"
        ? membershipPage(client, dayIn(timeZone, new Date(options.effects.now())))
        : client.ask(parametersOf(piece, page), body => readAnswer(piece, body, page)),
  };
}
