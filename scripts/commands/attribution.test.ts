import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../testing.js";
import { register as registerAttribution } from "./attribution.js";
import type { Register } from "./index.js";
import { register as registerIngest } from "./ingest.js";
import { register as registerLimits } from "./limits.js";
import { register as registerVar } from "./var.js";

let folder: string;
let ended = 0;

const FILLS = `Date,Time,Symbol,Quantity,Price,Side
2024-03-04,10:00:00,SPY,100,500,B
2024-03-05,10:00:00,SPY,50,505,S
2024-03-06,10:00:00,XYZ,200,20,B
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riskbook-parts-"));
  await writeFile(join(folder, "riskbook.yaml"), "firm: Kontor Nord\ncurrency: USD\ncapitalBase: 100000\n");
  await writeFile(join(folder, "fills.csv"), FILLS);
  const closes = ["2024-03-04,500,20", "2024-03-05,506,20", "2024-03-06,490,19", "2024-03-07,480,18"];
  const prices = closes.flatMap(line => {
    const [day, spy, xyz] = line.split(",");
    return [`SPY,${day},${spy}`, `XYZ,${day},${xyz}`];
  });
  await writeFile(join(folder, "prices.csv"), `symbol,date,close\n${prices.join("\n")}\n`);
  await writeFile(
    join(folder, "limits.csv"),
    "scope,name,measure,from_date,soft,hard\nfirm,*,dailyLoss,2024-01-01,400,600\naccount,*,dailyLoss,2024-01-01,,500\n",
  );
  await writeFile(
    join(folder, "bad-limits.csv"),
    "scope,name,measure,from_date,soft,hard\nfirm,*,vaR,2024-01-01,400,600\n",
  );
  await writeFile(
    join(folder, "factors.csv"),
    `r,m\n${Array.from({ length: 40 }, (_, i) => `${0.001 + 0.5 * Math.sin(i)},${Math.sin(i)}`).join("\n")}\n`,
  );
  await run(registerIngest, "ingest", "fills.csv", "--account", "A");
  await run(registerIngest, "ingest", "prices", "prices.csv");
  await run(registerIngest, "ingest", "limits", "limits.csv");
});
afterAll(() => rm(folder, { recursive: true }));

async function run(register: Register, ...words: string[]): Promise<string> {
  const { written, exitCode } = await runCommand(register, folder, words);
  ended = exitCode;
  return written;
}

it("splits P&L and risk among symbols, and both add up", async () => {
  const found = JSON.parse(
    await run(registerAttribution, "attribution", "--by", "symbol", "--confidence", "0.75", "--json"),
  );
  const sum = (key: string): number =>
    found.rows.reduce((total: number, row: Record<string, number>) => total + row[key]!, 0);
  expect(found).toMatchObject({ kind: "actual", sessions: 4, from: "2024-03-04", to: "2024-03-07" });
  expect(sum("pnl")).toBeCloseTo(found.total.pnl, 9);
  expect(sum("componentVar")).toBeCloseTo(found.total.var, 9);
  expect(sum("componentEs")).toBeCloseTo(found.total.es, 9);
  // 50 SPY from 506 to 490 and 200 XYZ bought at 20, closed at 19: the worst session.
  expect(found.total.var).toBe(1000);
  expect(await run(registerAttribution, "attribution", "--by", "trader")).toContain("Components add up to the total");
});

it("splits a series among factors", async () => {
  const words = ["attribution", "--returns", "factors.csv", "--column", "r", "--factors", "m"];
  const found = JSON.parse(await run(registerAttribution, ...words, "--json"));
  expect(found.factors[0].beta).toBeCloseTo(0.5, 9);
  expect(found.alpha).toBeCloseTo(0.001, 9);
  await expect(run(registerAttribution, "attribution", "--returns", "factors.csv")).rejects.toThrow(/needs --column/);
  await expect(run(registerAttribution, ...words.slice(0, -1), "m,m")).rejects.toThrow(
    /repeats the others|columns "m"/,
  );
});

it("limits end with 3 where one is passed, say since when, and refuse one that is on nothing", async () => {
  // The last session: 50 SPY from 490 to 480 and 200 XYZ from 19 to 18, a loss of 700; the one before 1,000.
  const found = JSON.parse(await run(registerLimits, "limits", "--json"));
  expect(ended).toBe(3);
  expect(found.limits).toMatchObject([
    {
      scope: "account",
      name: "A",
      state: "hard",
      value: 700,
      utilisation: 1.4,
      headroom: -200,
      breachedSince: "2024-03-06",
    },
    { scope: "firm", name: "Kontor Nord", state: "hard", value: 700, headroom: -100 },
  ]);
  await run(registerLimits, "limits", "--as-of", "2024-03-05", "--breached");
  expect(ended).toBe(0);
  expect(await run(registerLimits, "limits", "--scope", "desk")).toContain("0 limits at the close of 2024-03-07");
  await run(registerIngest, "ingest", "limits", "bad-limits.csv");
  await expect(run(registerLimits, "limits")).rejects.toThrow(/"?vaR"? is on a measure that is not worked out/);
});

it("explains the change of hypothetical VaR since the session before, without a rest", async () => {
  const words = ["var", "--explain", "--window", "2", "--confidence", "0.6"];
  const found = JSON.parse(await run(registerVar, ...words, "--json"));
  expect(found).toMatchObject({ from: "2024-03-06", to: "2024-03-07", correctionsSeen: false, leftOut: [] });
  const sum = found.steps.reduce((total: number, step: { change: { var: number } }) => total + step.change.var, 0);
  expect(sum).toBeCloseTo(found.after.var - found.before.var, 9);
  expect(found.steps.find((step: { cause: string }) => step.cause === "positions").change.var).toBe(0);
  expect(await run(registerVar, ...words)).toContain("Corrections are not told apart");
  // 50 SPY at 480 and 200 XYZ at 18, by the worst of the last two sessions' moves.
  const today = JSON.parse(
    await run(registerVar, "var", "--kind", "hypothetical", "--window", "2", "--confidence", "0.6", "--json"),
  );
  expect(today.var).toBeCloseTo(50 * 480 * (1 - 490 / 506) + 200 * 18 * (1 - 19 / 20), 9);
  await expect(run(registerVar, "var", "--before", "1")).rejects.toThrow(/goes with --explain/);
});
