import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBook, openBook, packageRoot, silentProgress } from "../../lib/core/index.js";
import { findMap, ingestExecutions, openStore, readMap } from "../../lib/data/index.js";
import { type MailServer, startMailServer } from "../../lib/ops/channel/fixtures/mail-server.js";

const login = { user: "risk", password: "s3cret" };
let folder: string;
let server: MailServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-delivery-"));
  server = await startMailServer({ security: "starttls", login });
  createBook(folder, { firm: "Meridian", currency: "USD", timeZone: "America/New_York" });
  const mail = {
    from: "Risk <risk@meridian.example>",
    host: "127.0.0.1",
    port: server.port,
    certificateAuthority: join(packageRoot(), "lib/ops/channel/fixtures/localhost.cert.pem"),
  };
  writeFileSync(join(folder, "riskbook.yaml"), JSON.stringify({ firm: "Meridian", currency: "USD", mail }));
  writeFileSync(join(folder, "reports", "tiny.ts"), REPORT);
  writeNotebook("All limits held.");
  await ingestOneFill();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const REPORT = `import { defineReport } from "riskbook";
export default defineReport({
  name: "tiny", title: "Tiny", notebook: "notebooks/tiny.ipynb", outputs: ["mail"],
  schedule: { cron: "* * * * *", timeZone: "America/New_York" }, recipients: ["Desk <desk@meridian.example>"],
});
`;

function writeNotebook(sentence: string): void {
  const source = `import { show } from "riskbook";\nshow.kpis([{ label: "${sentence}", value: 3 }]);`;
  const cell = { cell_type: "code", id: "a", source, outputs: [], execution_count: null, metadata: {} };
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
  writeFileSync(join(folder, "notebooks", "tiny.ipynb"), JSON.stringify(notebook));
}

async function ingestOneFill(): Promise<void> {
  const fills = join(folder, "fills.csv");
  writeFileSync(fills, "time,symbol,amount,price\n2020-04-17T00:00:00Z,SPY,100,286.64\n");
  const book = openBook(folder);
  const now = (): Date => new Date("2020-04-18T00:00:00Z");
  const map = readMap(findMap("strategy-fills", [book.maps]));
  await ingestExecutions({ store: openStore(book.store, { now }), files: [fills], map, now, progress: silentProgress });
}

/** Runs the command in a process of its own, while the mail server answers in this one. */
function riskbook(...argv: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(packageRoot(), "scripts", "riskbook.mjs"), "-C", folder, ...argv], {
    env: { ...process.env, RISKBOOK_SMTP_USER: login.user, RISKBOOK_SMTP_PASSWORD: login.password },
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (chunk: Buffer) => {
      said[stream] += chunk.toString();
    });
  }
  return new Promise(resolve => child.on("close", status => resolve({ status, ...said })));
}

it("a report goes out once: by hand, by schedule, changed; and once more when a person says so", async () => {
  const sent = await riskbook("report", "run", "tiny", "--send");
  expect(sent.status, sent.stderr).toBe(0);
  expect(sent.stderr).toContain("Delivered to desk@meridian.example as message 1.");
  expect(server.mails).toMatchObject([{ to: ["desk@meridian.example"], secure: true, user: login.user }]);

  const scheduled = await riskbook("schedule", "start", "--once", "--json");
  expect(scheduled.stderr).toContain("nothing was sent again");
  expect(scheduled.stdout).toMatch(
    /"report":"tiny","window":".*America\/New_York]","status":"done","folder":"output\/tiny/,
  );
  expect(server.mails).toHaveLength(1);

  writeNotebook("A limit was broken.");
  const changed = await riskbook("report", "run", "tiny", "--send", "--json");
  expect(changed.status).toBe(3);
  expect(JSON.parse(changed.stdout)).toMatchObject({ error: { code: "ALREADY_DELIVERED_OTHERWISE" } });
  expect(changed.stderr).toMatch(/was delivered at .* as message 1 .* the changed one is held.*--resend/);
  expect(server.mails).toHaveLength(1);

  const corrected = await riskbook("report", "run", "tiny", "--as-of", "2020-04-19", "--send", "--resend", "--json");
  expect(corrected.status, corrected.stderr).toBe(0);
  expect(corrected.stderr).toContain("no data of 2020-04-19; the last session before it is reported, 2020-04-17");
  expect(JSON.parse(corrected.stdout)).toMatchObject({ status: "done", delivery: { entry: { id: 2, state: "sent" } } });
  expect(server.mails).toHaveLength(2);

  const { stdout } = await riskbook("outbox", "list", "--json");
  expect(JSON.parse(stdout).messages).toMatchObject([
    { id: 2, state: "sent", corrects: 1, deliveries: [{ recipient: "desk@meridian.example", state: "accepted" }] },
    { id: 1, state: "sent", window: "2020-04-17" },
  ]);
}, 120_000);

it("schedule next prints the windows in local time and UTC, soonest first", async () => {
  const { stdout } = await riskbook("schedule", "next", "--count", "2");
  const line = /^\d{4}-\d\d-\d\d \d\d:\d\d -0[45]:00 America\/New_York {2}\d{4}-\d\d-\d\dT\d\d:\d\d:00Z {2}tiny$/;
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  for (const text of lines) expect(text).toMatch(line);
  expect(lines).toEqual([...lines].sort());
});
