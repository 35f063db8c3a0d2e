import { type BigQueryConfig, messageOf, RiskbookError } from "../../../core/index.js";
import { tellable } from "../secret-text.js";
import type { Source, StreamedPage } from "../source.js";
import { BIGQUERY_SQL } from "../warehouse/one-select.js";
import { feedsOf, type WarehouseQuery, type WarehouseSurroundings, warehouseOf } from "../warehouse/queries.js";
import { csvOfRows, type ToldRow } from "../warehouse/told-rows.js";
import { type BigQueryClient, bigQueryClient } from "./client.js";
import { bigQueryRequest } from "./request.js";

/** What a BigQuery source is made of. */
export interface BigQueryOptions {
  readonly config: BigQueryConfig;
  readonly around: WarehouseSurroundings;
}

/** Google BigQuery through its own package: each query is a feed. It has not been tried against the service. */
export function bigQuerySource({ config, around }: BigQueryOptions): Source<StreamedPage> {
  const warehouse = warehouseOf(config, BIGQUERY_SQL, around);
  let client: Promise<BigQueryClient> | undefined;
  return {
    name: warehouse.name,
    timeZone: warehouse.timeZone,
    datasets: warehouse.datasets,
    feedFailures: ["QUERY_REFUSED", "BAD_COLUMN", "NO_WATERMARK"],
    feeds: async () => feedsOf(warehouse),
    async page(piece) {
      client ??= bigQueryClient(around.name, config.project);
      const query = warehouse.queries.get(piece.feed.id)!;
      const rows = (await client).createQueryStream(bigQueryRequest(query, piece, warehouse, config));
      return csvOfRows(query, told(around.name, query, rows));
    },
  };
}

async function* told(name: string, query: WarehouseQuery, rows: AsyncIterable<ToldRow>): AsyncGenerator<ToldRow> {
  try {
    yield* rows;
  } catch (error) {
    throw new RiskbookError("QUERY_REFUSED", `${name} refused ${query.origin}: ${tellable(messageOf(error), [])}.`);
  }
}
