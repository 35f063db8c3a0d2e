import { RiskbookError } from "../../lib/core/index.js";
import { TABLES, type TableName } from "../../lib/data/index.js";

/** The table that `--table` names. @throws RiskbookError `USAGE` with the names that there are */
export function tableOf(name: string): TableName {
  const found = TABLES.find(table => table === name);
  if (found !== undefined) return found;
  throw new RiskbookError("USAGE", `--table was "${name}"; expected one of ${TABLES.join(", ")}.`, { exitCode: 2 });
}
