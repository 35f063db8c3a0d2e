import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { packageRoot } from "../../lib/core/index.js";
import { openSnapshot, openStore } from "../../lib/data/index.js";
import { type FlexServer, startFlex, statementOf, TOKEN } from "../../lib/data/sources/ibkr-flex/server.fixture.js";
import { trade } from "../../lib/data/sources/ibkr-flex/world.fixture.js";

const RISKBOOK = join(packageRoot(), "scripts", "riskbook.mjs");
const PASSWORD = "tr0ub4dor&3 and more";

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A book with a Flex service in this process, and a database that nobody answers for. */
async function newBook(): Promise<{ server: FlexServer; folder: string }> {
  const server = await startFlex();
  const folder = mkdtempSync(join(tmpdir(), "riskbook-collect-"));
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  server.making = 0;
  server.queries.set("7", (from, to) => {
    const fill = { account: "U1", clock: "10:00:00", symbol: "XYZ", side: "buy", quantity: 100, price: 10 } as const;
    const days = ["2020-04-01", "2020-04-02"].filter(day => day >= from && day <= to);
    return statementOf(
      "U1",
      from,
      to,
      `<Trades>${days.map(day => trade({ ...fill, id: day, day })).join("\n")}</Trades>`,
    );
  });
  writeFileSync(
    join(folder, "riskbook.yaml"),
    `firm: Example
currency: USD
sources:
  ib: { kind: ibkr-flex, url: ${server.url}, since: 2020-04-01, queries: { trades: 7 } }
  warehouse:
    kind: postgres
    host: 127.0.0.1
    port: 1
    sslmode: disable
    since: 2020-04-01
    queries:
      fills: { table: fills, query: SELECT 1 AS time, watermark: { column: time, kind: timestamp } }
`,
  );
  return { server, folder };
}

function riskbook(folder: string, args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const secrets = {
    RISKBOOK_IB_TOKEN: TOKEN,
    RISKBOOK_WAREHOUSE_USER: "reader",
    RISKBOOK_WAREHOUSE_PASSWORD: PASSWORD,
  };
  const child = spawn(process.execPath, [RISKBOOK, ...args], {
    cwd: folder,
    env: { ...process.env, ...secrets, ...environment },
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (chunk: Buffer) => {
      said[stream] += chunk.toString();
    });
  }
  return new Promise(resolve => child.on("close", (code, signal) => resolve({ code, signal, ...said })));
}

async function fillsIn(folder: string): Promise<number> {
  const store = openStore(join(folder, "data", "store"), { now: () => new Date() });
  if (store.latest() === null) return 0;
  const snapshot = await openSnapshot(store);
  const [row] = await snapshot.rows("SELECT count(*)::INTEGER AS n FROM fills");
  snapshot.close();
  return Number(row?.n);
}

describe("riskbook collect", () => {
  test("fetches from the source that is named, then only what is new, and writes no secret anywhere", async () => {
    const { server, folder } = await newBook();
    const collect = ["collect", "ib", "--to", "2020-04-03"];
    const first = await riskbook(folder, collect);
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("ib: 1 page of 1 query fetched\nfills: 2 read"),
    });
    const again = await riskbook(folder, [...collect, "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({
      sources: [{ source: "ib", loads: [{ loaded: 0, alreadyKnown: 2 }], through: { trades: "2020-04-03" } }],
    });
    server.queries.clear();
    const refused = await riskbook(folder, collect);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("1014 Query is invalid") });
    const printed = [first, again, refused].map(({ stdout, stderr }) => stdout + stderr).join();
    expect(printed).not.toContain(TOKEN);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    expect(files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(TOKEN))).toEqual([]);
  }, 60_000);

  test("goes on with the other sources when one cannot be had, and says so", async () => {
    const { folder } = await newBook();
    const ended = await riskbook(folder, ["collect", "--to", "2020-04-03", "--json"]);
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      sources: [
        { source: "ib", loads: [{ loaded: 2 }] },
        { source: "warehouse", error: expect.stringContaining("could not be reached") },
      ],
    });
    expect(ended.stdout + ended.stderr).not.toContain(PASSWORD);
  }, 60_000);

  test("killed between keeping an answer and noting it, it has lost nothing and loaded nothing twice", async () => {
    const { folder } = await newBook();
    const collect = ["collect", "ib", "--to", "2020-04-03"];
    expect(await riskbook(folder, collect, { RISKBOOK_CRASH_AT: "note-page" })).toMatchObject({ signal: "SIGKILL" });
    expect(await riskbook(folder, collect)).toMatchObject({ code: 0 });
    expect(await fillsIn(folder)).toBe(2);
  }, 60_000);

  test("says which sources there are, and what of the environment is missing", async () => {
    const { folder } = await newBook();
    const unknown = await riskbook(folder, ["collect", "nosuch"]);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("It has: ib, warehouse.") });
    const noToken = await riskbook(folder, ["collect", "ib"], { RISKBOOK_IB_TOKEN: "" });
    expect(noToken).toMatchObject({ code: 2, stderr: expect.stringContaining("RISKBOOK_IB_TOKEN is not set") });
    const doctor = await riskbook(folder, ["doctor", "--only", "sources", "--json"], { RISKBOOK_IB_TOKEN: "" });
    expect(JSON.parse(doctor.stdout)).toMatchObject({
      findings: [{ status: "warning", detail: "ib, warehouse; ib lacks RISKBOOK_IB_TOKEN" }],
    });
  }, 60_000);
});
