import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { silentProgress } from "../../core/index.js";
import { openSnapshot, openStore, type Store } from "../store/index.js";
import { type CollectOptions, type CollectSummary, collect } from "./collect.js";
import type { Source } from "./source.js";

/** A fill that the source's other side tells. */
export interface ToldFill {
  readonly id: string;
  readonly account: string;
  /** The day and the time of day at the source. */
  readonly day: string;
  readonly clock: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  /** A text is told as it stands, to be a bad row. */
  readonly price: number | string;
}

/** The other side of a source, as its own test makes it: the real thing where that can run. */
export interface SourceWorld {
  /** From now on the source tells these fills and no others. */
  tell(fills: readonly ToldFill[]): void | Promise<void>;
  /** After so many further pages it breaks down for good, until `mend`. */
  breakAfter(pages: number): void | Promise<void>;
  /** It refuses everything of this account, until `mend`. */
  refuse(account: string): void | Promise<void>;
  mend(): void | Promise<void>;
  /** How often it was asked for a page that it gave. */
  pagesGiven(): number;
  /** A source as a new process makes it. */
  source(): Source;
}

const DAYS = ["2020-03-30", "2020-03-31", "2020-04-01", "2020-04-02", "2020-04-03"];

/** Two fills a day of each of two accounts. */
const FILLS: readonly ToldFill[] = DAYS.flatMap((day, i) =>
  ["ALPHA", "BETA"].flatMap(account =>
    (["buy", "sell"] as const).map(
      (side, j): ToldFill => ({
        id: `${account}-${i}-${j}`,
        account,
        day,
        clock: `10:0${j}:00`,
        symbol: "XYZ",
        side,
        quantity: 100,
        price: 10 + i + j / 4,
      }),
    ),
  ),
);

const EVENING = new Date("2020-04-03T22:00:00Z");
const DAY_MS = 86_400_000;

/**
 * What every source keeps, as tests: first load, nothing new, a correction, a gap, bad rows, an interruption, its
 * resumption, an account that cannot be had, an emptied store, and
 * two at once.
 * @param makeWorld makes a world for one test; it cleans up with `onTestFinished`
 */
export function conformance(name: string, makeWorld: () => Promise<SourceWorld>): void {
  describe(`${name} as a source`, () => {
    const run = async (fills: readonly ToldFill[] = FILLS): Promise<Run> => {
      const world = await makeWorld();
      await world.tell(fills);
      return newRun(world);
    };
    test("first load: everything that it tells is stored once", async () => {
      const { collected, stored } = await run();
      const summary = await collected();
      expect(fillsOf(summary)).toMatchObject({ read: 20, loaded: 20, rejected: 0 });
      expect(summary.through).toEqual({ ALPHA: "2020-04-03", BETA: "2020-04-03" });
      expect(await stored()).toEqual(expectedFills(FILLS));
    });

    test("nothing new: asks for the look-back only and makes no snapshot", async () => {
      const { world, collected, store } = await run();
      await collected();
      const [before, given] = [store.latest()!.id, world.pagesGiven()];
      const again = await collected({ lookBackDays: 1 });
      expect(store.latest()!.id).toBe(before);
      expect(fillsOf(again)).toMatchObject({ read: 8, loaded: 0, alreadyKnown: 8, rejected: 0 });
      expect(world.pagesGiven() - given).toBeLessThan(given);
    });

    test("correction: a late fill is loaded, a fill told differently holds its account's day until someone decides", async () => {
      const { world, collected, stored } = await run();
      await collected();
      const late = { ...FILLS[0]!, id: "late", day: "2020-04-01" };
      const fresh = { ...FILLS[0]!, id: "fresh", day: "2020-04-02", account: "BETA" };
      const told = FILLS.map(fill => (fill.id === "BETA-3-0" ? { ...fill, price: 99 } : fill));
      await world.tell([...told, late, fresh]);
      const summary = await collected();
      expect(fillsOf(summary)).toMatchObject({ loaded: 1, held: [{ account: "BETA", date: "2020-04-02" }] });
      expect(summary.through).toEqual({ ALPHA: "2020-04-03", BETA: "2020-04-01" });
      expect(await stored()).toEqual(expectedFills([...FILLS, late]));
      const decided = await collected({ corrections: "keep" });
      expect(fillsOf(decided)).toMatchObject({ loaded: 1 });
      expect(decided.through.BETA).toBe("2020-04-03");
      expect(await stored()).toEqual(expectedFills([...FILLS, late, fresh]));
      expect((await collected()).through.BETA).toBe("2020-04-03");
      const accepted = await collected({ corrections: "accept" });
      expect(fillsOf(accepted)).toMatchObject({ corrected: 1, held: [] });
      expect(await stored()).toEqual(expectedFills([...told, late, fresh]));
      expect(fillsOf(await collected())).toMatchObject({ loaded: 0, rejected: 0 });
    });

    test("gap: days that no run asked for are fetched by the next, also when a later window was asked for between", async () => {
      const { collected, stored } = await run();
      expect((await collected({ from: "2020-03-31", to: "2020-03-31" })).through).toEqual({});
      await collected({ to: "2020-03-30" });
      const later = await collected({ from: "2020-04-03", to: "2020-04-03" });
      expect(later.through).toEqual({ ALPHA: "2020-03-30", BETA: "2020-03-30" });
      const summary = await collected({ now: () => new Date(EVENING.getTime() + 30 * DAY_MS) });
      expect(summary.through).toEqual({ ALPHA: "2020-05-03", BETA: "2020-05-03" });
      expect(await stored()).toEqual(expectedFills(FILLS));
    });

    test("bad rows: each is kept with its line and reason, all others are loaded", async () => {
      const { collected, stored } = await run(FILLS.map((fill, i) => (i === 5 ? { ...fill, price: "n/a" } : fill)));
      const load = fillsOf(await collected());
      expect(load).toMatchObject({ read: 20, loaded: 19, rejected: 1 });
      expect(load!.firstRejects[0]).toMatch(/line \d+: price was "n\/a"/);
      expect(await stored()).toEqual(expectedFills(FILLS.filter((_, i) => i !== 5)));
    });

    test("interrupted: nothing is loaded, no watermark moves, what was fetched stays", async () => {
      const { world, collected, store, inbox } = await run();
      await world.breakAfter(3);
      await expect(collected()).rejects.toMatchObject({ name: "RiskbookError" });
      expect(store.latest()).toBeNull();
      expect(readdirSync(inbox, { recursive: true }).map(String).filter(isPage)).toHaveLength(3);
    });

    test("resumed: goes on where it stopped and asks for nothing twice", async () => {
      const { world, collected, stored } = await run();
      await world.breakAfter(3);
      await collected().catch(() => {});
      await world.mend();
      const [given, summary] = [world.pagesGiven(), await collected()];
      expect(summary.resumed).toBe(3);
      const whole = await run().then(other => other.collected());
      expect(world.pagesGiven() - given).toBe(whole.asked - 3);
      expect(await stored()).toEqual(expectedFills(FILLS));
    });

    test("one account that cannot be had: the others are loaded, it is told and fetched by the next run", async () => {
      const { world, collected, stored } = await run();
      await world.refuse("ALPHA");
      const summary = await collected();
      expect(Object.keys(summary.failed)).toEqual(["ALPHA"]);
      expect(summary.through).toEqual({ BETA: "2020-04-03" });
      expect(await stored()).toEqual(expectedFills(FILLS.filter(({ account }) => account === "BETA")));
      await world.mend();
      expect(await collected()).toMatchObject({ failed: {}, through: { ALPHA: "2020-04-03" } });
      expect(await stored()).toEqual(expectedFills(FILLS));
    });

    test("emptied store: watermarks of the old one do not count, everything is asked for again", async () => {
      const { collected, stored, store } = await run();
      await collected();
      rmSync(store.layout.root, { recursive: true });
      expect(fillsOf(await collected())).toMatchObject({ loaded: 20 });
      expect(await stored()).toEqual(expectedFills(FILLS));
    });

    test("two at once: the second says so and changes nothing", async () => {
      const { collected, stored } = await run();
      const [first, second] = await Promise.allSettled([collected(), collected()]);
      expect(first.status).toBe("fulfilled");
      expect(second).toMatchObject({ status: "rejected", reason: { code: "SOURCE_BUSY" } });
      expect(await stored()).toEqual(expectedFills(FILLS));
    });
  });
}

interface Run {
  readonly world: SourceWorld;
  readonly store: Store;
  readonly inbox: string;
  collected(options?: Partial<CollectOptions>): Promise<CollectSummary>;
  stored(): Promise<string[]>;
}

function newRun(world: SourceWorld): Run {
  const folder = mkdtempSync(join(tmpdir(), "riskbook-source-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [inbox, now] = [join(folder, "inbox"), (): Date => EVENING];
  const store = openStore(join(folder, "store"), { now });
  const shared = { store, inbox, now, progress: silentProgress, lookBackDays: 5 };
  return {
    world,
    store,
    inbox,
    collected: options => collect(world.source(), { ...shared, ...options }),
    async stored() {
      const snapshot = await openSnapshot(store);
      const rows = await snapshot.rows(
        "SELECT concat_ws(' ', account, trade_date, side, quantity::DOUBLE, symbol, price) AS told FROM fills",
      );
      snapshot.close();
      return rows.map(({ told }) => String(told)).sort();
    },
  };
}

const isPage = (path: string): boolean => /of\d+-[0-9a-f]+\.(?:csv|xml)$/.test(path);

function fillsOf({ loads }: CollectSummary): CollectSummary["loads"][number] | undefined {
  return loads.find(({ table }) => table === "fills");
}

function expectedFills(fills: readonly ToldFill[]): string[] {
  return fills
    .map(({ account, day, side, quantity, symbol, price }) =>
      [
        account,
        day,
        side,
        quantity.toFixed(1),
        symbol,
        Number(price)
          .toFixed(Number(price) % 1 === 0 ? 1 : 2)
          .replace(/(\.\d)0$/, "$1"),
      ].join(" "),
    )
    .sort();
}
