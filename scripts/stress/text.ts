import type { StressBook, StressRun } from "../../lib/notebook/index.js";
import { describeScenarios, type ScenarioResult, type StressPart, stressParts } from "../../lib/risk/index.js";
import { counted } from "../counted.js";
import { textTable } from "../text-table.js";

/** A book with where its figures come from. */
export interface ShownBook {
  readonly book: StressBook;
  readonly currency: string;
  readonly source: string;
}

/** Scenarios as a table for people, the worst first; then the parts of the worst, and what was left out. */
export function stressText({ run, shown, by }: { run: StressRun; shown: ShownBook; by: StressPart }): string {
  const { book, currency, source } = shown;
  const head = `${counted(run.results.length, "scenario")} on ${counted(book.positions.length, "position")} at the close of ${book.asOf}, ${source}, P&L in ${currency}`;
  const [worst] = run.results;
  if (worst === undefined || book.positions.length === 0) return `${head}\nNothing is open.\n`;
  const table = textTable(
    ["Scenario", "Title", "P&L", "Equity", "Volatility", "Own prices", "Left out", "Unverified"],
    run.results.map(result => rowOf(result, run)),
    2,
  );
  const parts = textTable(
    [`${worst.scenario.name} by ${by}`, "P&L"],
    stressParts(worst, by).map(({ label, pnl }) => [label, money(pnl)]),
    1,
    [["Sum", worst.pnl === null ? "–" : money(worst.pnl)]],
  );
  const left = new Set(
    run.results.flatMap(({ leftOut }) =>
      leftOut.map(({ position, reason }) => `left out: ${position.symbol} of ${position.account}: ${reason}`),
    ),
  );
  const unused = run.results.flatMap(({ scenario, unused: names }) =>
    names.map(name => `note: ${scenario.name} names ${name}, which the book does not have`),
  );
  return `${[head, "", table, "", parts, ...(left.size + unused.length > 0 ? [""] : []), ...left, ...unused].join("\n")}\n`;
}

function rowOf({ scenario, pnl, leftOut }: ScenarioResult, run: StressRun): string[] {
  const { equity, volatility } = scenario.shocks;
  return [
    scenario.name,
    scenario.title,
    pnl === null ? "–" : money(pnl),
    equity === undefined ? "–" : `${(100 * equity).toFixed(1)}%`,
    volatility === undefined ? "–" : `${volatility > 0 ? "+" : ""}${(100 * volatility).toFixed(0)}`,
    String(run.ownPrices.get(scenario.name)?.own.length || "–"),
    leftOut.length === 0 ? "–" : String(leftOut.length),
    scenario.unverified.join(", ") || "–",
  ];
}

/** Scenarios as JSON, with every part and position that was left out. */
export function stressJson({ run, shown }: { run: StressRun; shown: ShownBook }): Record<string, unknown> {
  const { book, currency, source } = shown;
  return {
    asOf: book.asOf,
    source,
    currency,
    positions: book.positions.length,
    market: book.market,
    scenarios: run.results.map(result => {
      const { name, title, kind, from, to, intraday, shocks, source: told, unverified, probability } = result.scenario;
      const own = run.ownPrices.get(name);
      return {
        ...{ name, title, kind, from, to, intraday, shocks, source: told, unverified, probability },
        pnl: result.pnl,
        ownPrices: own?.own.length ?? 0,
        withoutPrices: own?.missing ?? [],
        byDesk: stressParts(result, "desk"),
        byTrader: stressParts(result, "trader"),
        byKind: stressParts(result, "kind"),
        leftOut: result.leftOut.map(({ position: { account, symbol }, reason }) => ({ account, symbol, reason })),
        unused: result.unused,
      };
    }),
    measures: describeScenarios(run.results, currency),
  };
}

function money(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}
