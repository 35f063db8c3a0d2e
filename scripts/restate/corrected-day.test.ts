import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBook, packageRoot } from "../../lib/core/index.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-corrected-"));
  createBook(folder, { firm: "Meridian", currency: "USD", timeZone: "America/New_York" });
  write(
    "data/maps/tagged.yaml",
    `name: tagged
columns: { account: Account, time: Time, symbol: Symbol, side: Side, quantity: Qty, price: Price, fees: Fee, fillId: Id, tag: Setup }
constants: { currency: USD }
sides: { buy: [B], sell: [S] }
time: { format: iso, zone: America/New_York }\n`,
  );
  write(
    "reports/earned.ts",
    `import { defineReport } from "riskbook";
export default defineReport({ name: "earned", title: "Earned", notebook: "notebooks/earned.ipynb", outputs: ["html"] });\n`,
  );
  const source = `import { openSession, show } from "riskbook";
const desk = await openSession();
const pnl = await desk.pnl();
show.table(pnl.rows.map(({ account, fees, net }) => ({ account, fees, net })), { title: "Earned" });`;
  const cell = { cell_type: "code", id: "a", source, outputs: [], execution_count: null, metadata: {} };
  write("notebooks/earned.ipynb", JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string): void {
  writeFileSync(join(folder, path), content);
}

function riskbook(...words: string[]): string {
  const entry = join(packageRoot(), "scripts", "riskbook.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, "-C", folder, ...words], { encoding: "utf8" });
  expect(status, stderr + stdout).toBe(0);
  return stdout;
}

/** The day as its source tells it: Ann's two trades, of which the second one's sale and its fee are as given. */
function tell(sale: { price: number; fee: number }, ...flags: string[]): string {
  write(
    "day.csv",
    `Account,Time,Symbol,Side,Qty,Price,Fee,Id,Setup
Ann,2020-04-16T10:00:00,XYZ,B,100,10,1,1,gap
Ann,2020-04-16T10:05:00,XYZ,S,100,11,1,2,gap
Ann,2020-04-16T11:00:00,XYZ,B,100,10,1,3,trend
Ann,2020-04-16T11:05:00,XYZ,S,100,${sale.price},${sale.fee},4,trend
Bob,2020-04-16T10:00:00,XYZ,B,10,10,1,5,gap
Bob,2020-04-16T11:00:00,XYZ,S,10,12,1,6,gap
`,
  );
  return riskbook("ingest", join(folder, "day.csv"), "--map", "tagged", ...flags);
}

test("a report, a corrected day, and what changes of it: which figures, by how much, for whom and for which setup", () => {
  tell({ price: 12, fee: 1 });
  riskbook("report", "run", "earned", "--as-of", "2020-04-16");
  expect(tell({ price: 11.5, fee: 2 }, "--accept-corrections")).toContain("price 12.0 → 11.5, fees 1.0 → 2.0");
  expect(riskbook("restate")).toBe(
    `earned 2020-04-16: 2 figures change, snapshot 1 to 2
  Earned: Fees, Ann: 4 → 5 (+1)
  Earned: Net, Ann: 296 → 245 (-51)
`,
  );
  expect(riskbook("restate", "--by", "trader,tag")).toBe(
    `earned 2020-04-16: 3 figures change, snapshot 1 to 2
  P&L: realised, Ann, trend: 200 → 150 (-50) USD
  P&L: fees, Ann, trend: 2 → 3 (+1) USD
  P&L: net, Ann, trend: 198 → 147 (-51) USD
`,
  );
  write("busts.csv", "account,fill_id,kind,reason\nBob,5,busted,exchange ruling\nBob,6,busted,exchange ruling\n");
  const busted = riskbook("ingest", "corrections", join(folder, "busts.csv"));
  expect(busted).toContain('account Bob on 2020-04-16, fill "6": sell 10.0 XYZ at 12.0 is busted');
  expect(riskbook("snapshots", "diff", "2", "3")).toContain("fills: 2 removed\n");
}, 120_000);
