import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Book, openBook, randomStream, silentProgress } from "../../core/index.js";
import {
  bookPnl,
  checkMap,
  ingestExecutions,
  ingestTable,
  openSnapshot,
  openStore,
  type Store,
} from "../../data/index.js";
import { historicalVar } from "../../risk/index.js";
import { defineReport } from "../define.js";
import { runReport } from "../run/run.js";
import { shadowSql } from "./figures-sql.js";

let book: Book;
let store: Store;
const now = (): Date => new Date("2024-06-01T00:00:00Z");
const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));

/** Two accounts, three symbols, scaled in and out, flipped and carried over night, in an order that chance gives. */
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), "riskbook-shadow-"));
  writeFileSync(join(root, "riskbook.yaml"), "firm: Kontor Nord\ncurrency: USD\n");
  mkdirSync(join(root, "notebooks"));
  book = openBook(root);
  store = openStore(book.store, { now });
  const random = randomStream("shadow");
  const symbols = ["AAA", "BBB", "CCC"];
  const prices = days.flatMap(day =>
    symbols.map(symbol => `${symbol},${day},${(50 + 10 * random.uniform()).toFixed(2)}`),
  );
  const fills = days.flatMap(day =>
    Array.from({ length: 4 }, (_, i) => {
      const side = random.uniform() < 0.5 ? "B" : "S";
      const price = (50 + 10 * random.uniform()).toFixed(2);
      const [account, symbol] = [`A${random.integer(2)}`, symbols[random.integer(3)]!];
      return `${account},${symbol},${day}T1${i}:00:00Z,${side},${1 + random.integer(300)},${price},0.35`;
    }),
  );
  writeFileSync(join(root, "prices.csv"), `symbol,date,close\n${prices.join("\n")}\n`);
  writeFileSync(join(root, "fills.csv"), `account,symbol,time,side,quantity,price,fee\n${fills.join("\n")}\n`);
  const map = checkMap(
    {
      columns: {
        account: "account",
        symbol: "symbol",
        time: "time",
        side: "side",
        quantity: "quantity",
        price: "price",
        fees: "fee",
      },
      constants: { currency: "USD" },
      sides: { buy: ["B"], sell: ["S"] },
      time: { format: "iso", zone: "UTC" },
    },
    "shadow.yaml",
  );
  await ingestExecutions({
    store,
    files: [join(root, "fills.csv")],
    map: { path: "shadow.yaml", map },
    now,
    progress: silentProgress,
  });
  await ingestTable({ store, table: "prices", files: [join(root, "prices.csv")], now, progress: silentProgress });
});
afterAll(() => rmSync(book.root, { recursive: true, force: true }));

/** The same figures by the library and by the second path. */
async function bothPaths(asOf: string): Promise<[Record<string, unknown>, Record<string, unknown>]> {
  const snapshot = await openSnapshot(store, "latest");
  const [shadow] = await snapshot.rows(shadowSql({ asOf, currency: "USD", window: 20, confidence: 0.9 }));
  const pnl = await bookPnl(snapshot, { asOf });
  snapshot.close();
  const { actual, grossExposure, netExposure } = pnl.firm();
  let [peak, equity] = [0, 0];
  for (const value of actual) {
    equity += value;
    peak = Math.max(peak, equity);
  }
  const own = {
    pnl: expect.closeTo(actual.at(-1)!, 6),
    gross_exposure: expect.closeTo(grossExposure.at(-1)!, 6),
    net_exposure: expect.closeTo(netExposure.at(-1)!, 6),
    drawdown: expect.closeTo(equity - peak, 6),
    var: expect.closeTo(historicalVar(actual.subarray(-20), { confidence: 0.9 }) as number, 6),
    unpriced: 0,
  };
  return [shadow!, own];
}

describe("the second path", () => {
  it.each(["2024-01-05", "2024-02-02", "2024-02-29"])("reaches the library's figures of %s", async asOf => {
    const [shadow, own] = await bothPaths(asOf);
    expect(shadow).toEqual(own);
  });

  it("reaches them where a share was split on the way", async () => {
    const [before] = await bothPaths("2024-02-29");
    writeFileSync(
      join(book.root, "actions.csv"),
      "symbol,date,kind,ratio\nAAA,2024-02-10,split,3\nAAA,2024-02-20,split,0.5\n",
    );
    await ingestTable({
      store,
      table: "actions",
      files: [join(book.root, "actions.csv")],
      now,
      progress: silentProgress,
    });
    const [shadow, own] = await bothPaths("2024-02-29");
    expect(shadow).toEqual(own);
    expect(shadow.pnl).not.toBe(before.pnl);
  });
});

const SHOW = `const show = (block: unknown) => (globalThis as any)[Symbol.for("riskbook.display")](
  { "application/vnd.riskbook.block+json": block, "text/plain": "" }, {});
const fact = (key: string, value: unknown) => show({ type: "fact", key, value });
fact("pnl.kind", "actual"); fact("var.window", 20); fact("var.confidence", 0.9);
show({ type: "kpis", items: [{ id: "c", label: "C", value: 1, format: { kind: "integer" } }] });`;

function report(name: string, ...cells: string[]) {
  const content = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [SHOW, ...cells].map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      source,
      metadata: {},
      execution_count: null,
      outputs: [],
    })),
  };
  writeFileSync(join(book.notebooks, `${name}.ipynb`), JSON.stringify(content));
  return defineReport({
    name,
    title: "Shadow",
    notebook: `notebooks/${name}.ipynb`,
    outputs: ["html"],
    require: { shadow: { pnl: "day", drawdown: "fall" } },
  });
}

describe("a report with a second path", () => {
  const settings = async () => {
    const manifest = store.resolve("latest");
    const html = {
      name: "html",
      render: async () => [{ name: "x.html", mediaType: "text/html", bytes: new Uint8Array(1) }],
    };
    return {
      book,
      asOf: "2024-02-29",
      snapshot: { id: manifest.number, sha256: manifest.id },
      definitionsVersion: "1",
      renderers: [html as never],
      now,
      progress: silentProgress,
      environment: process.env,
    };
  };

  it("is held where a figure comes out differently, and keeps both", async () => {
    const run = await runReport(report("wrong", 'fact("day", 12.5); fact("fall", null);'), await settings());
    if (run.status !== "held") throw new Error("failure" in run ? run.failure.message : run.status);
    expect(run.failure).toMatchObject({ code: "SHADOW_MISMATCH", exitCode: 3 });
    expect(run.failure.message).toMatch(/pnl \(fact day\) is 12\.50 in the report and -?\d+\.\d\d in SQL/);
    expect(readdirSync(run.folder).sort()).toEqual(["manifest.json", "notebook.ipynb", "shadow.json"]);
    const kept = JSON.parse(readFileSync(join(run.folder, "shadow.json"), "utf8"));
    expect(kept.notCompared).toEqual([expect.stringContaining("drawdown (fact fall) is not stated")]);
    expect(readdirSync(join(book.output, "wrong/2024-02-29"))).not.toContain("current");
  });

  it("is made where they agree", async () => {
    const snapshot = await openSnapshot(store, "latest");
    const [row] = await snapshot.rows(shadowSql({ asOf: "2024-02-29", currency: "USD", window: 20, confidence: 0.9 }));
    snapshot.close();
    const run = await runReport(
      report("right", `fact("day", ${row!.pnl}); fact("fall", ${row!.drawdown});`),
      await settings(),
    );
    expect(run.status).toBe("done");
    expect(readdirSync(run.folder)).toContain("shadow.json");
  });
});
