import { describe, expect, test } from "vitest";
import type { IngestSummary } from "../ingest/summary.js";
import { movedWatermarks } from "./moved.js";
import type { Watermarks } from "./watermarks.js";

const RUN = { snapshot: "s2", keepStored: false };

function plan(from: string, to: string) {
  return {
    request: "r",
    pieces: [{ dataset: "fills", feed: { id: "1", name: "ALPHA", first: "2020-01-02" }, from, to }],
  };
}

const marked = (through: string, decided: string[] = []): Watermarks => ({
  ALPHA: { through, snapshot: "s1", decided },
});
const held = (date: string): IngestSummary[] => [
  { held: [{ account: "ALPHA", date, disagreements: 1 }] } as unknown as IngestSummary,
];
const through = (marks: Watermarks): string | undefined => marks.ALPHA?.through;

describe("a watermark", () => {
  test("begins with a run from the feed's first day on", () => {
    expect(through(movedWatermarks({}, plan("2020-01-02", "2020-03-01"), [], RUN))).toBe("2020-03-01");
  });

  test("does not begin later, as with a look-back whose own watermark no longer counts: the history would be missing", () => {
    expect(movedWatermarks({}, plan("2020-02-01", "2020-03-01"), [], RUN)).toEqual({});
  });

  test("moves on, never back, and never over a gap", () => {
    const at = marked("2020-02-10");
    expect(through(movedWatermarks(at, plan("2020-02-05", "2020-02-12"), [], RUN))).toBe("2020-02-12");
    expect(through(movedWatermarks(at, plan("2020-02-11", "2020-02-12"), [], RUN))).toBe("2020-02-12");
    expect(through(movedWatermarks(at, plan("2020-02-12", "2020-02-14"), [], RUN))).toBe("2020-02-10");
    expect(through(movedWatermarks(at, plan("2020-01-12", "2020-01-14"), [], RUN))).toBe("2020-02-10");
  });

  test("stays before a held day until someone has decided, and remembers that", () => {
    const at = marked("2020-02-10");
    const window = plan("2020-02-05", "2020-02-12");
    expect(through(movedWatermarks(at, window, held("2020-02-07"), RUN))).toBe("2020-02-06");
    const decided = movedWatermarks(at, window, held("2020-02-07"), { ...RUN, keepStored: true });
    expect(decided.ALPHA).toEqual({ through: "2020-02-12", snapshot: "s2", decided: ["2020-02-07"] });
    expect(through(movedWatermarks(decided, window, held("2020-02-07"), RUN))).toBe("2020-02-12");
  });

  test("of a query with rows of any accounts stays where it was, however long ago the held day is", () => {
    const { pieces, ...request } = plan("2020-02-05", "2020-02-12");
    const query = {
      ...request,
      pieces: pieces.map(piece => ({ ...piece, feed: { ...piece.feed, anyAccount: true } })),
    };
    const load = [{ held: [{ account: "GAMMA", date: "2019-12-02", disagreements: 1 }] } as unknown as IngestSummary];
    expect(through(movedWatermarks(marked("2020-02-10"), query, load, RUN))).toBe("2020-02-10");
    expect(movedWatermarks({}, query, load, RUN)).toEqual({});
    const decided = movedWatermarks(marked("2020-02-10"), query, load, { ...RUN, keepStored: true });
    expect(decided.ALPHA).toMatchObject({ through: "2020-02-12", decided: ["2019-12-02 GAMMA"] });
    expect(through(movedWatermarks(decided, query, load, RUN))).toBe("2020-02-12");
    const named = plan("2020-02-05", "2020-02-12");
    expect(through(movedWatermarks(marked("2020-02-10"), named, load, RUN))).toBe("2020-02-12");
  });
});
