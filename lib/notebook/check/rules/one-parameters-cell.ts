import { hasTag } from "../../format/notebook.js";
import { PARAMETERS_TAG } from "../../run/parameters.js";
import type { Rule } from "../finding.js";

/** Only the first cell with the tag is read. */
export const oneParametersCell: Rule = {
  id: "one-parameters-cell",
  check({ cells }) {
    const count = cells.filter(cell => hasTag(cell, PARAMETERS_TAG)).length;
    return count < 2 ? [] : [{ message: `${count} cells are tagged "${PARAMETERS_TAG}"; join them into one` }];
  },
};
