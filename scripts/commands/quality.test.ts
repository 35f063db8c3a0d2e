import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = resolve(import.meta.dirname, "../..");
const MAP = `columns: { account: acct, time: when, symbol: sym, side: side, quantity: qty, price: px, fees: [fee], currency: ccy }
sides: { buy: [B], sell: [S] }
time: { format: iso, zone: UTC }
`;
const DAYS = ["2020-04-13", "2020-04-14", "2020-04-15", "2020-04-16", "2020-04-17"];
let root: string;

function riskbook(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const entry = join(project, "scripts", "riskbook.mjs");
  return spawnSync(process.execPath, [entry, "-C", root, ...words], { encoding: "utf8" });
}

/** The repository's own report and notebook in a firm whose prices have come and whose fills of the last day have not. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "riskbook-quality-"));
  mkdirSync(join(root, "data", "maps"), { recursive: true });
  for (const folder of ["reports", "notebooks"]) {
    mkdirSync(join(root, folder));
    const file = folder === "reports" ? "daily-risk.ts" : "daily-risk.ipynb";
    cpSync(join(project, folder, file), join(root, folder, file));
  }
  const files: Record<string, string> = {
    "riskbook.yaml": "firm: Kontor Nord\ncurrency: USD\n",
    "data/maps/own.yaml": MAP,
    "fills.csv": `when,acct,sym,side,qty,px,fee,ccy\n${DAYS.slice(0, 4)
      .flatMap(day => [`${day}T15:00:00,A,X,B,100,10,1,USD`, `${day}T16:00:00,A,X,S,100,10.5,1,USD`])
      .join("\n")}\n`,
    "prices.csv": `symbol,date,close,high,low\n${DAYS.map((day, i) => `X,${day},${10 + i / 10},11,9`).join("\n")}\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  expect(riskbook("ingest", join(root, "fills.csv"), "--map", "own")).toMatchObject({ status: 0 });
  expect(riskbook("ingest", "prices", join(root, "prices.csv"))).toMatchObject({ status: 0 });
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("riskbook quality", () => {
  it("prints verdicts and findings, progress elsewhere, and ends with 3 when a table is held", () => {
    const { status, stdout, stderr } = riskbook("quality");
    expect(status).toBe(3);
    expect(stdout).toMatch(/^fills +hold +8 /m);
    expect(stdout).toMatch(/^prices +pass +5 /m);
    expect(stdout).toContain("Nothing to judge, no rows: ");
    expect(stdout).toContain("hold  fills  stale-feed: 1 finding.");
    expect(stdout).toContain(
      "The last rows of fills are of 2020-04-16: 1 session of NYSE up to 2020-04-17 is missing.",
    );
    expect(stdout).toContain("fill-outside-minute (fills): there are no bars to compare with");
    expect(stderr).toContain("Judging 100%");
  });

  it("judges one table as of a day, as JSON, and ends with 0 when nothing is held", () => {
    const { status, stdout } = riskbook("quality", "--table", "fills", "--as-of", "2020-04-16", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      asOf: "2020-04-16",
      snapshot: { number: 2 },
      tables: [{ table: "fills", verdict: "pass", rows: 8 }],
    });
  });

  it("refuses a table that is none and a rule that is none", () => {
    expect(riskbook("quality", "--table", "trades")).toMatchObject({ status: 2 });
    const path = join(root, "riskbook.yaml");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, `${text}quality: { rules: { stale-fed: off } }\n`);
    const { status, stderr } = riskbook("quality");
    expect([status, stderr]).toEqual([2, expect.stringContaining('there is no rule "stale-fed"')]);
    writeFileSync(path, text);
  });
});

describe("a report that requires a verdict", () => {
  it("is held by a stale feed: nothing is made, the archive keeps the reason, and the command ends with 3", () => {
    const { status, stdout, stderr } = riskbook("report", "run", "daily-risk");
    expect(status).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toContain("daily-risk for 2020-04-17 is held, as its data is not good enough");
    expect(stderr).toContain("the table fills is held by stale-feed: The last rows of fills are of 2020-04-16");
    const window = join(root, "output", "daily-risk", "2020-04-17");
    const [run, ...others] = readdirSync(window);
    expect([run, others]).toEqual([expect.stringMatching(/^held-/), []]);
    expect(readdirSync(join(window, run!)).sort()).toEqual(["manifest.json", "quality.json"]);
    const manifest = JSON.parse(readFileSync(join(window, run!, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ status: "held", failure: { code: "QUALITY_HELD" } });
    expect(manifest.notebookMs).toBeUndefined();
  });

  it("is held, too, for a day that was asked for and has not come, and says so as JSON", () => {
    const { status, stdout } = riskbook("report", "run", "daily-risk", "--as-of", "2020-04-20", "--json");
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "held",
      error: {
        code: "QUALITY_HELD",
        message: expect.stringContaining("2 sessions of NYSE up to 2020-04-20 are missing"),
      },
    });
  });

  it("is made when the firm says that the rule may only warn, and keeps the verdict", () => {
    const path = join(root, "riskbook.yaml");
    writeFileSync(path, `${readFileSync(path, "utf8")}quality: { rules: { stale-feed: warn } }\n`);
    const report = join(root, "reports", "daily-risk.ts");
    writeFileSync(report, readFileSync(report, "utf8").replace("  require:", '  outputs: ["html"],\n  require:'));
    const notebook = join(root, "notebooks", "daily-risk.ipynb");
    const content = JSON.parse(readFileSync(notebook, "utf8"));
    const [title, parameters, load] = content.cells;
    content.cells = [
      title,
      parameters,
      { ...load, source: 'import { show } from "riskbook";\nshow.kpis([{ label: "Made", value: 1 }]);' },
    ];
    writeFileSync(notebook, JSON.stringify(content));
    const { status, stdout, stderr } = riskbook("report", "run", "daily-risk");
    expect([status, stderr]).toEqual([0, expect.not.stringContaining("riskbook:")]);
    const made = join(
      root,
      stdout
        .trim()
        .split("\n")
        .find(line => line.endsWith("quality.json"))!,
    );
    const { checks } = JSON.parse(readFileSync(made, "utf8"));
    expect(checks.find((check: { rule: string }) => check.rule === "stale-feed")).toMatchObject({
      outcome: "warn",
      changed: ["severity warn"],
    });
  }, 60_000);
});
