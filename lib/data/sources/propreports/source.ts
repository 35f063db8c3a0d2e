import type { MapFile } from "../../ingest/map-file.js";
import { dayIn } from "../day-in.js";
import type { Page, Source } from "../source.js";
import { listAccounts } from "./accounts.js";
import { type ClientOptions, propReportsClient } from "./client.js";
import { datasetsOf } from "./datasets.js";
import { membershipPage } from "./groups.js";
import { parametersOf, readAnswer } from "./requests.js";
import type { PropReportsLogin, PropReportsSettings } from "./settings.js";

/** What PropReports is made of. */
export interface PropReportsOptions extends ClientOptions {
  readonly settings: PropReportsSettings;
  readonly login: PropReportsLogin;
  /** How its fills are read: the map `propreports-fills`. */
  readonly map: MapFile;
}

/** PropReports over HTTP: accounts as feeds, and of each what the settings name. */
export function propReportsSource(options: PropReportsOptions): Source<Page> {
  const { settings, login, map } = options;
  const client = propReportsClient(settings, login, options);
  const timeZone = map.map.time.zone;
  return {
    name: "propreports",
    timeZone,
    datasets: datasetsOf(settings.datasets, map),
    feedFailures: ["PROPREPORTS_FAILED", "PROPREPORTS_REFUSED", "SECRET_IN_ANSWER"],
    feeds: () => listAccounts(client, settings.group),
    page: (piece, page) =>
      piece.dataset === "groups"
        ? membershipPage(client, dayIn(timeZone, new Date(options.effects.now())))
        : client.ask(parametersOf(piece, page), body => readAnswer(piece, body, page)),
  };
}
