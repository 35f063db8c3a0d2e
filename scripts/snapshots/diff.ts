import {
  type ChangeCounts,
  diffSnapshots,
  type Manifest,
  type RowDifference,
  type TableDifference,
} from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { storeOf } from "../store-of.js";
import { tableOf } from "./table-option.js";
import type { AddVerb, StoreFlags } from "./verb.js";

interface Flags extends StoreFlags {
  table?: string;
}

/** `riskbook snapshots diff`: which rows came, changed and went between two snapshots. */
export function registerDiff(add: AddVerb, context: Context): void {
  add("diff <a> <b>", "rows that snapshot b added to a, changed or removed, by table and day, with the first of each")
    .option("--table <table>", "this table only")
    .action(async (a: string, b: string, flags: Flags) => {
      const store = storeOf(flags.store, context);
      const [before, after] = [store.resolve(a), store.resolve(b)];
      const tables = await diffSnapshots(
        store,
        before,
        after,
        flags.table === undefined ? {} : { table: tableOf(flags.table) },
      );
      const result = { a: named(before), b: named(after), tables };
      context.write(flags.json ? `${JSON.stringify(result)}\n` : differenceText(before, after, tables));
    });
}

function named({ number, id }: Manifest): { number: number; id: string } {
  return { number, id };
}

function differenceText(before: Manifest, after: Manifest, tables: readonly TableDifference[]): string {
  const heading = `Snapshot ${before.number} (${before.id.slice(0, 12)}) to ${after.number} (${after.id.slice(0, 12)})`;
  if (tables.length === 0) return `${heading}: the same rows.\n`;
  const lines = tables.flatMap(table => [
    `${table.table}: ${countsText(table)}`,
    ...table.days.filter(({ day }) => day !== null).map(counts => `  ${counts.day}  ${countsText(counts)}`),
    ...table.first.map(row => `  ${rowText(row)}`),
    ...(table.first.length < table.added + table.changed + table.removed ? ["  …"] : []),
  ]);
  return `${heading}\n${lines.join("\n")}\n`;
}

function countsText({ added, changed, removed }: ChangeCounts): string {
  const parts = Object.entries({ added, changed, removed }).filter(([, count]) => count > 0);
  return parts.map(([kind, count]) => `${count} ${kind}`).join(", ");
}

const SIGNS = { added: "+", changed: "~", removed: "-" } as const;

function rowText({ kind, row, columns }: RowDifference): string {
  const cells = Object.entries(row).filter(([, value]) => value !== null);
  const values = cells.map(([name, value]) => {
    const change = columns[name];
    return change === undefined ? value : `${name} ${change.before ?? "nothing"} → ${value}`;
  });
  const emptied = Object.entries(columns).filter(([, { after }]) => after === null);
  return [SIGNS[kind], ...values, ...emptied.map(([name, { before }]) => `${name} ${before} → nothing`)].join("  ");
}
