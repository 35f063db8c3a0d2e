import { sqlText } from "../store/sql.js";
import type { Bindings } from "./bindings.js";
import { numberText, toDouble, toQuantity } from "./cells.js";
import { clockProblem } from "./clock-changes.js";
import type { ColumnMap } from "./map.js";
import type { MapFile } from "./map-file.js";
import { clockTime, localDate, sessionDate, utcOfClock, utcTime } from "./times.js";
import { aheadOf, type SteadyDays } from "./zone-shift.js";

/** A fill may be stamped at most this long after our clock: two clocks are never quite the same. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** The columns that parsing gives, with their types. */
export const PARSED_TYPES: readonly (readonly [name: string, type: string])[] = [
  ["line", "BIGINT"],
  ["account", "VARCHAR"],
  ["symbol", "VARCHAR"],
  ["time", "TIMESTAMP"],
  ["trade_date", "DATE"],
  ["side", "VARCHAR"],
  ["quantity", "DECIMAL(24, 8)"],
  ["price", "DOUBLE"],
  ["fees", "DECIMAL(18, 6)"],
  ["currency", "VARCHAR"],
  ["fill_id", "VARCHAR"],
  ["order_id", "VARCHAR"],
  ["start_position", "DECIMAL(24, 8)"],
  ["tag", "VARCHAR"],
  ["stop_price", "DOUBLE"],
  ["route", "VARCHAR"],
  ["busted", "BOOLEAN"],
  ["multiplier_text", "VARCHAR"],
  ["kind_text", "VARCHAR"],
  ["reason", "VARCHAR"],
  ["text", "VARCHAR"],
];

/**
 * The query that turns `records` into typed fills. Each row has a `reason`, a sentence that begins with the field, where
 * it cannot be loaded; the first that applies.
 * @param options.steady of the map's zone; none: every time is converted by itself, with the same result
 */
export function fillQuery(
  bindings: Bindings,
  mapFile: MapFile,
  { now, steady }: { now: Date; steady: readonly SteadyDays[] },
): string {
  const { map } = mapFile;
  return `WITH cells AS (SELECT line, text, reason AS broken, ${cells(bindings, map)} FROM records
      WHERE reason IS NOT NULL OR (${bindings.isExecution})),
    zoned AS (SELECT *, ${aheadOf("clock", steady)} AS ahead FROM cells),
    numbers AS (SELECT *, ${numbers(bindings)}, ${utcOfClock("time_text", map.time)} AS time FROM zoned),
    timed AS (
      SELECT *, ${sumOfFees(bindings)} AS fees_value, CASE WHEN ahead IS NULL THEN ${clockProblem("clock", "time", map.time.zone)} END AS clock_problem FROM numbers),
    checked AS (SELECT *, ${shortSaleOf(sideOf(map), map)} AS side_word, ${reason(bindings, mapFile, now)} AS problem FROM timed)
    SELECT line, account, symbol, time, ${tradeDate(map)} AS trade_date, side_word AS side,
      abs(quantity_value)::DECIMAL(24, 8) AS quantity, price_value AS price,
      ${map.feeSign === "cashflow" ? "-" : ""}fees_value AS fees, currency,
      fill_id, order_id, start_value AS start_position, tag, stop_value AS stop_price, route, busted, multiplier_text, kind_text, coalesce(broken, problem) AS reason, text
    FROM checked`;
}

function cells(bindings: Bindings, map: ColumnMap): string {
  const { texts } = bindings;
  const number = (text: string | null): string => (text === null ? "NULL::VARCHAR" : numberText(text, map.numbers));
  const text = (sql: string | null): string => sql ?? "NULL::VARCHAR";
  const columns: [string, string][] = [
    ["account", text(texts.account)],
    ["symbol", text(texts.symbol)],
    ["currency", text(texts.currency)],
    ["fill_id", text(texts.fillId)],
    ["order_id", text(texts.orderId)],
    ["side", text(texts.side)],
    ["time_text", bindings.time],
    ["clock", clockTime(bindings.time, map.time)],
    ["quantity_text", text(texts.quantity)],
    ["quantity_number", number(texts.quantity)],
    ["price_text", text(texts.price)],
    ["price_number", number(texts.price)],
    ["start_text", text(texts.startPosition)],
    ["start_number", number(texts.startPosition)],
    ["tag", text(texts.tag)],
    ["busted", bindings.isBusted],
    ["route", text(texts.route)],
    ["stop_text", text(texts.stopPrice)],
    ["stop_number", number(texts.stopPrice)],
    ["multiplier_text", text(bindings.multiplier)],
    ["kind_text", text(texts.kind)],
    ["fee_currency", text(texts.feeCurrency)],
    ["opened", bindings.shortBefore === null ? "NULL::TIMESTAMP" : utcTime(bindings.shortBefore, map.time)],
    ...bindings.fees.flatMap((fee, i): [string, string][] => [
      [`fee_text_${i}`, fee.text],
      [`fee_number_${i}`, number(fee.text)],
    ]),
  ];
  return columns.map(([name, sql]) => `${sql} AS ${name}`).join(", ");
}

function numbers(bindings: Bindings): string {
  const fees = bindings.fees.map(
    (_, i) =>
      `CASE WHEN fee_text_${i} IS NULL THEN 0 ELSE try_cast(fee_number_${i} AS DECIMAL(18, 6)) END AS fee_value_${i}`,
  );
  return [
    `${toQuantity("quantity_number")} AS quantity_value`,
    `${toDouble("price_number")} AS price_value`,
    `${toQuantity("start_number")} AS start_value`,
    `${toDouble("stop_number")} AS stop_value`,
    ...fees,
  ].join(", ");
}

function sumOfFees({ fees }: Bindings): string {
  const values = fees.map((_, i) => `fee_value_${i}`);
  return `try_cast(${values.length === 0 ? "0" : values.join(" + ")} AS DECIMAL(18, 6))`;
}

/** The day that a fill belongs to: that of its session, or of the zone of its time. */
function tradeDate({ session, time }: ColumnMap): string {
  if (session === undefined) return `CASE WHEN ahead IS NULL THEN ${localDate("time", time.zone)} ELSE clock::DATE END`;
  const [hours, minutes] = session.start.split(":").map(Number) as [number, number];
  return sessionDate("time", session.zone, 24 * 60 - (60 * hours + minutes));
}

function shortSaleOf(side: string, { shortBefore }: ColumnMap): string {
  return shortBefore === undefined
    ? side
    : `CASE WHEN (${side}) = 'sell' AND time < opened THEN 'short' ELSE ${side} END`;
}

function sideOf(map: ColumnMap): string {
  if (map.quantity === "signed" && !hasSide(map))
    return "CASE WHEN quantity_value > 0 THEN 'buy' WHEN quantity_value < 0 THEN 'sell' END";
  const cases = (["buy", "sell", "short"] as const)
    .filter(side => map.sides[side].length > 0)
    .map(side => `WHEN side IN (${map.sides[side].map(sqlText).join(", ")}) THEN '${side}'`);
  return `CASE ${cases.join(" ")} END`;
}

function hasSide({ columns, constants }: ColumnMap): boolean {
  return (columns.side ?? constants.side) !== undefined;
}

function reason(bindings: Bindings, { map, path }: MapFile, now: Date): string {
  const latest = new Date(now.getTime() + CLOCK_TOLERANCE_MS).toISOString();
  const { zone } = map.time;
  const marks = `a number. Set numbers.decimal and numbers.thousands in ${path} if it is written otherwise`;
  const cases: [condition: string, field: string, column: string, expected: string][] = [
    ["account IS NULL", "account", "account", "expected its name"],
    ["symbol IS NULL", "symbol", "symbol", "expected its name"],
    ["time IS NULL", "time", "time_text", `expected ${formatsOf(map)}. Set time.format in ${path}`],
    [
      "clock_problem = 'skipped'",
      "time",
      "time_text",
      `expected a time that there is in ${zone}: its clock was put forward over this one. Correct time.zone in ${path}, or the source`,
    ],
    [
      "clock_problem = 'twice'",
      "time",
      "time_text",
      `expected a time that there is once in ${zone}: its clock was put back, so that this one may be either of two. Export it in UTC or with its offset`,
    ],
    [
      `time > TIMESTAMP ${sqlText(latest.slice(0, 23))}`,
      "time",
      "time_text",
      `expected a time that is not in the future; it is ${now.toISOString().slice(0, 16)} UTC`,
    ],
    ["quantity_value IS NULL", "quantity", "quantity_text", `expected ${marks}`],
    [
      `length(quantity_number) > 9 AND regexp_matches(quantity_number, '\\.\\d{8}\\d*[1-9]')`,
      "quantity",
      "quantity_text",
      "expected at most 8 decimal places",
    ],
    ["quantity_value = 0", "quantity", "quantity_text", "expected a quantity other than zero"],
    ...sideProblems(map, path),
    ["price_value IS NULL", "price", "price_text", `expected ${marks}`],
    ...priceProblem(map, path),
    [
      "NOT regexp_full_match(coalesce(currency, ''), '[A-Z]{3,5}')",
      "currency",
      "currency",
      "expected a code such as USD",
    ],
    ...bindings.fees.map(({ name }, i): [string, string, string, string] => [
      `fee_value_${i} IS NULL`,
      `fee "${name}"`,
      `fee_text_${i}`,
      `expected ${marks}`,
    ]),
    [
      "fee_currency <> currency AND fees_value <> 0",
      "feeCurrency",
      "fee_currency",
      "expected the currency of the fill, because costs in another one cannot be subtracted from its P&L",
    ],
    ["fees_value IS NULL", "fees", "NULL", "expected a sum below 1,000,000,000,000"],
    ["start_text IS NOT NULL AND start_value IS NULL", "startPosition", "start_text", `expected ${marks}`],
    ["stop_text IS NOT NULL AND stop_value IS NULL", "stopPrice", "stop_text", `expected ${marks}`],
  ];
  const whens = cases.map(
    ([condition, field, column, expected]) =>
      `WHEN ${condition} THEN ${sqlText(`${field} was "`)} || coalesce(${column}, '') || ${sqlText(`"; ${expected}.`)}`,
  );
  return `CASE WHEN broken IS NOT NULL OR (busted AND account IS NOT NULL AND fill_id IS NOT NULL) THEN NULL ${whens.join("\n")} END`;
}

function formatsOf({ time }: ColumnMap): string {
  return time.format
    .map(format => (format === "iso" ? "an ISO time such as 2020-04-17T09:31:07" : format))
    .join(" or ");
}

function sideProblems(map: ColumnMap, path: string): [string, string, string, string][] {
  if (!hasSide(map)) return [];
  const words = [...map.sides.buy, ...map.sides.sell, ...map.sides.short];
  const listed = words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words.join("");
  return [
    ["side_word IS NULL", "side", "side", `expected ${listed}. Map it under sides in ${path}`],
    map.quantity === "signed"
      ? [
          "(quantity_value > 0) <> (side_word = 'buy')",
          "quantity",
          "quantity_text",
          "expected a sign that agrees with the side: more than 0 bought, less than 0 sold",
        ]
      : ["quantity_value < 0", "quantity", "quantity_text", "expected a positive number beside a side"],
  ];
}

function priceProblem(map: ColumnMap, path: string): [string, string, string, string][] {
  if (map.negativePrices) return [];
  return [
    [
      "price_value <= 0",
      "price",
      "price_text",
      `expected more than 0. Set negativePrices in ${path} where that can be`,
    ],
  ];
}
