import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { packageRoot } from "../core/index.js";
import { type MailServerBehaviour, startMailServer } from "./channel/fixtures/mail-server.js";
import { temporaryState } from "./fixtures/temporary.js";
import { outboxEntry } from "./outbox/entries.js";
import { resolveMessage } from "./outbox/resolve.js";
import { planWindows } from "./schedule/plan.js";
import { systemClock } from "./state/clock.js";
import { listRuns } from "./state/runs.js";

const built = join(packageRoot(), "dist/lib/ops/fixtures");
const program = (name: string): string => join(built, `${name}.js`);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface Ended {
  code: number | null;
  signal: string | null;
  output: string;
}

function start(name: string, ...args: string[]): { child: ChildProcess; ended: Promise<Ended>; output(): string } {
  if (!existsSync(program(name))) throw new Error(`${program(name)} is missing: build first.`);
  const child = spawn(process.execPath, [program(name), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<Ended>(resolve => child.on("close", (code, signal) => resolve({ code, signal, output })));
  cleanups.push(() => child.kill("SIGKILL"));
  return { child, ended, output: () => output };
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await systemClock.sleep(10);
}

/** Starts a sender whose process is killed from inside the server at the named point, then one more. */
async function killedAt(point: (kill: () => void) => MailServerBehaviour, lines = 1) {
  const { state, path, remove } = temporaryState();
  let victim: ChildProcess | undefined;
  const server = await startMailServer(
    point(() => {
      victim?.kill("SIGKILL");
      victim = undefined;
    }),
  );
  cleanups.push(() => server.close(), remove);
  const send = () => start("send-process", path, String(server.port), String(lines));
  const first = send();
  victim = first.child;
  expect((await first.ended).signal).toBe("SIGKILL");
  return { state, server, second: await send().ended, again: () => send().ended };
}

describe("a sender killed with SIGKILL", () => {
  it.each<[string, (kill: () => void) => MailServerBehaviour, number]>([
    ["when it has connected", kill => ({ onConnect: kill }), 1],
    ["between the recipients", kill => ({ onRecipient: kill }), 1],
    ["in the middle of the content", kill => ({ onContent: kill }), 20_000],
  ])("%s had delivered nothing, and the next run delivers exactly one mail", async (_point, point, lines) => {
    const { server, second, state } = await killedAt(point, lines);
    expect(second.code).toBe(0);
    expect(server.mails).toHaveLength(1);
    expect(outboxEntry(state, 1)).toMatchObject({ state: "sent", attempts: 2 });
  });

  it("after the server took the mail leaves it unknown: no second mail until a person says so", async () => {
    const { server, second, state, again } = await killedAt(kill => ({
      async onMail() {
        kill();
        await systemClock.sleep(100);
      },
    }));
    expect(second.code).toBe(3);
    expect(JSON.parse(second.output)).toMatchObject({ entry: { state: "unknown" } });
    expect((await again()).code).toBe(3);
    expect(server.mails).toHaveLength(1);
    resolveMessage(state, 1, { as: "sent", actor: "ann", now: new Date() });
    expect(JSON.parse((await again()).output)).toMatchObject({ alreadyDelivered: true, exitCode: 0 });
    expect(server.mails).toHaveLength(1);
  });

  it("after its last word was noted changes nothing", async () => {
    const { state, path, remove } = temporaryState();
    const server = await startMailServer();
    cleanups.push(() => server.close(), remove);
    for (let round = 0; round < 3; round++) await start("send-process", path, String(server.port), "1").ended;
    expect(server.mails).toHaveLength(1);
    expect(outboxEntry(state, 1)).toMatchObject({ state: "sent", attempts: 1 });
  });
});

it("two processes that send the same message at once send it once", async () => {
  const { path, remove } = temporaryState();
  const server = await startMailServer({ onMail: () => systemClock.sleep(200) });
  cleanups.push(() => server.close(), remove);
  const both = [1, 2].map(() => start("send-process", path, String(server.port), "1").ended);
  const codes = (await Promise.all(both)).map(({ code }) => code);
  expect(codes.every(code => code === 0 || code === 3)).toBe(true);
  expect(server.mails).toHaveLength(1);
});

describe("schedulers in processes of their own", () => {
  it("racing for the same windows run each once", async () => {
    const { path, state, remove } = temporaryState();
    cleanups.push(remove);
    const all = [1, 2, 3].map(() => start("schedule-process", path, "50", "once").ended);
    const begun = (await Promise.all(all)).flatMap(({ output }) => output.match(/begin .*/g) ?? []);
    expect(begun.length).toBeGreaterThan(0);
    expect(new Set(begun).size).toBe(begun.length);
    expect(listRuns(state).filter(run => run.status === "done")).toHaveLength(begun.length);
  });

  it("finish the run in hand on SIGTERM and exit 0", async () => {
    const { path, state, remove } = temporaryState();
    cleanups.push(remove);
    const scheduler = start("schedule-process", path, "700", "start");
    await until(() => scheduler.output().includes("begin"));
    scheduler.child.kill("SIGTERM");
    const { code, output } = await scheduler.ended;
    expect(code).toBe(0);
    expect(output).toMatch(/^begin .*\nend .*\n$/);
    expect(listRuns(state)).toMatchObject([{ status: "done" }]);
  });

  it("that are killed leave a window which runs once more, then waits for a person", async () => {
    const { path, state, remove } = temporaryState();
    cleanups.push(remove);
    for (const fate of [{ again: true }, { again: false }]) {
      const scheduler = start("schedule-process", path, "60000", "start");
      await until(() => scheduler.output().includes("begin"));
      scheduler.child.kill("SIGKILL");
      await scheduler.ended;
      expect(planWindows(state, [], new Date()).abandoned).toMatchObject([fate]);
      if (!fate.again) expect(state.all("SELECT state FROM claims WHERE state = 'abandoned'")).toHaveLength(1);
    }
    expect(listRuns(state).map(run => run.status)).toEqual(["interrupted", "interrupted"]);
  });
});
