import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fromDayNumber, silentProgress } from "../../core/index.js";
import { ingestTable, openSnapshot, openStore } from "../../data/index.js";
import { closesUntil } from "./closes.js";

it("closes are in shares of the day they are read for, so that a split is no move", async () => {
  const root = mkdtempSync(join(tmpdir(), "riskbook-closes-"));
  const now = (): Date => new Date("2014-07-01T00:00:00Z");
  const store = openStore(join(root, "store"), { now });
  // Apple's closes about its split of seven for one.
  writeFileSync(
    join(root, "prices.csv"),
    "symbol,date,close\nAAPL,2014-06-05,647.35\nAAPL,2014-06-06,645.57\nAAPL,2014-06-09,93.70\n",
  );
  writeFileSync(join(root, "actions.csv"), "symbol,date,kind,ratio\nAAPL,2014-06-09,split,7\n");
  for (const table of ["prices", "actions"] as const) {
    await ingestTable({ store, table, files: [join(root, `${table}.csv`)], now, progress: silentProgress });
  }
  const snapshot = await openSnapshot(store, "latest");
  try {
    const after = (await closesUntil(snapshot, ["AAPL", "NONE"], "2014-06-09")).of("AAPL")!;
    expect(Array.from(after.day, fromDayNumber)).toEqual(["2014-06-05", "2014-06-06", "2014-06-09"]);
    expect([...after.close]).toEqual([expect.closeTo(92.4786, 4), expect.closeTo(92.2243, 4), 93.7]);
    const before = await closesUntil(snapshot, ["AAPL", "NONE"], "2014-06-06");
    expect([...before.of("AAPL")!.close]).toEqual([647.35, 645.57]);
    expect(before.of("NONE")).toBeUndefined();
    expect((await closesUntil(snapshot, [], "2014-06-09")).days).toHaveLength(0);
  } finally {
    snapshot.close();
    rmSync(root, { recursive: true, force: true });
  }
});
