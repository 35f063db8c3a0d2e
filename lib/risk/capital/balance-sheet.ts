import { RiskbookError } from "../../core/index.js";

/** One line of a balance sheet; amounts are positive on their own side. */
export interface BalanceSheetLine {
  readonly item: string;
  /** A memo line is in no total: it states what a regulation asks for, such as `tier1_capital`. */
  readonly kind: "asset" | "liability" | "equity" | "memo";
  readonly term: "current" | "long";
  readonly amount: number;
}

/** A balance sheet added up. Money in the sheet's currency. */
export interface BalanceSheet {
  readonly assets: number;
  readonly liabilities: number;
  readonly equity: number;
  readonly currentAssets: number;
  readonly currentLiabilities: number;
  /** Cash, deposits and securities that are money at once. */
  readonly cash: number;
  /** Current assets that nobody pays a bill with: inventory and what was paid ahead. */
  readonly slow: number;
  /** Borrowed money that bears interest. */
  readonly debt: number;
  /** Assets less liabilities and equity: 0 where the lines add up. */
  readonly difference: number;
  readonly memo: ReadonlyMap<string, number>;
  readonly lines: number;
}

/** Lines by what they are, where a ratio asks for it; any other line counts in its totals only. */
const CASH: readonly string[] = ["cash", "cash_equivalents", "marketable_securities"];
const SLOW: readonly string[] = ["inventory", "prepaid_expenses"];
const DEBT: readonly string[] = [
  "short_term_debt",
  "long_term_debt",
  "bank_loans",
  "bonds_issued",
  "subordinated_debt",
];

/** Half a cent a line is rounding. */
const ROUNDING = 0.005;

/**
 * Adds a balance sheet up.
 * @param lines of one entity, day and currency
 * @throws RiskbookError `BAD_BALANCE_SHEET` for a line told twice or an amount that is no number
 */
export function addBalanceSheet(lines: readonly BalanceSheetLine[]): BalanceSheet {
  const seen = new Set<string>();
  for (const { item, amount } of lines) {
    if (!Number.isFinite(amount)) throw badSheet(`The line "${item}" is ${amount}; expected an amount.`);
    if (seen.has(item)) throw badSheet(`The line "${item}" stands twice; a sheet has each line once.`);
    seen.add(item);
  }
  const sum = (wanted: (line: BalanceSheetLine) => boolean): number =>
    lines.reduce((total, line) => (wanted(line) ? total + line.amount : total), 0);
  const named = (kind: string, items: readonly string[]): number =>
    sum(line => line.kind === kind && items.includes(line.item));
  const [assets, liabilities, equity] = (["asset", "liability", "equity"] as const).map(kind =>
    sum(line => line.kind === kind),
  ) as [number, number, number];
  const difference = assets - liabilities - equity;
  return {
    assets,
    liabilities,
    equity,
    currentAssets: sum(({ kind, term }) => kind === "asset" && term === "current"),
    currentLiabilities: sum(({ kind, term }) => kind === "liability" && term === "current"),
    cash: named("asset", CASH),
    slow: named("asset", SLOW),
    debt: named("liability", DEBT),
    difference: Math.abs(difference) <= ROUNDING * lines.length ? 0 : difference,
    memo: new Map(lines.filter(({ kind }) => kind === "memo").map(({ item, amount }) => [item, amount])),
    lines: lines.length,
  };
}

/** By how much a sheet does not add up, as a sentence; null where it does. */
export function imbalance({ assets, liabilities, equity, difference }: BalanceSheet, currency: string): string | null {
  if (difference === 0) return null;
  const money = (amount: number): string => amount.toLocaleString("en-US", { maximumFractionDigits: 2 });
  return `the balance sheet does not add up: assets of ${money(assets)} are ${money(Math.abs(difference))} ${currency} ${difference > 0 ? "more" : "less"} than liabilities of ${money(liabilities)} and equity of ${money(equity)}`;
}

function badSheet(sentence: string): RiskbookError {
  return new RiskbookError("BAD_BALANCE_SHEET", `${sentence} Mend it in the file and load it again as balance_sheet.`);
}
