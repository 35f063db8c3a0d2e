import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { PROPREPORTS_DATASETS, type PropReportsDataset, silentProgress } from "../../../core/index.js";
import { openSnapshot, openStore, type Store } from "../../store/index.js";
import { type CollectOptions, type CollectSummary, collect } from "../collect.js";
import { unreconciledDays } from "../unreconciled.js";
import { BUSTED, type ServedFill } from "./answers.fixture.js";
import { PASSWORD, type PropReportsServer, USER } from "./server.fixture.js";
import { serverForTest, sourceOn } from "./world.fixture.js";

const DAYS = ["2020-04-01", "2020-04-02", "2020-04-03"];

/** A purchase and a sale a day of ALPHA; each day earns 100 before 1.50 of the fills' costs and 5 of data. */
const FILLS: readonly ServedFill[] = DAYS.flatMap((day, i) =>
  (["B", "S"] as const).map((side, j): ServedFill => {
    const clock = `10:00:0${j}`;
    return { id: `F${i}${j}`, account: "ALPHA", day, clock, symbol: "XYZ", side, quantity: 100, price: 10 + i + j };
  }),
);

interface Firm {
  readonly server: PropReportsServer;
  readonly store: Store;
  fetch(options?: Partial<CollectOptions>): Promise<CollectSummary>;
  rows(sql: string): Promise<string[]>;
}

async function firmWith(...datasets: PropReportsDataset[]): Promise<Firm> {
  const server = await serverForTest();
  server.fills = [...FILLS];
  const folder = mkdtempSync(join(tmpdir(), "riskbook-datasets-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const now = (): Date => new Date("2020-04-03T22:00:00Z");
  const store = openStore(join(folder, "store"), { now });
  const shared = { store, inbox: join(folder, "inbox"), now, progress: silentProgress, lookBackDays: 5 };
  const login = { user: USER, password: PASSWORD };
  return {
    server,
    store,
    fetch: options => {
      const clock = { time: (options?.now ?? now)().getTime(), slept: [] };
      return collect(sourceOn(server, clock, login, datasets), { ...shared, ...options });
    },
    async rows(sql) {
      const snapshot = await openSnapshot(store);
      try {
        return (await snapshot.rows(sql)).map(row => Object.values(row).map(String).join(" "));
      } finally {
        snapshot.close();
      }
    },
  };
}

const CASH = "SELECT date::VARCHAR, kind, amount::DOUBLE, note FROM cash ORDER BY date, cash_id";
const POSITIONS =
  "SELECT date::VARCHAR, symbol, quantity::DOUBLE, unrealised::DOUBLE FROM positions ORDER BY date, symbol";
const ASSIGNMENTS =
  "SELECT account, from_date::VARCHAR, trader, coalesce(desk, '-'), coalesce(account_group, '-') FROM assignments ORDER BY ALL";

describe("bookings", () => {
  const SOFTWARE = {
    id: "",
    account: "ALPHA",
    day: "2020-04-02",
    category: "Software",
    amount: -140,
    comment: "platform",
  };

  test("each becomes cash of its kind once, also alike ones without an id, and one that is taken back goes", async () => {
    const { server, fetch, rows } = await firmWith("fills", "adjustments");
    const deposit = { ...SOFTWARE, id: "77", category: "Cash In/Out", amount: 2500, comment: "" };
    server.adjustments = [SOFTWARE, SOFTWARE, deposit];
    await fetch();
    const data = (day: string): string => `${day} fee -5 Data: market data`;
    const stored = [...DAYS.slice(0, 2).map(data), data(DAYS[2]!)];
    const [first, ...later] = stored;
    const booked = ["2020-04-02 deposit 2500 Cash In/Out", later[0]!];
    const software = "2020-04-02 fee -140 Software: platform";
    expect((await rows(CASH)).sort()).toEqual([first, ...booked, software, software, later[1]].sort());
    expect((await fetch()).loads.find(({ table }) => table === "cash")).toMatchObject({ loaded: 0, alreadyKnown: 6 });
    server.adjustments = [SOFTWARE, deposit];
    expect((await fetch()).loads.find(({ table }) => table === "cash")).toMatchObject({ loaded: 0, withdrawn: 1 });
    expect(await rows(`SELECT count(*) FROM cash WHERE note LIKE 'Software%'`)).toEqual(["1"]);
  });

  test("one that cannot be read is told, and its day keeps what it has", async () => {
    const { server, fetch, rows } = await firmWith("fills", "adjustments");
    server.adjustments = [SOFTWARE];
    await fetch();
    const broken = { ...SOFTWARE, comment: 'x"\n04/02/2020,OTHER,Software,1.00,"stray' };
    server.adjustments = [broken];
    const load = (await fetch()).loads.filter(({ table }) => table === "cash");
    expect(load.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(1);
    expect(
      await rows(`SELECT count(*) FROM cash WHERE date = DATE '2020-04-02' AND note = 'Software: platform'`),
    ).toEqual(["1"]);
  });
});

test("positions of a day are all that was open: one that a correction closed goes", async () => {
  const { server, fetch, rows } = await firmWith("fills", "positions");
  const open = { account: "ALPHA", day: "2020-04-02", symbol: "XYZ", quantity: -1500, price: 10, mark: 10.5 };
  server.positions = [open, { ...open, symbol: "ABC", quantity: 10 }];
  await fetch();
  expect(await rows(POSITIONS)).toEqual(["2020-04-02 ABC 10 5", "2020-04-02 XYZ -1500 -750"]);
  server.positions = [];
  expect((await fetch()).loads.find(({ table }) => table === "positions")).toMatchObject({ read: 0, withdrawn: 2 });
  expect(await rows(POSITIONS)).toEqual([]);
});

describe("groups", () => {
  const NEXT_WEEK = { now: () => new Date("2020-04-10T22:00:00Z") };

  test("only changes make rows, dated to the day that they were seen; an account that left its group has none", async () => {
    const { server, fetch, rows } = await firmWith("fills", "groups");
    server.groups = [
      { id: "7", name: "Momentum", accounts: ["ALPHA", "BETA"] },
      { id: "-2", name: "All", accounts: ["ALPHA"] },
    ];
    await fetch();
    await fetch({ now: () => new Date("2020-04-06T22:00:00Z") });
    const first = "ALPHA 2020-04-03 ALPHA Momentum Momentum";
    expect(await rows(ASSIGNMENTS)).toEqual([first]);
    server.groups = [{ id: "8", name: "Pairs, long", accounts: ["ALPHA"] }];
    await fetch(NEXT_WEEK);
    expect(await rows(ASSIGNMENTS)).toEqual([first, "ALPHA 2020-04-10 ALPHA Pairs, long Pairs, long"]);
    server.groups = [];
    await fetch({ now: () => new Date("2020-04-13T22:00:00Z") });
    expect((await rows(ASSIGNMENTS)).at(-1)).toBe("ALPHA 2020-04-13 ALPHA - -");
  });

  test("a list that cannot be had leaves everything else loaded and is told", async () => {
    const { server, fetch, rows } = await firmWith("fills", "groups");
    server.faultFor = form =>
      form.get("action") === "groups" ? (_, response) => response.writeHead(403).end("No access") : undefined;
    expect((await fetch()).failed).toMatchObject({ "all accounts": expect.stringContaining("No access") });
    expect(await rows("SELECT count(*) FROM fills")).toEqual(["6"]);
  });
});

describe("what PropReports works out itself", () => {
  test("is held against the fills: its totals and round trips agree, and a cent's difference is told", async () => {
    const { server, store, fetch } = await firmWith("fills", "totals", "adjustments", "trades");
    expect(await fetch()).toMatchObject({ disagreements: [] });
    expect(await unreconciledDays(store, ["ALPHA"])).toEqual({ days: 0, disagreements: [] });
    server.amend = answer =>
      answer.replaceAll('"93.50"', '"93.49"').replaceAll('"98.50"', '"98.49"').replaceAll('"100.00"', '"99.99"');
    await fetch();
    const cent = { days: 3, disagreements: DAYS.flatMap(date => ["gross", "net"].map(figure => ({ date, figure }))) };
    expect(await unreconciledDays(store, ["ALPHA"])).toMatchObject(cent);
    expect(await unreconciledDays(store, ["BETA"])).toMatchObject({ days: 0 });
    server.amend = answer => answer.replaceAll('"100.00"', '"99.90"');
    expect(await fetch()).toMatchObject({
      disagreements: DAYS.map(date => ({ date, figure: "gross of round trips", theirs: 99.9, ours: 100 })),
    });
    server.amend = answer => answer.replace(/^10:00:00.*\r\n/m, "");
    expect((await fetch()).disagreements.map(({ figure }) => figure)).toEqual([
      "round trips",
      "gross of round trips",
      "net of round trips",
    ]);
  });

  test("totals and the daily summary tell the same days, balances and sums of fees", async () => {
    const tables = ["daily", "balances", "cash"].map(table => `SELECT * FROM ${table} ORDER BY ALL`);
    const told = async (dataset: PropReportsDataset): Promise<string[][]> => {
      const { server, fetch, rows } = await firmWith("fills", dataset);
      server.positions = [{ account: "ALPHA", day: "2020-04-02", symbol: "ABC", quantity: 100, price: 10, mark: 10.5 }];
      await fetch();
      return Promise.all(tables.map(rows));
    };
    const totals = await told("totals");
    expect(totals.map(rows => rows.length)).toEqual([3, 3, 3]);
    expect(await told("summary")).toEqual(totals);
  });
});

describe("a correction at the source", () => {
  const amended = FILLS.map(fill => (fill.id === "F11" ? { ...fill, price: 12.5 } : fill));
  const busted = FILLS.map(fill => (fill.day === DAYS[1] ? { ...fill, status: BUSTED } : fill));
  const price = "SELECT price FROM fills WHERE fill_id = 'F11'";

  test("within the look-back is held or accepted, as the policy says; totals follow, and both reconcile", async () => {
    const { server, store, fetch, rows } = await firmWith("fills", "totals", "adjustments");
    await fetch();
    server.fills = amended;
    expect((await fetch()).loads[0]).toMatchObject({ loaded: 0, held: [{ account: "ALPHA", date: DAYS[1] }] });
    expect(await rows(price)).toEqual(["12"]);
    expect(await unreconciledDays(store, ["ALPHA"])).toMatchObject({ days: 1 });
    const accepted = await fetch({ corrections: "accept" });
    expect(accepted.loads[0]).toMatchObject({ corrected: 1, held: [] });
    expect(accepted.through).toMatchObject({ ALPHA: DAYS[2] });
    expect(await rows(price)).toEqual(["12.5"]);
    expect(await unreconciledDays(store, ["ALPHA"])).toMatchObject({ days: 0 });
    expect((await fetch({ corrections: "accept" })).loads[0]).toMatchObject({ loaded: 0, alreadyKnown: 6 });
  });

  test("that takes trades back leaves them out, and the day's totals, fees and balance with them", async () => {
    const { server, store, fetch, rows } = await firmWith("fills", "totals", "adjustments");
    await fetch();
    server.fills = busted;
    expect((await fetch({ corrections: "accept" })).loads[0]).toMatchObject({ corrected: 2 });
    expect(await rows("SELECT count(*) FROM fills")).toEqual(["4"]);
    expect(await unreconciledDays(store, ["ALPHA"])).toMatchObject({ days: 0 });
    expect((await fetch({ corrections: "accept" })).loads[0]).toMatchObject({ loaded: 0, rejected: 0 });
  });

  test("that comes three weeks late is found with a look-back as long, and stands on its own day", async () => {
    const { server, store, fetch, rows } = await firmWith("fills", "totals", "adjustments");
    await fetch();
    const late = FILLS.slice(0, 2).map(fill => ({ ...fill, id: `${fill.id}late`, clock: "15:00:00", symbol: "LATE" }));
    await fetch({ now: () => new Date("2020-04-20T22:00:00Z") });
    const threeWeeksOn = { now: () => new Date("2020-04-24T22:00:00Z") };
    server.fills = [...FILLS, ...late];
    await fetch(threeWeeksOn);
    expect(await rows("SELECT count(*) FROM fills WHERE symbol = 'LATE'")).toEqual(["0"]);
    await fetch({ ...threeWeeksOn, lookBackDays: 30 });
    expect(await rows("SELECT DISTINCT trade_date::VARCHAR FROM fills WHERE symbol = 'LATE'")).toEqual([DAYS[0]]);
    expect(await unreconciledDays(store, ["ALPHA"])).toMatchObject({ days: 0 });
  });
});

test("every dataset's answer is asked for again when it is broken, and no broken one is kept", async () => {
  const { server, fetch, rows } = await firmWith(...PROPREPORTS_DATASETS.filter(name => name !== "summary"));
  server.groups = [{ id: "7", name: "Momentum", accounts: ["ALPHA"] }];
  server.positions = [{ account: "ALPHA", day: "2020-04-02", symbol: "ABC", quantity: 1, price: 10, mark: 10 }];
  const broken = new Map<string, number>();
  const faults = ["error", "html", "cut", "no trailer", "expired"] as const;
  server.faultFor = form => {
    const asked = `${form.get("action")} ${form.get("type")} ${form.get("groupId")} ${form.get("accountId")}`;
    const times = broken.get(asked) ?? 0;
    broken.set(asked, times + 1);
    const fault = faults[times];
    if (fault === undefined || form.get("accountId") === "102") return undefined;
    return (_, response, answer) => {
      if (fault === "expired") server.tokens.clear();
      const [status, body] = {
        error: [500, "Database is busy"] as const,
        html: [200, "<html><title>Log in</title></html>"] as const,
        cut: [200, answer.slice(0, answer.length - 12)] as const,
        "no trailer": [200, answer.replace(/Page .*\r\n$/, "")] as const,
        expired: [500, "Invalid or expired token."] as const,
      }[fault];
      response.writeHead(status).end(body);
    };
  };
  const summary = await fetch();
  expect(summary).toMatchObject({ failed: {}, disagreements: [] });
  expect(summary.loads.every(({ rejected }) => rejected === 0)).toBe(true);
  const counts = ["fills", "daily", "balances", "cash", "positions", "assignments"];
  expect(await Promise.all(counts.map(table => rows(`SELECT count(*) FROM ${table}`)))).toEqual(
    [6, 3, 3, 3, 1, 1].map(n => [String(n)]),
  );
});
