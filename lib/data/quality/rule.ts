import type { IsoDate } from "../../core/index.js";
import type { TableName } from "../tables/index.js";
import type { Judged } from "./judged.js";

/** What a finding does to its table: `warn` is told, `hold` stops reports that rest on the table. */
export type Severity = "warn" | "hold";

/** A number that a rule compares with, which `riskbook.yaml` may set otherwise. */
export interface Threshold {
  readonly value: number;
  /** What it is, with its unit. */
  readonly meaning: string;
}

/** One thing that is wrong, or a group of rows that are wrong in the same way. */
export interface Finding {
  readonly account: string | null;
  readonly symbol: string | null;
  /** The day it is about; null where it is about no day. */
  readonly day: IsoDate | null;
  /** What was found. */
  readonly value: number | string | null;
  /** What was expected in its place. */
  readonly expected: number | string | null;
  /** Rows of the table that it is about; 0 for what is missing. */
  readonly rows: number;
  /** The finding in words, for a desk. */
  readonly sentence: string;
}

/** What a rule found in a table. */
export interface Found {
  /** All findings. */
  readonly count: number;
  /** Of them those of the last sessions or of no day: only these hold. */
  readonly recent: number;
  /** The newest ones. */
  readonly findings: readonly Finding[];
}

/** Why a rule could not be applied. */
export interface NotChecked {
  readonly reason: string;
}

/** A rule that data must follow: one file each, in `rules`. */
export interface Rule {
  /** Names it in `riskbook.yaml` and on the command line. */
  readonly id: string;
  /** The tables whose verdict it decides on, each judged by itself. */
  readonly tables: readonly TableName[];
  readonly severity: Severity;
  /** What holds when data is as it should be, as a sentence. */
  readonly sentence: string;
  readonly thresholds: Readonly<Record<string, Threshold>>;
  /** Tables that it compares with; without rows in them it is not applied. */
  readonly needs?: readonly TableName[];
  /** Set for a rule that has something to say of a table without rows. */
  readonly ofEmptyTables?: boolean;
  check(judged: Judged, limits: Readonly<Record<string, number>>, table: TableName): Promise<Found | NotChecked>;
}

/** A rule of which the compiler knows the names of its thresholds. */
interface RuleOf<Name extends string> extends Omit<Rule, "thresholds" | "check"> {
  readonly thresholds: Readonly<Record<Name, Threshold>>;
  check(judged: Judged, limits: Readonly<Record<Name, number>>, table: TableName): Promise<Found | NotChecked>;
}

/** Declares a rule. */
export function rule<Name extends string = never>(definition: RuleOf<Name>): Rule {
  return definition as Rule;
}
