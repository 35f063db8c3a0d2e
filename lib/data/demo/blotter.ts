import type { Execution } from "./execution.js";
import { type FillFees, feesOf, type Liquidity, totalFees } from "./fees.js";
import type { Instrument } from "./instrument.js";
import type { Session } from "./sessions.js";

/** One fill as the broker's file states it. */
export interface DemoFill {
  readonly account: string;
  readonly instrument: Instrument;
  /** Index into the market's sessions. */
  readonly day: number;
  /** Whole seconds after the open. */
  readonly second: number;
  /** Bought, sold, or sold short. */
  readonly side: "B" | "S" | "T";
  /** Always positive. */
  readonly quantity: number;
  readonly price: number;
  readonly liquidity: Liquidity;
  readonly route: string;
  readonly fees: FillFees;
  readonly totalFees: number;
  readonly tag: string;
  readonly stop: number | undefined;
  readonly orderId: string;
  /** The broker's own number of the fill. */
  readonly fillId: string;
}

const ROUTES: Readonly<Record<Instrument["kind"], readonly [string, string]>> = {
  equity: ["ARCA", "NSDQ"],
  future: ["GLBX", "GLBX"],
  option: ["CBOE", "CBOE"],
};

/** Books one account's executions of a day: marks sales and short sales, charges fees and numbers orders. */
export class Blotter {
  readonly #positions = new Map<string, number>();
  readonly #account: string;
  readonly #fills: DemoFill[] = [];

  constructor(account: string) {
    this.#account = account;
  }

  get fills(): readonly DemoFill[] {
    return this.#fills;
  }

  book(executions: readonly Execution[], day: number, session: Session): void {
    for (const execution of executions) {
      const { symbol, kind } = execution.instrument;
      const held = this.#positions.get(symbol) ?? 0;
      this.#positions.set(symbol, held + execution.quantity);
      const sold = -execution.quantity;
      // A sale of shares beyond what is held is two fills: the rule asks for short sales to be marked.
      if (kind === "equity" && held > 0 && sold > held) {
        this.#add(execution, day, session, -held, "S");
        this.#add(execution, day, session, held - sold, "T");
      } else {
        const short = kind === "equity" && held <= 0;
        this.#add(execution, day, session, execution.quantity, sold < 0 ? "B" : short ? "T" : "S");
      }
    }
  }

  #add(execution: Execution, day: number, session: Session, quantity: number, side: DemoFill["side"]): void {
    const { instrument, price, liquidity, second, order, tag, stop } = execution;
    const fees = feesOf(instrument, quantity, price, liquidity, session.date);
    const [adding, removing] = ROUTES[instrument.kind];
    this.#fills.push({
      account: this.#account,
      instrument,
      day,
      second,
      side,
      quantity: Math.abs(quantity),
      price,
      liquidity,
      route: liquidity === "settled" ? "EXPIRY" : liquidity === "added" ? adding : removing,
      fees,
      totalFees: totalFees(fees),
      tag,
      stop,
      orderId: `${this.#account.slice(-3)}${session.date.slice(2).replaceAll("-", "")}${String(order).padStart(4, "0")}`,
      fillId: `${this.#account.slice(-3)}${String(this.#fills.length + 1).padStart(7, "0")}`,
    });
  }
}
