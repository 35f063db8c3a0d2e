import type { RenderContext } from "../run/renderer.js";

/** Ends the sentence that tells how many rows of a table are shown. */
export function whereAllRowsAre({ definition }: Pick<RenderContext, "definition">): string {
  return definition.outputs.includes("xlsx") ? "the workbook has all" : "the run’s notebook has all";
}
