import { type BookConfig, dayNumber, type IsoDate } from "../../core/index.js";
import { type BookPnl, isSession, openCalendar, type Snapshot, sqlText, valueAt } from "../../data/index.js";
import { type CloseHistory, type HeldPosition, type HypotheticalPnl, hypotheticalPnl } from "../../risk/index.js";

/** Whose positions are moved by whose history. */
export interface HypotheticalOptions {
  /** Past sessions, 500 unless given; fewer where the store has fewer. */
  readonly sessions?: number;
  /** The session at whose close the positions stood; the last of the P&L unless given. */
  readonly positionsOf?: IsoDate;
  /** The last session whose moves are taken; that of the positions unless given. */
  readonly historyTo?: IsoDate;
}

/**
 * What the positions of one evening would have gained or lost on each session of the book's calendar before it, from the
 * closes that a snapshot has; see `hypotheticalPnl` for how.
 */
export async function bookHypothetical(
  snapshot: Snapshot,
  { calendar }: Pick<BookConfig, "calendar">,
  pnl: BookPnl,
  { sessions = 500, positionsOf = pnl.dates.at(-1)!, historyTo = positionsOf }: HypotheticalOptions = {},
): Promise<HypotheticalPnl> {
  const held = await positionsAt(snapshot, pnl, positionsOf);
  const symbols = [
    ...new Set(held.flatMap(({ symbol, underlying, option }) => [symbol, underlying ?? option?.underlying ?? symbol])),
  ];
  return hypotheticalPnl(held, await closesOf(snapshot, symbols, { calendar, historyTo, sessions }));
}

async function positionsAt(snapshot: Snapshot, pnl: BookPnl, day: IsoDate): Promise<HeldPosition[]> {
  const rows = await snapshot.rows(
    `SELECT symbol, kind, multiplier, underlying, strike, strftime(expiry, '%Y-%m-%d') AS expiry, option_right FROM instruments`,
  );
  const about = new Map(rows.map(row => [String(row.symbol), row]));
  const { daily } = pnl;
  const date = pnl.dates.indexOf(day);
  const held: HeldPosition[] = [];
  for (let row = 0; row < daily.n; row++) {
    if (daily.date[row] !== date || daily.endPosition[row] === 0) continue;
    const symbol = pnl.symbols[daily.symbol[row]!]!;
    const { kind, multiplier, underlying, strike, expiry, option_right: right } = about.get(symbol) ?? {};
    const whole = underlying && strike && expiry && right;
    held.push({
      account: pnl.accounts[daily.account[row]!]!,
      symbol,
      quantity: daily.endPosition[row]!,
      multiplier: Number(multiplier),
      kind: kind as HeldPosition["kind"],
      underlying: kind === "future" && underlying ? String(underlying) : null,
      option: kind === "option" && whole ? ({ underlying, strike, expiry, right } as HeldPosition["option"]) : null,
    });
  }
  return held;
}

async function closesOf(
  snapshot: Snapshot,
  symbols: readonly string[],
  { calendar: name, historyTo, sessions }: { calendar: string; historyTo: IsoDate; sessions: number },
): Promise<CloseHistory> {
  const list = symbols.length === 0 ? "''" : symbols.map(symbol => sqlText(symbol)).join(", ");
  // An earlier close counts in shares of today: a split is no move of the price.
  const { rows, columns } = await snapshot.columns(`
    SELECT symbol, strftime(date, '%Y-%m-%d') AS day, close / coalesce((SELECT product(ratio) FROM actions
      WHERE kind = 'split' AND actions.symbol = prices.symbol AND actions.date > prices.date AND actions.date <= DATE ${sqlText(historyTo)}), 1) AS close
    FROM prices WHERE symbol IN (${list}) AND date <= DATE ${sqlText(historyTo)} ORDER BY symbol, date`);
  const calendar = openCalendar(name, "riskbook.yaml");
  const told = Array.from({ length: rows }, (_, row) => String(valueAt(columns.day!, row)));
  const days = [...new Set(told)]
    .filter(day => isSession(day, calendar))
    .sort((a, b) => dayNumber(a) - dayNumber(b))
    .slice(-sessions - 1);
  const at = new Map(days.map((day, i) => [day, i]));
  const closes = new Map<string, Float64Array>();
  for (let row = 0; row < rows; row++) {
    const place = at.get(told[row]!);
    const symbol = String(valueAt(columns.symbol!, row));
    if (place === undefined) continue;
    const own = closes.get(symbol) ?? new Float64Array(days.length).fill(Number.NaN);
    own[place] = Number(valueAt(columns.close!, row));
    closes.set(symbol, own);
  }
  return { days, closesOf: symbol => closes.get(symbol) };
}
