import { basename, resolve } from "node:path";
import type { Command } from "commander";
import { type IsoDate, isIsoDate, RiskbookError } from "../../lib/core/index.js";
import { type SolvedContract, solveChain } from "../../lib/risk/index.js";
import type { Context } from "../context.js";
import { counted } from "../counted.js";
import { usage } from "../options.js";
import { textTable } from "../text-table.js";

interface Flags {
  chain: string;
  asOf: IsoDate;
  rate: number;
  dividend: number;
  json?: boolean;
}

/** `riskbook options`: implied volatility and Greeks of an option chain. */
export function register(program: Command, context: Context): void {
  program
    .command("options")
    .description("implied volatility and Greeks of every contract of an option chain")
    .requiredOption("--chain <file>", "a CSV file with date, right, strike, expiry, bid, ask, underlying_close")
    .requiredOption("--as-of <date>", "the day whose quotes are taken")
    .requiredOption("--rate <rate>", "continuous, annual, as a fraction", fraction("rate"))
    .option("--dividend <yield>", "continuous, annual, as a fraction", fraction("dividend"), 0)
    .option("--json", "print JSON")
    .action((flags: Flags) => run(flags, context));
}

async function run({ chain, asOf, rate, dividend, json }: Flags, context: Context): Promise<void> {
  if (!isIsoDate(asOf)) throw usage(`--as-of was "${asOf}"; write it as YYYY-MM-DD, for example 2014-06-06.`);
  const { readOptionChain } = await import("../../lib/data/index.js");
  const all = await readOptionChain(resolve(context.cwd, chain));
  const quotes = all.filter(({ date }) => date === asOf);
  if (quotes.length === 0) {
    const days = [...new Set(all.map(({ date }) => date))].join(", ");
    throw new RiskbookError("NO_QUOTES", `${basename(chain)} has no quotes of ${asOf}; it has those of ${days}.`, {
      exitCode: 2,
    });
  }
  const contracts = solveChain(quotes, { asOf, rate, dividend });
  const found = { asOf, rate, dividend, exercise: "european", convention: "mid price; calendar days / 365", contracts };
  context.write(json ? `${JSON.stringify(found)}\n` : chainText(basename(chain), asOf, contracts));
}

function chainText(name: string, asOf: IsoDate, contracts: readonly SolvedContract[]): string {
  const solved = contracts.filter(({ reason }) => reason === null);
  const digits = (value: number | null, places: number): string => (value === null ? "–" : value.toFixed(places));
  const rows = solved.map(({ expiry, right, strike, mid, impliedVolatility, delta, gamma, vega, theta, rho }) => [
    expiry,
    right,
    String(strike),
    digits(mid, 3),
    `${digits(impliedVolatility === null ? null : 100 * impliedVolatility, 2)}%`,
    digits(delta, 4),
    digits(gamma, 5),
    digits(vega, 3),
    digits(theta, 3),
    digits(rho, 3),
  ]);
  const reasons = new Map<string, number>();
  for (const { reason } of contracts) {
    if (reason !== null) reasons.set(kindOf(reason), (reasons.get(kindOf(reason)) ?? 0) + 1);
  }
  const headers = ["Expiry", "Right", "Strike", "Mid", "Volatility", "Delta", "Gamma", "Vega", "Theta", "Rho"];
  return [
    `${name}, ${asOf}: ${counted(solved.length, "contract")} of ${contracts.length} solved; vega per 1.00 of volatility, theta per year, European`,
    "",
    textTable(headers, rows, 2),
    ...[...reasons].map(([reason, count]) => `not solved, ${counted(count, "contract")}: ${reason}`),
  ]
    .join("\n")
    .concat("\n");
}

/** The reason without the contract's own figures, so that alike ones are counted together. */
function kindOf(reason: string): string {
  return reason.replaceAll(/\d+(\.\d+)?(e-?\d+)?/g, "…");
}

function fraction(name: string): (text: string) => number {
  return text => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value) && Math.abs(value) < 1) return value;
    throw usage(`The ${name} was "${text}"; give it a year as a fraction, 0.02 for 2%.`);
  };
}
