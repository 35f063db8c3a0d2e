/** What makes two fills the same: the source's own id within an account, else everything a source says of a fill. */
export const FILL_KEY: readonly string[] = [
  "account",
  "fill_id",
  "key_time",
  "key_symbol",
  "key_side",
  "key_quantity",
  "key_price",
  "occurrence",
];

/** SQL of those parts of a key that a fill has in other columns. */
export const KEY_VALUES: string = ["time", "symbol", "side", "quantity", "price"]
  .map(name => `CASE WHEN fill_id IS NULL THEN ${name} END AS key_${name}`)
  .join(", ");

/** SQL that two rows agree in some parts of their keys; all of them unless stated. */
export function sameKey(left: string, right: string, parts: readonly string[] = FILL_KEY): string {
  return parts.map(name => `${left}.${name} IS NOT DISTINCT FROM ${right}.${name}`).join(" AND ");
}
