import fc from "fast-check";
import { expect, test } from "vitest";
import { pnlOfFills } from "./book-pnl.js";
import { COST_METHODS } from "./fills.js";
import { marksOf } from "./marks.js";
import { fillsOf, type WrittenFill } from "./testing.js";

const quantity = fc
  .tuple(fc.integer({ min: 1, max: 5_000_000 }), fc.constantFrom(1, 100, 10_000, 100_000_000), fc.constantFrom(-1, 1))
  .map(([units, scale, sign]) => (sign * units) / scale);

const fill = fc.record({
  quantity,
  price: fc.integer({ min: 1, max: 1_000_000 }).map(cents => cents / 100),
  account: fc.constantFrom("A", "B", "C"),
  symbol: fc.constantFrom("X", "Y"),
  day: fc.integer({ min: 18_000, max: 18_010 }),
  fees: fc.integer({ min: -100, max: 1000 }).map(cents => cents / 100),
});

const history = fc.array(fill, { minLength: 1, maxLength: 60 });

/** Adds the fill that closes every open position at its last day. */
function closed(written: readonly WrittenFill[]): WrittenFill[] {
  const open = pnlOfFills(fillsOf(written)).rows.filter(row => row.endPosition !== 0);
  return [
    ...written,
    ...open.map(({ account, symbol, endPosition }) => ({
      account,
      symbol,
      quantity: -endPosition,
      price: 77.7,
      day: 18_011,
    })),
  ];
}

test("once flat, FIFO and average cost have realised the same", () => {
  fc.assert(
    fc.property(history, written => {
      const [average, fifo] = COST_METHODS.map(method => pnlOfFills(fillsOf(closed(written)), { method }).rows);
      average!.forEach((row, i) => {
        expect(row.endPosition).toBe(0);
        expect(Math.abs(row.realised - fifo![i]!.realised)).toBeLessThan(0.005);
      });
    }),
  );
});

test("realised + unrealised is the cash that came in plus the value of the position, to the cent", () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...COST_METHODS), (written, method) => {
      const marks = marksOf({
        n: 2,
        symbols: ["X", "Y"],
        symbol: [0, 1],
        day: [18_010, 18_010],
        close: [123.45, 6.78],
      });
      for (const row of pnlOfFills(fillsOf(written), { method, marks }).rows) {
        const own = written.filter(each => each.account === row.account && each.symbol === row.symbol);
        const cash = own.reduce((sum, each) => sum - each.quantity * each.price, 0);
        const value = row.endPosition * (row.symbol === "X" ? 123.45 : 6.78);
        expect(Math.abs(row.realised + row.unrealised! - (cash + value))).toBeLessThan(0.005);
      }
    }),
  );
});

test("the order in which accounts stand in a file changes nothing, to the last bit", () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...COST_METHODS), (written, method) => {
      const byAccount = ["C", "A", "B"].flatMap(name => written.filter(each => each.account === name));
      const rows = (list: readonly WrittenFill[]) => pnlOfFills(fillsOf(list), { method }).rows;
      expect(rows(byAccount)).toEqual(rows(written));
    }),
  );
});

test("daily figures add up to the totals, and positions chain from day to day", () => {
  fc.assert(
    fc.property(history, written => {
      const pnl = pnlOfFills(fillsOf(written));
      const realised = pnl.firm().realised.reduce((a, b) => a + b, 0);
      expect(realised).toBeCloseTo(
        pnl.rows.reduce((sum, row) => sum + row.realised, 0),
        4,
      );
      expect(pnl.firm().fills.reduce((a, b) => a + b, 0)).toBe(written.length);
    }),
  );
});
