import type { Rule } from "../finding.js";
import { kernelNamed } from "./kernel-named.js";
import { oneParametersCell } from "./one-parameters-cell.js";
import { outputsStored } from "./outputs-stored.js";
import { parametersTyped } from "./parameters-typed.js";
import { uniqueIds } from "./unique-ids.js";

/** Every rule of how a notebook is stored. */
export const rules: readonly Rule[] = [outputsStored, uniqueIds, kernelNamed, oneParametersCell, parametersTyped];
