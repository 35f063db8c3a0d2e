import { type Snapshot, sqlText } from "../store/index.js";
import type { RoundTrips } from "./trips.js";

/** A row of the table `limits` on a trader or an account, as rules of behaviour take it. */
export interface StoredRule<Measure extends string> {
  readonly measure: Measure;
  /** The hard bound, the soft one where there is no hard. */
  readonly bound: number;
  /** Days since 1970-01-01. */
  readonly fromDay: number;
  /** Code of the account; null where it binds the trader. */
  readonly account: number | null;
}

/** What a trader was told to keep to. */
export interface StoredRules<Measure extends string> {
  readonly maxQuantity: number | null;
  readonly limits: readonly StoredRule<Measure>[];
  /** The smallest step of the price by symbol code, NaN where it is unknown. */
  readonly ticks: Float64Array;
}

/**
 * The rules that are declared for a trader and the accounts of some trips: `max_quantity` of the table `traders`, and the
 * table `limits`. Limits on `*` hold for a name that has none of its own.
 * @param measures ids of the limits that are asked for
 */
export async function declaredRules<Measure extends string>(
  snapshot: Snapshot,
  trader: string,
  trips: RoundTrips,
  measures: readonly Measure[],
): Promise<StoredRules<Measure>> {
  const [known] = await snapshot.rows(
    `SELECT max_quantity::DOUBLE AS quantity FROM traders WHERE trader = ${sqlText(trader)}`,
  );
  const rows = await snapshot.rows(
    `SELECT scope, name, measure, coalesce(hard, soft) AS bound, from_date - DATE '1970-01-01' AS from_day FROM limits
    WHERE scope IN ('trader', 'account') AND measure IN (${measures.map(sqlText).join(", ")}) ORDER BY from_date`,
  );
  const own = (scope: string, name: string, account: number | null): StoredRule<Measure>[] => {
    const named = measures.flatMap(measure => {
      const ofMeasure = rows.filter(row => row.scope === scope && row.measure === measure);
      const exact = ofMeasure.filter(row => row.name === name);
      return exact.length > 0 ? exact : ofMeasure.filter(row => row.name === "*");
    });
    return named.map(row => ({
      measure: row.measure as Measure,
      bound: Number(row.bound),
      fromDay: Number(row.from_day),
      account,
    }));
  };
  const accounts = [...new Set(trips.account)];
  return {
    maxQuantity: typeof known?.quantity === "number" ? known.quantity : null,
    limits: [own("trader", trader, null), ...accounts.map(code => own("account", trips.accounts[code]!, code))].flat(),
    ticks: await ticksOf(snapshot, trips.symbols),
  };
}

async function ticksOf(snapshot: Snapshot, symbols: readonly string[]): Promise<Float64Array> {
  const rows = await snapshot.rows("SELECT symbol, tick FROM instruments WHERE tick IS NOT NULL");
  const ticks = new Map(rows.map(({ symbol, tick }) => [String(symbol), Number(tick)]));
  return Float64Array.from(symbols, symbol => ticks.get(symbol) ?? Number.NaN);
}
