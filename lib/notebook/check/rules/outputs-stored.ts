import type { CodeCell } from "../../format/notebook.js";
import type { Rule } from "../finding.js";

/** Outputs are made by runs: stored ones grow the history, go stale, and may hold figures that should not leave. */
export const outputsStored: Rule = {
  id: "outputs-stored",
  check: ({ cells }) =>
    cells
      .filter((cell): cell is CodeCell => cell.cell_type === "code")
      .flatMap((cell, index) =>
        cell.outputs.length === 0 && cell.execution_count === null
          ? []
          : [{ cell: index + 1, message: 'has outputs or a count stored; run "riskbook notebook strip"' }],
      ),
};
