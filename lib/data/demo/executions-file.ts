import type { DemoFill } from "./blotter.js";
import type { DemoMarket } from "./market.js";
import { localTime } from "./sessions.js";

/** The fills of a scaled firm: one file, about 60 bytes a fill. */
export const EXECUTIONS_FILE = "fills.csv";
export const EXECUTIONS_HEADER = "Time,Account,Side,Quantity,Symbol,Price,Fees,Fill Id";

/** How a scaled firm's fills are read. */
export const EXECUTIONS_MAP = `# How to read the scaled demo firm's fills: New York time, all costs of a fill in one column.
name: executions of the scaled demo firm
columns:
  time: Time
  account: Account
  side: Side
  quantity: Quantity
  symbol: Symbol
  price: Price
  fees: [Fees]
  fillId: Fill Id
constants: { currency: USD }
sides: { buy: [B], sell: [S], short: [T] }
time:
  format: "%m/%d/%Y %H:%M:%S"
  zone: America/New_York
instruments:
  - { match: occ, kind: option, multiplier: 100 }
  - { match: "XIF[HMUZ]\\\\d\\\\d", kind: future, multiplier: 50 }
  - { kind: equity }
`;

/** Fills as lines of that file. */
export function executionLines(fills: readonly DemoFill[], market: DemoMarket): string[] {
  return fills.map(fill => {
    const { account, side, quantity, instrument, price, totalFees, fillId } = fill;
    const time = localTime(market.sessions[fill.day]!.date, fill.second);
    return `${time},${account},${side},${quantity},${instrument.symbol},${price},${+totalFees.toFixed(6)},${fillId}`;
  });
}
