import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { packageRoot } from "../lib/core/index.js";
import { COLLECT_STEPS, openSnapshot, openStore } from "../lib/data/index.js";
import {
  PASSWORD,
  type PropReportsServer,
  say,
  startPropReports,
  USER,
} from "../lib/data/sources/propreports/server.fixture.js";

const RISKBOOK = join(packageRoot(), "scripts", "riskbook.mjs");
const DAYS = ["2020-03-30", "2020-03-31", "2020-04-01"];

interface Ended {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

interface Firm {
  server: PropReportsServer;
  folder: string;
  child: ChildProcess | undefined;
  /** Everything that any run printed. */
  printed: string;
  ingest(environment?: Record<string, string>, ...more: string[]): Promise<Ended>;
  stored(): Promise<Stored>;
}

interface Stored {
  fills: unknown;
  daily: unknown;
  cash: unknown;
  others: unknown;
}

/** A book whose PropReports runs in this process, with three days of one account. */
async function newFirm(): Promise<Firm> {
  const server = await startPropReports();
  const folder = mkdtempSync(join(tmpdir(), "riskbook-propreports-"));
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  server.accounts.push({ id: "101", name: "ALPHA", first: "3/30/2020" });
  server.fills = DAYS.flatMap((day, i) =>
    (["B", "S"] as const).map((side, j) => {
      const clock = `10:00:0${j}`;
      return { id: `F${i}${j}`, account: "ALPHA", day, clock, symbol: "XYZ", side, quantity: 100, price: 10 + i + j };
    }),
  );
  server.adjustments = [
    { id: "", account: "ALPHA", day: DAYS[1]!, category: "Software", amount: -140, comment: "platform" },
    { id: "", account: "ALPHA", day: DAYS[1]!, category: "Software", amount: -140, comment: "platform" },
  ];
  server.positions = [{ account: "ALPHA", day: DAYS[1]!, symbol: "ABC", quantity: 100, price: 10, mark: 11 }];
  server.groups = [{ id: "7", name: "Momentum", accounts: ["ALPHA"] }];
  server.pageSize = 3;
  const sources = `sources:\n  propreports:\n    url: ${server.url}\n`;
  writeFileSync(join(folder, "riskbook.yaml"), `firm: Example\ncurrency: USD\n${sources}`);
  const firm: Firm = {
    server,
    folder,
    child: undefined,
    printed: "",
    ingest: (environment = {}, ...more) => ingest(firm, environment, more),
    stored: () => stored(folder),
  };
  return firm;
}

function ingest(firm: Firm, environment: Record<string, string>, more: string[]): Promise<Ended> {
  const login = { RISKBOOK_PROPREPORTS_USER: USER, RISKBOOK_PROPREPORTS_PASSWORD: PASSWORD };
  const child = spawn(process.execPath, [RISKBOOK, "ingest", "propreports", "--to", "2020-04-01", "--json", ...more], {
    cwd: firm.folder,
    env: { ...process.env, ...login, ...environment },
  });
  firm.child = child;
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (chunk: Buffer) => {
      said[stream] += chunk.toString();
      firm.printed += chunk.toString();
    });
  }
  return new Promise(resolve => child.on("close", (code, signal) => resolve({ code, signal, ...said })));
}

async function stored(folder: string): Promise<Stored> {
  const snapshot = await openSnapshot(openStore(join(folder, "data", "store"), { now: () => new Date() }));
  try {
    const [fills] = await snapshot.rows(
      "SELECT count(*)::INTEGER AS n, count(DISTINCT fill_id)::INTEGER AS ids, sum(fees)::DOUBLE AS fees FROM fills",
    );
    const daily = await snapshot.rows("SELECT date::VARCHAR AS date, net::DOUBLE AS net FROM daily ORDER BY date");
    const [others] = await snapshot.rows(
      `SELECT (SELECT sum(quantity)::DOUBLE FROM positions) AS positions, (SELECT count(*)::INTEGER FROM balances) AS balances,
        (SELECT string_agg(account_group) FROM assignments) AS groups`,
    );
    const cash = await snapshot.rows("SELECT date::VARCHAR AS date, amount::DOUBLE AS amount FROM cash ORDER BY date");
    return {
      fills,
      daily: daily.map(({ date, net }) => `${String(date)} ${String(net)}`),
      cash: cash.map(({ date, amount }) => `${String(date)} ${String(amount)}`).sort(),
      others,
    };
  } finally {
    snapshot.close();
  }
}

/** Six fills with a dollar less a rebate of a quarter each; each day gains 100, less two fills' fees and five of data. */
const COMPLETE = {
  fills: { n: 6, ids: 6, fees: 4.5 },
  daily: [`${DAYS[0]} 93.5`, `${DAYS[1]} -186.5`, `${DAYS[2]} 93.5`],
  cash: [...DAYS.map(day => `${day} -5`), `${DAYS[1]} -140`, `${DAYS[1]} -140`].sort(),
  others: { positions: 100, balances: 3, groups: "Momentum" },
};

/** Files below a folder that hold one of some texts. */
function filesWith(folder: string, texts: readonly string[]): string[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return paths
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => texts.some(text => readFileSync(path).includes(text) || path.includes(text)));
}

function secretsOf(server: PropReportsServer): string[] {
  const written = [
    USER,
    PASSWORD,
    encodeURIComponent(PASSWORD),
    new URLSearchParams({ p: PASSWORD }).toString().slice(2),
  ];
  return [...written, ...[...server.tokens].flatMap(token => [token, token.slice(0, 32)])];
}

describe("riskbook ingest propreports", () => {
  test("loads fills and daily totals, then only what is new, and writes no secret anywhere", async () => {
    const firm = await newFirm();
    const first = await firm.ingest();
    expect(first).toMatchObject({ code: 0 });
    const again = await firm.ingest();
    expect(JSON.parse(again.stdout)).toMatchObject({
      loads: ["fills", "daily", "balances", "cash", "positions"].map(table => ({ table, loaded: 0, rejected: 0 })),
      through: { ALPHA: DAYS[2] },
      unreconciled: { days: 1, disagreements: [{ figure: "position in ABC", theirs: 100, ours: 0 }] },
    });
    expect(await firm.stored()).toEqual(COMPLETE);
    firm.server.faults = Array.from(
      { length: 2 },
      () => (_: unknown, response: Parameters<typeof say>[0]) =>
        say(response, 400, `Bad token ${[...firm.server.tokens].join()} of ${USER} with ${PASSWORD}`),
    );
    const failed = await firm.ingest();
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining("[secret]") });
    for (const secret of secretsOf(firm.server)) expect(firm.printed).not.toContain(secret);
    expect(filesWith(firm.folder, ["F00"])).not.toHaveLength(0);
    expect(filesWith(firm.folder, secretsOf(firm.server))).toEqual([]);
  });

  /** The second time of what a run does several times, so that it dies in the middle of it. */
  const often: readonly string[] = ["land-page", "note-page", "load-dataset"];
  const moments = COLLECT_STEPS.map(step => (often.includes(step) ? `${step}:2` : step));

  test.each(moments)("killed before %s and started again, it has lost nothing and loaded nothing twice", async step => {
    const firm = await newFirm();
    expect(await firm.ingest({ RISKBOOK_CRASH_AT: step })).toMatchObject({ signal: "SIGKILL" });
    const before = firm.server.requests.length;
    expect(await firm.ingest()).toMatchObject({ code: 0 });
    expect(await firm.stored()).toEqual(COMPLETE);
    const pagesAgain = firm.server.requests.slice(before).filter(form => form.get("action") !== "accounts").length;
    if (step === "end-run" || step === "move-watermark") expect(pagesAgain).toBe(0);
    expect(filesWith(firm.folder, secretsOf(firm.server))).toEqual([]);
  });

  test("killed before each of the other datasets, and while it fetches the last, it has everything once in the end", async () => {
    const firm = await newFirm();
    const landed = firm.server.requests;
    expect(await firm.ingest({ RISKBOOK_CRASH_AT: "land-page:1" })).toMatchObject({ signal: "SIGKILL" });
    firm.server.onRequest = form => {
      if (form.get("action") === "groups") firm.child?.kill("SIGKILL");
    };
    expect(await firm.ingest()).toMatchObject({ signal: "SIGKILL" });
    firm.server.onRequest = () => {};
    const before = landed.length;
    for (const dataset of [3, 4, 5]) {
      expect(await firm.ingest({ RISKBOOK_CRASH_AT: `load-dataset:${dataset}` })).toMatchObject({ signal: "SIGKILL" });
    }
    expect(await firm.ingest()).toMatchObject({ code: 0 });
    expect(await firm.stored()).toEqual(COMPLETE);
    const again = landed.slice(before).map(form => form.get("action"));
    expect(again.filter(action => ["fills", "report", "adjustments", "positions"].includes(action!))).toEqual([]);
  });

  test("writes no secret whichever of its questions is refused, and loads all when none is", async () => {
    const firm = await newFirm();
    for (const action of ["accounts", "fills", "report", "adjustments", "positions", "groups"]) {
      firm.server.faultFor = form =>
        form.get("action") === action
          ? (_, response) =>
              say(response, 400, `No ${action} for ${USER}, ${PASSWORD}, token ${[...firm.server.tokens].join()}`)
          : undefined;
      const { code, stdout, stderr } = await firm.ingest();
      expect(code).not.toBe(0);
      expect(stdout + stderr).toContain(`No ${action} for [secret], [secret], token [secret]`);
    }
    firm.server.faultFor = form =>
      form.get("action") === "groups"
        ? (_, response) => say(response, 200, `Id,Name\n1,${PASSWORD}\nPage 1/1\n`)
        : undefined;
    expect(await firm.ingest()).toMatchObject({ code: 3, stdout: expect.stringContaining("repeated the password") });
    firm.server.faultFor = () => undefined;
    expect(await firm.ingest()).toMatchObject({ code: 0 });
    expect(await firm.stored()).toEqual(COMPLETE);
    for (const secret of secretsOf(firm.server)) expect(firm.printed).not.toContain(secret);
    expect(filesWith(firm.folder, secretsOf(firm.server))).toEqual([]);
  });

  test("killed while an answer is on its way, it asks for that answer again", async () => {
    const firm = await newFirm();
    firm.server.onRequest = () => {
      if (firm.server.requests.length === 3) firm.child?.kill("SIGKILL");
    };
    expect(await firm.ingest()).toMatchObject({ signal: "SIGKILL" });
    expect(await firm.ingest()).toMatchObject({ code: 0 });
    expect(await firm.stored()).toEqual(COMPLETE);
  });

  test("says what is missing of configuration, login and accounts", async () => {
    const firm = await newFirm();
    const noLogin = await firm.ingest({ RISKBOOK_PROPREPORTS_PASSWORD: "" });
    expect(noLogin).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("RISKBOOK_PROPREPORTS_PASSWORD is not set"),
    });
    const noAccount = await firm.ingest({}, "--account", "GAMMA");
    expect(noAccount).toMatchObject({ code: 2, stderr: expect.stringContaining('no account "GAMMA". It has: ALPHA.') });
    writeFileSync(join(firm.folder, "riskbook.yaml"), "firm: Example\ncurrency: USD\n");
    expect(await firm.ingest()).toMatchObject({ code: 2, stderr: expect.stringContaining("firm: example") });
  });
});
