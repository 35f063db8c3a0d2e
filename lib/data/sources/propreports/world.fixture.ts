import { join } from "node:path";
import { onTestFinished } from "vitest";
import { PROPREPORTS_DATASETS, type PropReportsDataset, packageRoot, randomStream } from "../../../core/index.js";
import { isTableMap, readAnyMap, readMap, type TableMapFile } from "../../ingest/map-file.js";
import type { ToldFill } from "../conformance.js";
import type { Page, Source } from "../source.js";
import type { ServedFill } from "./answers.fixture.js";
import { PASSWORD, type PropReportsServer, startPropReports, USER } from "./server.fixture.js";
import { propReportsSource } from "./source.js";

/** A server for one test, with the accounts ALPHA and BETA and one that never traded. */
export async function serverForTest(): Promise<PropReportsServer> {
  const server = await startPropReports();
  onTestFinished(() => server.close());
  server.accounts.push(
    { id: "101", name: "ALPHA", first: "3/30/2020" },
    { id: "102", name: "BETA", first: "2020-03-30" },
    { id: "103", name: "IDLE", first: "" },
  );
  return server;
}

/** A clock that only sleeping moves, and how long was slept. */
export interface TestClock {
  time: number;
  readonly slept: number[];
}

/** A source on a server, whose waits cost no time. */
export function sourceOn(
  server: PropReportsServer,
  clock: TestClock = { time: 0, slept: [] },
  login: { user: string; password: string } = { user: USER, password: PASSWORD },
  datasets: readonly PropReportsDataset[] = PROPREPORTS_DATASETS.filter(name => name !== "summary"),
): Source<Page> {
  return propReportsSource({
    settings: { url: server.url, group: -2, datasets },
    login,
    maps: {
      fills: readMap(join(packageRoot(), "data", "maps", "propreports-fills.yaml")),
      positions: positionsMap(),
    },
    timeoutMs: 400,
    effects: {
      fetch,
      now: () => clock.time,
      sleep: async milliseconds => {
        clock.slept.push(milliseconds);
        clock.time += milliseconds;
      },
      random: randomStream("test"),
    },
  });
}

function positionsMap(): TableMapFile {
  const file = readAnyMap(join(packageRoot(), "data", "maps", "propreports-positions.yaml"));
  if (!isTableMap(file)) throw new Error(`${file.path} is a map of executions`);
  return file;
}

/** A fill as the server has it. */
export function served({ side, ...fill }: ToldFill): ServedFill {
  return { ...fill, side: side === "buy" ? "B" : "S" };
}
