import { messageOf, RiskbookError, type SnowflakeConfig } from "../../../core/index.js";
import { tellable } from "../secret-text.js";
import type { Source, StreamedPage } from "../source.js";
import { SNOWFLAKE_SQL } from "../warehouse/one-select.js";
import { feedsOf, type WarehouseSurroundings, warehouseOf } from "../warehouse/queries.js";
import { csvOfRows, type ToldRow } from "../warehouse/told-rows.js";
import { type SnowflakeLogin, snowflakeSession } from "./client.js";
import { namedAsWritten, snowflakeRequest, snowflakeSettings } from "./request.js";

/** What a Snowflake source is made of. */
export interface SnowflakeOptions {
  readonly config: SnowflakeConfig;
  readonly around: WarehouseSurroundings;
  readonly login: SnowflakeLogin;
}

/** Snowflake through its own package: each query is a feed. It has not been tried against the service. */
export function snowflakeSource({ config, around, login }: SnowflakeOptions): Source<StreamedPage> {
  const warehouse = warehouseOf(config, SNOWFLAKE_SQL, around);
  const secrets = Object.values(login);
  return {
    name: warehouse.name,
    timeZone: warehouse.timeZone,
    datasets: warehouse.datasets,
    feedFailures: ["QUERY_REFUSED", "BAD_COLUMN", "NO_WATERMARK"],
    feeds: async () => feedsOf(warehouse),
    async page(piece) {
      const query = warehouse.queries.get(piece.feed.id)!;
      const failed = (code: string, what: string) => (error: unknown) => {
        if (error instanceof RiskbookError) throw error;
        throw new RiskbookError(code, `${around.name} ${what}: ${tellable(messageOf(error), secrets)}.`);
      };
      const session = await snowflakeSession(around.name, config, login).catch(
        failed("SNOWFLAKE_UNREACHABLE", "could not be reached or refused the login"),
      );
      async function* told(): AsyncGenerator<ToldRow> {
        try {
          await session.set(snowflakeSettings(warehouse));
          for await (const row of await session.rows(...snowflakeRequest(query, piece))) yield namedAsWritten(row);
        } catch (error) {
          failed("QUERY_REFUSED", `refused ${query.origin}`)(error);
        } finally {
          await session.close();
        }
      }
      return csvOfRows(query, told());
    },
  };
}
