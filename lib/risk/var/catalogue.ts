import { RiskbookError } from "../../core/index.js";
import { ageWeightedModel } from "./age-weighted.js";
import { cornishFisherModel } from "./cornish-fisher.js";
import { ewmaModel } from "./ewma.js";
import { extremeValueModel } from "./extreme-value.js";
import { filteredHistoricalModel } from "./filtered-historical.js";
import { conditionalExtremeValueModel, garchModel, garchStudentModel } from "./garch.js";
import { historicalModel, historicalType7Model } from "./historical.js";
import type { VarModel } from "./model.js";
import { normalModel } from "./normal.js";
import { studentModel } from "./student-t.js";
import { volatilityScaledModel } from "./volatility-scaled.js";

/** Every model with its usual parameters, in the order in which reports compare them. */
export const VAR_MODELS: readonly VarModel[] = [
  historicalModel,
  historicalType7Model,
  ageWeightedModel(),
  volatilityScaledModel(),
  filteredHistoricalModel,
  normalModel,
  studentModel,
  cornishFisherModel,
  extremeValueModel(),
  ewmaModel(),
  garchModel,
  garchStudentModel,
  conditionalExtremeValueModel,
];

/** The model of an id; throws `UNKNOWN_METHOD` with those there are. */
export function varModel(id: string): VarModel {
  const found = VAR_MODELS.find(model => model.id === id.replaceAll("-", "_"));
  if (found !== undefined) return found;
  const known = VAR_MODELS.map(model => model.id).join(", ");
  throw new RiskbookError("UNKNOWN_METHOD", `There is no VaR method "${id}"; there are ${known}.`, { exitCode: 2 });
}
