import { BUSTED, money, type ServedAdjustment, type ServedFill, type ServedPosition } from "./answers.fixture.js";

/** What the server knows of one account within the days that were asked for. */
export interface ServedBook {
  readonly fills: readonly ServedFill[];
  readonly adjustments: readonly ServedAdjustment[];
  readonly positions: readonly ServedPosition[];
  /** Cash when the first of the days began. */
  readonly cash: number;
}

/** A commission of one dollar less an ECN rebate of a quarter. */
const COSTS_OF_FILL = 0.75;

/** The lines of the totals-by-date report: a block for each day. */
export function servedTotals(book: ServedBook): string[] {
  return daysOf(book).flatMap(day => block(day, bookOn(book, day), cashAfter(book, day)));
}

/** The lines of the trades report: round trips from flat to flat, by the day they end. */
export function servedTrades(book: ServedBook): string[] {
  const lines: string[] = [];
  let last = "";
  for (const trip of tripsOf(counted(book.fills))) {
    if (trip.day !== last)
      lines.push(slashed(trip.day), "Opened,Closed,Held,Symbol,Type,Entry,Exit,Qty,Gross,Comm,Ecn Fee,Misc,Net");
    last = trip.day;
    const costs = COSTS_OF_FILL * trip.fills;
    lines.push(
      `${trip.opened},${trip.closed},00:01:00,${trip.symbol},Long,,,${trip.quantity},${money(trip.gross)},${money(trip.fills)},${money(-0.25 * trip.fills)},,${money(trip.gross - costs)}`,
    );
  }
  return lines;
}

/** The lines of the daily summary, with fees as costs. */
export function servedSummary(book: ServedBook): string[] {
  const header =
    "Date,Type,Orders,Fills,Qty,Gross,Comm,Ecn Fee,Trade Fees,Net,Fee: Data,Adj Fees,Adj Net,Unrealized Δ,Total Δ,Transfer: Deposit,Transfers,Cash,Unrealized,End Balance";
  const rows = daysOf(book).map(day => {
    const own = bookOn(book, day);
    const { count, gross, fees, transfers, unrealised } = figuresOf(own);
    const net = gross - COSTS_OF_FILL * count;
    const amounts = [gross, count, -0.25 * count, COSTS_OF_FILL * count, net, -fees, -fees, net + fees, 0, net + fees];
    const cash = cashAfter(book, day);
    const ends = [transfers, transfers, cash, unrealised, cash + unrealised];
    return `${slashed(day)},Eq,${count},${count},100,${[...amounts, ...ends].map(money).join(",")}`;
  });
  return [header, ...rows, "Equities"];
}

function block(day: string, book: ServedBook, cash: number): string[] {
  const fills = counted(book.fills);
  const symbols = [...new Set(fills.map(({ symbol }) => symbol))].sort();
  const rows = symbols.map(symbol => {
    const own = fills.filter(fill => fill.symbol === symbol);
    return figures(symbol, own.length, grossOf(own), grossOf(own) - COSTS_OF_FILL * own.length, 0);
  });
  const { count, gross, fees, unrealised } = figuresOf(book);
  const net = gross - COSTS_OF_FILL * count;
  return [
    slashed(day),
    "Symbol,Orders,Fills,Qty,Gross,Comm,Ecn Fee,Misc,Net,Unrealized δ,Total δ,Unrealized",
    ...rows,
    ...feesOf(book).map(({ category, amount }) => `Fee: ${category},,,,,,,,${money(amount)},,,`),
    figures("Daily Total", count, gross, net + fees, unrealised),
    figures("Equities", count, gross, net, unrealised),
    `Cash: ,${money(cash)}`,
  ];
}

function figures(label: string, count: number, gross: number, net: number, unrealised: number): string {
  return `${label},${count},${count},100,${money(gross)},${money(count)},${money(-0.25 * count)},,${money(net)},0.00,${money(net)},${money(unrealised)}`;
}

function figuresOf(book: ServedBook) {
  const fills = counted(book.fills);
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  return {
    count: fills.length,
    gross: grossOf(fills),
    fees: sum(feesOf(book).map(({ amount }) => amount)),
    transfers: sum(book.adjustments.filter(isTransfer).map(({ amount }) => amount)),
    unrealised: sum(book.positions.map(({ quantity, price, mark }) => quantity * (mark - price))),
  };
}

/** Fills that count: what was taken back is listed and nowhere added up. */
function counted(fills: readonly ServedFill[]): readonly ServedFill[] {
  return fills.filter(({ status }) => status !== BUSTED);
}

/** What fills that end flat came to. */
function grossOf(fills: readonly ServedFill[]): number {
  const cash = fills.map(({ side, quantity, price }) => (side === "B" ? -1 : 1) * quantity * Number(price) || 0);
  return Math.round(cash.reduce((sum, amount) => sum + amount, 0) * 100) / 100;
}

function tripsOf(fills: readonly ServedFill[]) {
  const open = new Map<string, ServedFill[]>();
  const trips = [];
  for (const fill of [...fills].sort((a, b) => `${a.day} ${a.clock}`.localeCompare(`${b.day} ${b.clock}`))) {
    const legs = [...(open.get(fill.symbol) ?? []), fill];
    const position = legs.reduce((sum, { side, quantity }) => sum + (side === "B" ? quantity : -quantity), 0);
    open.set(fill.symbol, position === 0 ? [] : legs);
    if (position !== 0) continue;
    const { symbol, quantity } = fill;
    trips.push({
      day: fill.day,
      symbol,
      opened: legs[0]!.clock,
      closed: fill.clock,
      quantity,
      fills: legs.length,
      gross: grossOf(legs),
    });
  }
  return trips.sort((a, b) => a.day.localeCompare(b.day));
}

const isTransfer = ({ category }: ServedAdjustment): boolean => category === "Cash In/Out";

function feesOf({ adjustments }: ServedBook): readonly ServedAdjustment[] {
  return adjustments.filter(adjustment => !isTransfer(adjustment));
}

function daysOf({ fills, adjustments, positions }: ServedBook): string[] {
  return [...new Set([...counted(fills), ...adjustments, ...positions].map(({ day }) => day))].sort();
}

/** Cash at a day's end. */
export function cashAfter(book: ServedBook, day: string): number {
  const days = daysOf(book).filter(one => one <= day);
  return days.reduce((cash, one) => {
    const { count, gross, fees, transfers } = figuresOf(bookOn(book, one));
    return cash + gross - COSTS_OF_FILL * count + fees + transfers;
  }, book.cash);
}

function bookOn({ fills, adjustments, positions, cash }: ServedBook, day: string): ServedBook {
  const on = <T extends { readonly day: string }>(rows: readonly T[]): T[] => rows.filter(row => row.day === day);
  return { fills: on(fills), adjustments: on(adjustments), positions: on(positions), cash };
}

/** `2020-04-01` as `4/1/2020`. */
function slashed(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${month}/${date}/${year}`;
}
