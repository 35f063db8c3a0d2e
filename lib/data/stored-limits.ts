import type { IsoDate } from "../core/index.js";
import type { Snapshot } from "./store/index.js";

/** A limit as the table `limits` has it. */
export interface StoredLimit {
  readonly scope: "firm" | "desk" | "trader" | "account" | "symbol" | "sector";
  readonly name: string;
  readonly measure: string;
  readonly soft: number | null;
  readonly hard: number | null;
  readonly from: IsoDate;
  /** Of a bound in money; null where the book's is meant. */
  readonly currency: string | null;
}

/** Every limit of a snapshot, those that ended too, by scope, name, measure and day. */
export async function storedLimits(snapshot: Snapshot): Promise<StoredLimit[]> {
  const rows = await snapshot.rows(
    `SELECT scope, name, measure, soft, hard, strftime(from_date, '%Y-%m-%d') AS "from", currency
    FROM limits ORDER BY scope, name, measure, from_date`,
  );
  return rows as unknown as StoredLimit[];
}
