import { addDays, type FlexConfig, type IsoDate, RiskbookError } from "../../../core/index.js";
import { type AnyMapFile, isTableMap } from "../../ingest/map-file.js";
import { sourceFile } from "../../ingest/source-file.js";
import { xmlHeader } from "../../ingest/xml-records.js";
import { dayIn } from "../day-in.js";
import type { Dataset, Page, Piece, Source } from "../source.js";
import type { WarehouseSurroundings } from "../warehouse/queries.js";
import { type FlexAnswer, type FlexClientOptions, flexClient } from "./client.js";

/** What a source of Flex queries is made of. */
export interface FlexOptions extends Pick<FlexClientOptions, "token" | "effects" | "patience" | "timeoutMs"> {
  readonly config: FlexConfig;
  readonly around: WarehouseSurroundings;
}

/** What a statement may hold, in the order in which it is loaded. */
const MAPS = ["ibkr-flex-trades", "ibkr-flex-confirms", "ibkr-flex-cash", "ibkr-flex-positions", "ibkr-flex-balances"];

/** A statement holds what it can of the days without business at its ends, and no less. */
const LONGEST_CLOSURE_DAYS = 4;

/** Interactive Brokers' Flex Web Service: each Flex query is a feed, and a month of it one statement. */
export function flexSource({ config, around, ...options }: FlexOptions): Source<Page> {
  const timeZone = config.timeZone ?? around.timeZone;
  const client = flexClient({ ...options, name: around.name, url: config.url });
  return {
    name: around.name,
    timeZone,
    datasets: MAPS.map(name => datasetOf(name, around.mapNamed(name), timeZone)),
    feedFailures: ["FLEX_QUERY", "FLEX_NOT_READY", "FLEX_DATES", "FLEX_PERIOD", "FLEX_SECTIONS"],
    feeds: async () =>
      Object.entries(config.queries).map(([name, id]) => ({ id, name, first: config.since, anyAccount: true })),
    async page(piece) {
      const { id, name } = piece.feed;
      const answer = await client.statement({ id, name }, piece.from, piece.to);
      return pageOf(answer, piece, around.name, dayIn(timeZone, new Date(options.effects.now())));
    },
  };
}

function datasetOf(name: string, map: AnyMapFile, zone: string): Dataset {
  const { element } = map.map;
  const within = {
    dataset: "statement",
    has: async (path: string): Promise<boolean> => (await xmlHeader(sourceFile(path), element)).length > 0,
  };
  const stated = map.map.stated.some(statement => statement === "zone") ? { statements: { zone } } : {};
  if (isTableMap(map)) return { name, table: map.map.table, map, within, ...stated };
  return { name, table: "fills", map, within, ...stated };
}

function pageOf({ body, statement }: FlexAnswer, piece: Piece, source: string, today: IsoDate): Page {
  const { days, rows, hasSections } = statement;
  const { name } = piece.feed;
  if (days !== null && !hasSections) {
    throw new RiskbookError(
      "FLEX_SECTIONS",
      `The statement of "${name}" has no section that riskbook loads. Add Trades, Cash Transactions, Open Positions or Net Asset Value to the query.`,
    );
  }
  const page = { content: body, rows, pages: 1, extension: "xml" } as const;
  if (days === null) return page;
  requirePeriod(days, piece, source, today);
  return days.to < piece.to ? { ...page, through: days.to } : page;
}

/** The last days may not be settled yet; anything else that is missing would be a gap that nobody sees. */
function requirePeriod(
  days: { readonly from: IsoDate; readonly to: IsoDate },
  { feed, from, to }: Piece,
  source: string,
  today: IsoDate,
): void {
  const settled = to < addDays(today, -LONGEST_CLOSURE_DAYS) ? to : addDays(today, -LONGEST_CLOSURE_DAYS);
  const begins = days.from <= addDays(from, LONGEST_CLOSURE_DAYS);
  if (begins && days.to >= addDays(settled, -LONGEST_CLOSURE_DAYS)) return;
  throw new RiskbookError(
    "FLEX_PERIOD",
    `The statement of "${feed.name}" tells ${days.from} to ${days.to}, and ${from} to ${to} was asked for. If the accounts were opened later, say so with sources.${source}.since; otherwise make the query anew in Client Portal.`,
  );
}
