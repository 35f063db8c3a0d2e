import type { PropReportsDataset } from "../../../core/index.js";
import type { MapFile, TableMapFile } from "../../ingest/map-file.js";
import type { Dataset } from "../source.js";
import { readAdjustments } from "./adjustments.js";
import { readMembership } from "./groups.js";
import { reportOfPage } from "./report-text.js";
import { readSummary } from "./summary.js";
import { readTotals } from "./totals.js";
import { checkTrades } from "./trade-check.js";

/** How the plain tables among PropReports' answers are read. */
export interface PropReportsMaps {
  /** The map `propreports-fills`. */
  readonly fills: MapFile;
  /** The map `propreports-positions`. */
  readonly positions: TableMapFile;
}

/**
 * What some datasets of PropReports are made of, in the order of loading. Fees and transfers are taken from the bookings
 * where these are fetched, and only else from a report's sums of days, so that no money counts twice.
 */
export function datasetsOf(names: readonly PropReportsDataset[], maps: PropReportsMaps): Dataset[] {
  const cash = !names.includes("adjustments");
  const all: readonly (Dataset & { readonly name: PropReportsDataset })[] = [
    { name: "fills", table: "fills", map: maps.fills },
    { name: "totals", read: pages => readTotals(pages.map(reportOfPage), { cash }) },
    { name: "summary", read: pages => readSummary(pages.map(reportOfPage), { cash }) },
    { name: "adjustments", read: pages => ({ tables: [readAdjustments(pages)] }) },
    { name: "positions", table: "positions", map: maps.positions, complete: true },
    {
      name: "groups",
      scope: "source",
      read: async (pages, store) => ({ tables: [await readMembership(pages, store)] }),
    },
    { name: "trades", read: async (pages, store) => ({ tables: [], disagreements: await checkTrades(pages, store) }) },
  ];
  return all.filter(({ name }) => names.includes(name));
}
