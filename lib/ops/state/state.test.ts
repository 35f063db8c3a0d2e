import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryState } from "../fixtures/temporary.js";
import { audit, auditTrail } from "./audit.js";
import { systemClock } from "./clock.js";
import { listRuns, recordRun } from "./runs.js";
import { openState } from "./state.js";

const folder = mkdtempSync(join(tmpdir(), "riskbook-state-"));
const made: { remove(): void }[] = [{ remove: () => rmSync(folder, { recursive: true, force: true }) }];
afterEach(() => made.splice(1).forEach(one => void one.remove()));
function fresh(): ReturnType<typeof temporaryState> {
  const opened = temporaryState();
  made.push(opened);
  return opened;
}

describe("the state", () => {
  it("is durable: write-ahead log, synchronous FULL, foreign keys enforced", () => {
    const { state } = fresh();
    expect(state.one("PRAGMA journal_mode")).toMatchObject({ journal_mode: "wal" });
    expect(state.one("PRAGMA synchronous")).toMatchObject({ synchronous: 2 });
    expect(() => state.run("INSERT INTO deliveries (message, recipient, state) VALUES (99, 'a@x', 'pending')")).toThrow(
      /FOREIGN KEY/,
    );
  });

  it("written by a newer riskbook is refused and left alone", () => {
    const path = join(folder, "newer.sqlite");
    const database = new DatabaseSync(path);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => openState(path)).toThrow(/written by a newer riskbook \(its version is 99/);
    const after = new DatabaseSync(path);
    expect(after.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: 99 });
    after.close();
  });

  it("that is no database says so and forbids deleting it", () => {
    const path = join(folder, "broken.sqlite");
    writeFileSync(path, "this is not a database, however long it may be ".repeat(50));
    expect(() => openState(path)).toThrow(/could not be used: .*do not delete it/);
  });

  it("undoes a transaction that throws, as a whole", () => {
    const { state } = fresh();
    const work = () =>
      state.transaction(() => {
        audit(state, { at: "2020-04-17T20:00:00Z", actor: "riskbook", action: "test", subject: "x" });
        throw new Error("no");
      });
    expect(work).toThrow("no");
    expect(auditTrail(state)).toEqual([]);
  });

  it("never lets an audit line be changed or deleted", () => {
    const { state } = fresh();
    audit(state, {
      at: "2020-04-17T20:00:00Z",
      actor: "ann",
      action: "approve",
      subject: "x",
      details: { b: 1, a: 2 },
    });
    expect(() => state.run("UPDATE audit SET actor = 'bob'")).toThrow(/append-only/);
    expect(() => state.run("DELETE FROM audit")).toThrow(/append-only/);
    expect(auditTrail(state, "x")).toMatchObject([{ actor: "ann", details: { a: 2, b: 1 } }]);
  });
});

it("a run is remembered with its outcome, also when it throws", async () => {
  const { state } = fresh();
  const start = { report: "daily-risk", window: "2020-04-17", cause: "command" } as const;
  await recordRun(state, start, systemClock, async () => ({ status: "done", folder: "output/a" }));
  const failed = await recordRun(state, start, systemClock, async () => {
    throw new Error("cell 3 threw");
  });
  expect(failed).toMatchObject({ status: "failed", error: "cell 3 threw" });
  expect(listRuns(state)).toMatchObject([
    { status: "failed", error: "cell 3 threw" },
    { status: "done", folder: "output/a", window: "2020-04-17" },
  ]);
});
