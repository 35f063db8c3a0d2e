import { type Book, RiskbookError } from "../../core/index.js";
import { openSnapshot, openStore } from "../../data/index.js";
import type { Document } from "../../document/index.js";
import { compareFigure, disagreement, SHADOW_FIGURES, type ShadowComparison, type ShadowFigure } from "./compare.js";
import { type ShadowScope, shadowSql } from "./figures-sql.js";

/** Which fact of the report is which figure. */
export type ShadowFacts = { readonly [Figure in ShadowFigure]?: string | undefined };

/** What the second path found; kept with the run. */
export interface ShadowCheck {
  readonly scope: ShadowScope | null;
  readonly comparisons: readonly ShadowComparison[];
  /** Why nothing, or not everything, was compared. */
  readonly notCompared: readonly string[];
}

/**
 * Works the headline figures of a report out again in SQL. The report states with the facts `pnl.kind`, `var.window` and
 * `var.confidence` what its figures are; realised P&L is not compared, because without prices there is no second path.
 * @throws RiskbookError what opening the store throws
 */
export async function shadowCheck(
  document: Document,
  wanted: ShadowFacts,
  book: Book,
  now: () => Date,
): Promise<ShadowCheck> {
  const facts = new Map(
    document.blocks.flatMap(block => (block.type === "fact" ? [[block.key, block.value] as const] : [])),
  );
  const scope = scopeOf(document, facts);
  if (document.snapshot === null || scope === null) {
    return {
      scope,
      comparisons: [],
      notCompared: ["the report has no snapshot, or does not state var.window and var.confidence"],
    };
  }
  if (facts.get("pnl.kind") !== "actual") {
    return {
      scope,
      comparisons: [],
      notCompared: [
        `P&L is ${facts.get("pnl.kind") ?? "of a kind that is not stated"}: only actual P&L has a second path`,
      ],
    };
  }
  const snapshot = await openSnapshot(openStore(book.store, { now }), String(document.snapshot.id));
  try {
    const [row] = await snapshot.rows(shadowSql(scope));
    return compareAll(row ?? {}, facts, wanted, scope);
  } finally {
    snapshot.close();
  }
}

function compareAll(
  row: Readonly<Record<string, unknown>>,
  facts: ReadonlyMap<string, unknown>,
  wanted: ShadowFacts,
  scope: ShadowScope,
): ShadowCheck {
  const comparisons: ShadowComparison[] = [];
  const notCompared: string[] = [];
  if (row.unpriced !== 0) notCompared.push(`${row.unpriced ?? "all"} closes are missing of positions that were open`);
  for (const figure of SHADOW_FIGURES) {
    const fact = wanted[figure];
    if (fact === undefined) continue;
    const [reported, shadow] = [facts.get(fact), row[figure]];
    if (typeof reported === "number" && typeof shadow === "number")
      comparisons.push(compareFigure(figure, fact, reported, shadow));
    else
      notCompared.push(
        `${figure.replace("_", " ")} (fact ${fact}) is ${reported ?? "not stated"} in the report and ${shadow ?? "unknown"} in SQL`,
      );
  }
  return { scope, comparisons, notCompared };
}

function scopeOf({ asOf, currency }: Document, facts: ReadonlyMap<string, unknown>): ShadowScope | null {
  const [window, confidence] = [facts.get("var.window"), facts.get("var.confidence")];
  if (typeof window !== "number" || typeof confidence !== "number") return null;
  return { asOf: asOf.slice(0, 10), currency, window, confidence };
}

/** Why a run whose figures disagree is held; undefined where they agree. */
export function shadowFailure(name: string, { comparisons }: ShadowCheck): RiskbookError | undefined {
  const wrong = comparisons.filter(({ agrees }) => !agrees);
  if (wrong.length === 0) return undefined;
  return new RiskbookError(
    "SHADOW_MISMATCH",
    `${name} is held, as its headline figures come out differently on a second path: ${wrong.map(disagreement).join("; ")}. Nothing was rendered or sent. Look at the session's fills and closes with "riskbook pnl" and at the notebook's own figures.`,
    { exitCode: 3, details: { comparisons } },
  );
}
