import { type IsoDate, RiskbookError, type WarehouseConfig } from "../../../core/index.js";
import type { AnyMapFile, MapFile, TableMapFile } from "../../ingest/map-file.js";
import { isTableMap } from "../../ingest/map-file.js";
import { KEYED_TABLE_NAMES, KEYED_TABLES, type KeyedTableName } from "../../tables/index.js";
import type { Dataset, Feed } from "../source.js";
import { oneSelect, type SqlDialect } from "./one-select.js";

/** A query of a database, checked. */
export interface WarehouseQuery {
  readonly name: string;
  /** What messages call it. */
  readonly origin: string;
  readonly sql: string;
  readonly watermark: { readonly column: string; readonly kind: "date" | "timestamp" };
  readonly first: IsoDate;
  readonly window: "month" | "year" | "all";
  /** Name of the dataset that its rows are loaded with: queries of one table and map are loaded together. */
  readonly dataset: string;
}

/** What a database is asked for, as its configuration says it. */
export interface Warehouse {
  readonly name: string;
  readonly timeZone: string;
  readonly timeoutMs: number;
  readonly queries: ReadonlyMap<string, WarehouseQuery>;
  readonly datasets: readonly Dataset[];
}

/** What the configuration leaves to its surroundings. */
export interface WarehouseSurroundings {
  /** The source's name in the book. */
  readonly name: string;
  /** The zone where the configuration names none. */
  readonly timeZone: string;
  /** Finds a map by its name or path. */
  readonly mapNamed: (name: string) => AnyMapFile;
}

/** In the order in which they are loaded: what fills are judged by comes before them. */
const LOADABLE = [...KEYED_TABLE_NAMES, "fills"] as const;
type LoadableTable = (typeof LOADABLE)[number];

/** How fills are read whose columns have riskbook's own names. */
const OWN_NAMES = "warehouse-fills";

/**
 * Checks what a configuration asks of a database.
 * @throws RiskbookError `BAD_QUERY`, `NO_TABLE`, `WRONG_MAP`, all before the database is asked anything
 */
export function warehouseOf(config: WarehouseConfig, dialect: SqlDialect, around: WarehouseSurroundings): Warehouse {
  const timeZone = config.timeZone ?? around.timeZone;
  const queries = new Map<string, WarehouseQuery>();
  const datasets = new Map<string, Dataset>();
  for (const [name, { table, map, query, watermark, since = config.since, window }] of Object.entries(config.queries)) {
    const origin = `sources.${around.name}.queries.${name}`;
    const dataset = datasetOf(tableNamed(table, origin), map, timeZone, around.mapNamed, origin);
    datasets.set(dataset.name, dataset);
    const sql = oneSelect(query, dialect, `${origin}.query`);
    queries.set(name, { name, origin, sql, watermark, first: since, window, dataset: dataset.name });
  }
  const order = (dataset: Dataset): number => LOADABLE.indexOf(dataset.table as LoadableTable);
  const inOrder = [...datasets.values()].sort((left, right) => order(left) - order(right));
  return { name: around.name, timeZone, timeoutMs: config.timeoutSeconds * 1000, queries, datasets: inOrder };
}

/** The feeds of a database are its queries; each tells rows of any account. */
export function feedsOf({ queries }: Warehouse): Feed[] {
  return [...queries.values()].map(({ name, first, dataset, window }) => ({
    id: name,
    name,
    first,
    datasets: [dataset],
    anyAccount: true,
    window,
  }));
}

function tableNamed(table: string, origin: string): LoadableTable {
  const found = LOADABLE.find(name => name === table);
  if (found !== undefined) return found;
  throw new RiskbookError("NO_TABLE", `${origin}.table was "${table}"; expected one of ${LOADABLE.join(", ")}.`, {
    exitCode: 2,
  });
}

function datasetOf(
  table: LoadableTable,
  mapName: string | undefined,
  zone: string,
  mapNamed: WarehouseSurroundings["mapNamed"],
  origin: string,
): Dataset {
  const name = mapName === undefined ? table : `${table}-${mapName.replaceAll(/[^A-Za-z0-9-]/g, "_")}`;
  if (table === "fills") {
    const map = mapOfFills(mapNamed(mapName ?? OWN_NAMES), origin);
    return { name, table, map, statements: map.map.stated.includes("zone") ? { zone } : {} };
  }
  const hasTimes = KEYED_TABLES[table].columns.some(({ type }) => type === "TIMESTAMP");
  if (mapName === undefined) return { name, table, statements: hasTimes ? { zone } : {} };
  const map = mapOfTable(mapNamed(mapName), table, origin);
  return { name, table, map, statements: map.map.stated.includes("zone") ? { zone } : {} };
}

function mapOfFills(map: AnyMapFile, origin: string): MapFile {
  if (!isTableMap(map)) return map;
  throw wrongMap(`${origin} is of fills, and ${map.path} is a map of ${map.map.table}.`);
}

function mapOfTable(map: AnyMapFile, table: KeyedTableName, origin: string): TableMapFile {
  if (isTableMap(map) && map.map.table === table) return map;
  throw wrongMap(`${origin} is of ${table}, and ${map.path} is a map of ${isTableMap(map) ? map.map.table : "fills"}.`);
}

function wrongMap(sentence: string): RiskbookError {
  return new RiskbookError("WRONG_MAP", `${sentence} Name another map, or correct table.`, { exitCode: 2 });
}
