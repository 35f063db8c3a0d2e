import { RiskbookError } from "../../core/index.js";
import { type Limit, limitName, passes } from "./limit.js";
import type { LimitMeasure } from "./limit-measures.js";

/**
 * Refuses limits that cannot be meant: on a measure that nobody knows, without a bound, with a bound that the measure never
 * reaches, with a soft one beyond the hard one, or told twice for the same day.
 * @param known the measures that are worked out
 * @throws `UNKNOWN_MEASURE`, `BAD_LIMIT`
 */
export function checkLimits(limits: readonly Limit[], known: readonly Pick<LimitMeasure, "id" | "bound">[]): void {
  const seen = new Map<string, Limit>();
  for (const limit of limits) {
    const measure = known.find(({ id }) => id === limit.measure);
    if (measure === undefined) {
      throw new RiskbookError(
        "UNKNOWN_MEASURE",
        `The limit of ${limitName(limit)} is on a measure that is not worked out; there are ${known.map(({ id }) => id).join(", ")}.`,
        { exitCode: 2 },
      );
    }
    checkBounds(limit, measure.bound);
    const key = [limit.scope, limit.name, limit.measure, limit.from].join("|");
    if (seen.has(key)) throw bad(limit, `is told twice from ${limit.from}; remove one`);
    seen.set(key, limit);
  }
}

function checkBounds(limit: Limit, kind: LimitMeasure["bound"]): void {
  const { soft, hard } = limit;
  if (soft === null && hard === null) throw bad(limit, "has neither a soft nor a hard bound");
  for (const bound of [soft, hard]) {
    if (bound !== null && !(Number.isFinite(bound) && bound !== 0)) {
      throw bad(limit, `has the bound ${bound}; give a number other than zero, negative for a floor`);
    }
    if (bound !== null && bound < 0 !== (kind === "floor")) {
      const sign =
        kind === "floor" ? "never positive, so its bound is negative" : "never negative, so its bound is positive";
      throw bad(limit, `has the bound ${bound}, which nothing could pass: the measure is ${sign}`);
    }
  }
  if (soft === null || hard === null) return;
  if (passes(soft, hard))
    throw bad(limit, `has a soft bound of ${soft} beyond its hard one of ${hard}; the warning would come last`);
}

function bad(limit: Limit, what: string): RiskbookError {
  return new RiskbookError("BAD_LIMIT", `The limit of ${limitName(limit)} ${what}.`, { exitCode: 2 });
}

/** Who is part of whom: the desk of a trader, the trader of an account, the sector of a symbol. */
export type ParentOf = (scope: Limit["scope"], name: string) => { scope: Limit["scope"]; name: string } | null;

/**
 * Limits of a part that lie beyond those of the whole it belongs to, as sentences: they are no error, but never bind.
 * @param limits those in force on one day
 */
export function looserThanParent(limits: readonly Limit[], parentOf: ParentOf): string[] {
  return limits.flatMap(limit => {
    const parent = limit.name === "*" ? null : parentOf(limit.scope, limit.name);
    const above =
      parent === null ? undefined : limits.find(other => isOf(other, parent) && other.measure === limit.measure);
    if (limit.hard === null || !above || above.hard === null || !passes(limit.hard, above.hard)) return [];
    return [
      `${limitName(limit)}: its hard limit of ${limit.hard} lies beyond ${limitName(above)}, ${above.hard}, which binds first`,
    ];
  });
}

function isOf(limit: Limit, { scope, name }: { scope: Limit["scope"]; name: string }): boolean {
  return limit.scope === scope && limit.name === name;
}
