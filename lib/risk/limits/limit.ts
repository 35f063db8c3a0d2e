import type { IsoDate } from "../../core/index.js";

/** What a limit can be set on, from the whole to its parts. */
export const SCOPES = ["firm", "desk", "trader", "account", "sector", "symbol"] as const;
export type Scope = (typeof SCOPES)[number];

/** Bounds of one measure for one name, from a day on. A negative bound is a floor, as for a drawdown; a positive one a cap. */
export interface Limit {
  readonly scope: Scope;
  /** Which desk, trader, account, sector or symbol; `*` for each one that has no limit of its own. */
  readonly name: string;
  /** Id of the measure. */
  readonly measure: string;
  /** Where a warning begins. */
  readonly soft: number | null;
  /** What must not be passed. */
  readonly hard: number | null;
  readonly from: IsoDate;
}

/** A measure of one name, now or at a time; null with the reason where it is undefined. */
export interface Reading {
  readonly scope: Scope;
  readonly name: string;
  readonly measure: string;
  readonly value: number | null;
  readonly reason: string | null;
}

/** Whether a value has passed a bound: below a floor, above a cap. Exactly at the bound is within. */
export function passes(value: number, bound: number): boolean {
  return bound < 0 ? value < bound : value > bound;
}

/** How a limit is called in sentences: `trader adams, dailyLoss`. */
export function limitName({ scope, name, measure }: Pick<Limit, "scope" | "name" | "measure">): string {
  return `${scope === "firm" ? "firm" : `${scope} ${name === "*" ? "(each)" : name}`}, ${measure}`;
}
