import { parametersOf } from "../../run/parameters.js";
import type { Rule } from "../finding.js";

/** A parameter whose type cannot be read from its declaration cannot be set by a run. */
export const parametersTyped: Rule = {
  id: "parameters-typed",
  check: notebook =>
    parametersOf(notebook)
      .filter(({ type }) => type === undefined)
      .map(({ keyword, name }) => ({
        message: `the parameter ${name} has no type; write "${keyword} ${name}: number = …" or another type`,
      })),
};
