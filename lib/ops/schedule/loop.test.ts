import { afterEach, describe, expect, it } from "vitest";
import { RiskbookError, silentProgress } from "../../core/index.js";
import { temporaryState, testClock } from "../fixtures/temporary.js";
import { listRuns, type RunOutcome } from "../state/runs.js";
import type { Claim } from "./claim.js";
import { runSchedule, type WindowResult } from "./loop.js";

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach(cleanup => void cleanup()));

const morning = { name: "daily-risk", schedule: { cron: "30 7 * * 1-5", timeZone: "America/New_York" } };

/** A scheduler on a clock that a test moves; 07:30 in New York is 11:30 UTC. */
function scheduler(reports = [morning], start = "2020-04-16T11:29:00Z") {
  const { state, remove } = temporaryState();
  cleanups.push(remove);
  const clock = testClock(start);
  const runs: string[] = [];
  const once = async (work: (claim: Claim) => Promise<RunOutcome> = async () => ({ status: "done" })) => {
    const results: WindowResult[] = [];
    const exitCode = await runSchedule({
      state,
      reports,
      clock,
      progress: silentProgress,
      signal: new AbortController().signal,
      once: true,
      onResult: result => results.push(result),
      run(claim) {
        runs.push(claim.window);
        return work(claim);
      },
    });
    return { exitCode, results };
  };
  return { state, clock, runs, once };
}

describe("a window", () => {
  it("runs when it is due, once, and is remembered", async () => {
    const { clock, runs, once, state } = scheduler();
    await once();
    expect(runs).toEqual([]);
    clock.set("2020-04-16T11:30:00Z");
    expect(await once()).toMatchObject({ exitCode: 0, results: [{ status: "done" }] });
    await once();
    expect(runs).toEqual(["2020-04-16T07:30-04:00[America/New_York]"]);
    expect(listRuns(state)).toMatchObject([{ report: "daily-risk", cause: "schedule", status: "done" }]);
  });

  it("that a first start finds a moment late still runs; one of an hour ago was never promised", async () => {
    const late = scheduler([morning], "2020-04-16T11:33:00Z");
    await late.once();
    expect(late.runs).toHaveLength(1);
    const later = scheduler([morning], "2020-04-16T12:30:00Z");
    await later.once();
    expect(later.runs).toHaveLength(0);
  });

  it("missed while nothing ran runs late if it is the latest, and the earlier ones are told as missed", async () => {
    const { clock, runs, once } = scheduler();
    await once();
    clock.set("2020-04-20T15:00:00Z"); // Monday; Thursday's and Friday's are lost
    const { exitCode, results } = await once();
    expect(exitCode).toBe(3);
    expect(results.map(({ window, status }) => [window.slice(0, 10), status])).toEqual([
      ["2020-04-16", "missed"],
      ["2020-04-17", "missed"],
      ["2020-04-20", "done"],
    ]);
    expect(runs).toHaveLength(1);
  });

  it("that is more than twelve hours late does not run, and says so", async () => {
    const { clock, runs, once } = scheduler();
    await once();
    clock.set("2020-04-16T23:31:00Z");
    expect((await once()).results).toMatchObject([{ status: "missed", reason: expect.stringContaining("12 h") }]);
    expect(runs).toEqual([]);
  });

  it("of a gap of weeks is told one by one for the last fortnight, and as one gap before", async () => {
    const { clock, once } = scheduler();
    await once();
    clock.set("2020-05-30T12:00:00Z");
    const { results } = await once();
    expect(results).toHaveLength(11);
    expect(results[0]).toMatchObject({
      status: "missed",
      window: "2020-04-16T11:29:00.000Z to 2020-05-16T12:00:00.000Z",
    });
  });

  it("does not come back when the clock is set back", async () => {
    const { clock, runs, once } = scheduler();
    await once();
    clock.set("2020-04-16T11:31:00Z");
    await once();
    clock.set("2020-04-16T11:29:30Z");
    await once();
    clock.set("2020-04-16T11:31:00Z");
    await once();
    expect(runs).toHaveLength(1);
  });
});

it("a run that throws is failed or held, and the others run all the same", async () => {
  const reports = ["a", "b", "c"].map(name => ({ ...morning, name }));
  const { clock, once } = scheduler(reports);
  await once();
  clock.set("2020-04-16T11:30:00Z");
  const { exitCode, results } = await once(async claim => {
    if (claim.report === "a") throw new Error("cell 3 threw");
    if (claim.report === "b") throw new RiskbookError("STALE", "prices are stale", { exitCode: 3 });
    return { status: "done" };
  });
  expect(exitCode).toBe(1);
  expect(results).toMatchObject([
    { report: "a", status: "failed", reason: "cell 3 threw" },
    { report: "b", status: "held", reason: "prices are stale" },
    { report: "c", status: "done" },
  ]);
});

it("the foreground loop sleeps until the next window, at most half a minute, and ends when asked", async () => {
  const { state, remove } = temporaryState();
  cleanups.push(remove);
  const clock = testClock("2020-04-16T11:28:50Z");
  const stop = new AbortController();
  let rounds = 0;
  const exitCode = await runSchedule({
    state,
    reports: [morning],
    clock,
    progress: silentProgress,
    signal: stop.signal,
    async everyRound() {
      rounds++;
    },
    async run() {
      stop.abort();
      return { status: "done" };
    },
  });
  expect(exitCode).toBe(0);
  expect(clock.slept).toEqual([30_000, 30_000, 10_000]);
  expect(rounds).toBe(4);
});
