import { InvalidArgumentError } from "commander";
import { isIsoDate, RiskbookError } from "../lib/core/index.js";

/** Reads an option that must be a number above zero. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("It must be a number above zero.");
  return value;
}

/** Reads an option that must be a whole number above zero. */
export function positiveInteger(text: string): number {
  const value = positiveNumber(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

/** Reads an option that must be a fraction between 0 and 1, such as a confidence. */
export function confidenceOption(example: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (text.trim() !== "" && value > 0 && value < 1) return value;
    throw usage(`The confidence was "${text}"; give a fraction such as ${example}.`);
  };
}

/** Throws `BAD_DATE` unless `--as-of` was left out or is a day. */
export function requireAsOf(asOf: string | undefined): void {
  if (asOf === undefined || isIsoDate(asOf)) return;
  throw usage(`--as-of was "${asOf}"; write it as YYYY-MM-DD, for example 2020-04-17.`, "BAD_DATE");
}

/** A mistake on the command line: said in a sentence, ended with 2. */
export function usage(sentence: string, code = "USAGE"): RiskbookError {
  return new RiskbookError(code, sentence, { exitCode: 2 });
}
