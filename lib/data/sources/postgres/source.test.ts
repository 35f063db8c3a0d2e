import { afterAll, beforeAll, describe } from "vitest";
import { conformance } from "../conformance.js";
import { type PostgresServer, startPostgres, whyNoPostgres } from "./server.fixture.js";
import { postgresWorld } from "./world.fixture.js";

const missing = whyNoPostgres();

describe.skipIf(missing !== undefined)(`with a real server${missing === undefined ? "" : ` (${missing})`}`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.close());

  conformance("PostgreSQL", () => postgresWorld(server));
});
