import { type CodeCell, hasTag, type Notebook, type NotebookCell } from "../format/notebook.js";
import { stripNotebook } from "../format/write.js";
import type { Literal } from "./literal.js";
import { PARAMETERS_TAG, type Parameter } from "./parameters.js";

/** The tag of the cell in which a run sets parameters. */
export const INJECTED_TAG = "injected-parameters";

/** The notebook as it will run: without old outputs, and with a cell after the parameters that sets the given ones. */
export function prepareNotebook(
  notebook: Notebook,
  parameters: readonly Parameter[],
  values: Readonly<Record<string, Literal>>,
): Notebook {
  const stripped = stripNotebook(notebook);
  const cells = stripped.cells.filter(cell => !hasTag(cell, INJECTED_TAG));
  if (Object.keys(values).length > 0) {
    const place = cells.findIndex(cell => cell.cell_type === "code" && hasTag(cell, PARAMETERS_TAG));
    cells.splice(place + 1, 0, injectedCell(cells, parameters, values));
  }
  return { ...stripped, cells };
}

/** Declarations, not assignments: constants can be set too, and no value is left to be shown at the cell's end. */
function injectedCell(
  cells: readonly NotebookCell[],
  parameters: readonly Parameter[],
  values: Readonly<Record<string, Literal>>,
): CodeCell {
  const lines = parameters
    .filter(({ name }) => name in values)
    .map(({ keyword, name, annotation }) => {
      const type = annotation === undefined ? "" : `: ${annotation}`;
      return `${keyword} ${name}${type} = ${JSON.stringify(values[name])};`;
    });
  let id = INJECTED_TAG;
  while (cells.some(cell => cell.id === id)) id += "-";
  return {
    cell_type: "code",
    id,
    source: ["// Set by the run", ...lines].join("\n"),
    metadata: { tags: [INJECTED_TAG] },
    execution_count: null,
    outputs: [],
  };
}
