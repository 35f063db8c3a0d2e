import { resolve } from "node:path";
import { RiskbookError } from "../../lib/core/index.js";
import { EXPORT_FORMATS, type ExportFormat, exportTable, TABLES } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";
import { tableOf } from "./table-option.js";
import type { AddVerb, StoreFlags } from "./verb.js";

interface Flags extends StoreFlags {
  table: string;
  format: string;
  output: string;
  formulaSafe?: boolean;
}

/** `riskbook snapshots export`: a table of a snapshot as a file. */
export function registerExport(add: AddVerb, context: Context): void {
  add("export [snapshot]", "write a table of a snapshot, the newest by default, as CSV, Parquet or a workbook")
    .requiredOption("--table <table>", `one of ${TABLES.join(", ")}`)
    .requiredOption("--format <format>", EXPORT_FORMATS.join(", "))
    .requiredOption("-o, --output <file>", "the file to write; one that is there is replaced as a whole")
    .option("--formula-safe", "in CSV, put an apostrophe before texts that a spreadsheet would take for formulas")
    .action(async (name: string | undefined, flags: Flags) => {
      const file = resolve(context.cwd, flags.output);
      const written = await exportTable(storeOf(flags.store, context), {
        snapshot: name ?? "latest",
        table: tableOf(flags.table),
        format: formatOf(flags.format),
        file,
        formulaSafe: flags.formulaSafe === true,
      });
      if (written.formulas !== null && written.formulas > 0 && !flags.formulaSafe) {
        context.progress.line(
          `${written.formulas} texts begin with =, +, - or @: a spreadsheet takes them for formulas. Use --formula-safe for files that are opened in one.`,
        );
      }
      const { number, id } = written.snapshot;
      context.write(
        flags.json
          ? `${JSON.stringify({ ...written, file })}\n`
          : `${file}: ${written.rows} rows of ${flags.table}, snapshot ${number} (${id.slice(0, 12)})\n`,
      );
    });
}

function formatOf(name: string): ExportFormat {
  const found = EXPORT_FORMATS.find(format => format === name);
  if (found !== undefined) return found;
  throw new RiskbookError("USAGE", `--format was "${name}"; expected one of ${EXPORT_FORMATS.join(", ")}.`, {
    exitCode: 2,
  });
}
