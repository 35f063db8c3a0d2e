import { describe, expect, test } from "vitest";
import type { BigQueryConfig, SnowflakeConfig } from "../../../core/index.js";
import { bigQueryRequest } from "../bigquery/request.js";
import { bigQuerySource } from "../bigquery/source.js";
import { snowflakeLogin } from "../snowflake/client.js";
import { namedAsWritten, snowflakeRequest, snowflakeSettings } from "../snowflake/request.js";
import { snowflakeSource } from "../snowflake/source.js";
import type { Source } from "../source.js";
import { BIGQUERY_SQL, SNOWFLAKE_SQL } from "./one-select.js";
import { type WarehouseSurroundings, warehouseOf } from "./queries.js";

// The text of what is asked is all that is tested here: neither service was asked anything.
const AROUND: WarehouseSurroundings = {
  name: "w",
  timeZone: "America/New_York",
  mapNamed: () => {
    throw new Error("no map is needed");
  },
};
const SHARED = { since: "2020-01-01", lookBackDays: 5, corrections: "hold", timeoutSeconds: 60 } as const;
const PIECE = {
  dataset: "prices",
  feed: { id: "q", name: "q", first: "2020-01-01" },
  from: "2020-03-30",
  to: "2020-04-02",
};

const queries = (kind: "date" | "timestamp", column = "changed") => ({
  q: { table: "prices", query: "SELECT * FROM t -- all", watermark: { column, kind }, window: "month" as const },
});

describe("what BigQuery is asked", () => {
  const config = (kind: "date" | "timestamp"): BigQueryConfig => ({
    kind: "bigquery",
    location: "EU",
    maximumBytesBilled: 1e9,
    queries: queries(kind),
    ...SHARED,
  });
  const request = (kind: "date" | "timestamp") => {
    const warehouse = warehouseOf(config(kind), BIGQUERY_SQL, AROUND);
    return bigQueryRequest(warehouse.queries.get("q")!, PIECE, warehouse, config(kind));
  };

  test("is the query in brackets, its bounds parameters, days from midnight in the source's zone", () => {
    expect(request("timestamp")).toEqual({
      query:
        "SELECT * FROM (\nSELECT * FROM t\n) AS told WHERE (told.`changed` >= TIMESTAMP(@from, @zone) AND told.`changed` < TIMESTAMP(@until, @zone)) OR told.`changed` IS NULL",
      params: { from: "2020-03-30", until: "2020-04-03", zone: "America/New_York" },
      types: { from: "STRING", until: "STRING", zone: "STRING" },
      jobTimeoutMs: 60_000,
      wrapIntegers: true,
      useLegacySql: false,
      location: "EU",
      maximumBytesBilled: "1000000000",
    });
    expect(request("date").query).toContain("told.`changed` >= CAST(@from AS DATE)");
  });

  test("needs a package that riskbook does not bring along, and says how to have it", async () => {
    await expect(firstPage(bigQuerySource({ config: config("date"), around: AROUND }))).rejects.toMatchObject({
      code: "NO_SDK",
      message: expect.stringContaining("npm install @google-cloud/bigquery@^9.3.0"),
    });
  });
});

describe("what Snowflake is asked", () => {
  const config = (column?: string): SnowflakeConfig => ({
    kind: "snowflake",
    account: "acme-eu",
    queries: queries("timestamp", column),
    ...SHARED,
  });

  test("is the query in brackets, its bounds bound, in a session of the source's zone", () => {
    const warehouse = warehouseOf(config(), SNOWFLAKE_SQL, AROUND);
    expect(snowflakeRequest(warehouse.queries.get("q")!, PIECE)).toEqual([
      "SELECT * FROM (\nSELECT * FROM t\n) AS told WHERE (told.changed >= ?::TIMESTAMP_LTZ AND told.changed < ?::TIMESTAMP_LTZ) OR told.changed IS NULL",
      ["2020-03-30", "2020-04-03"],
    ]);
    expect(snowflakeSettings(warehouse)).toMatch(/TIMEZONE = 'America\/New_York' STATEMENT_TIMEOUT_IN_SECONDS = 60/);
    const quoted = warehouseOf(config('od"d name'), SNOWFLAKE_SQL, AROUND);
    expect(snowflakeRequest(quoted.queries.get("q")!, PIECE)[0]).toContain('told."od""d name" >= ?');
  });

  test("gives names in capitals, which are read as they were written", () => {
    expect(namedAsWritten({ FILL_ID: "1", Mixed: "2" })).toEqual({ fill_id: "1", Mixed: "2" });
  });

  test("needs a login out of the environment, and a package", async () => {
    expect(() => snowflakeLogin("w", { RISKBOOK_W_USER: "u" })).toThrow(
      "RISKBOOK_W_PRIVATE_KEY (PEM) or RISKBOOK_W_PASSWORD",
    );
    const login = snowflakeLogin("w", { RISKBOOK_W_USER: "u", RISKBOOK_W_PASSWORD: "p" });
    await expect(firstPage(snowflakeSource({ config: config(), around: AROUND, login }))).rejects.toMatchObject({
      code: "NO_SDK",
    });
  });
});

async function firstPage(source: Source): Promise<unknown> {
  return source.page(PIECE, 1);
}
