import type { Command } from "commander";
import { rowsByTable, type Store, TABLES, type TableCounts, type TableName } from "../../lib/data/index.js";
import type { Context } from "../context.js";
import { registerCompact } from "../snapshots/compact.js";
import { registerCopy } from "../snapshots/copy.js";
import { registerDiff } from "../snapshots/diff.js";
import { registerExport } from "../snapshots/export.js";
import { registerPrune } from "../snapshots/prune.js";
import type { StoreFlags as Flags } from "../snapshots/verb.js";
import { registerVerify } from "../snapshots/verify.js";
import { storeOf } from "../store-of.js";

/** `riskbook snapshots`: lists, shows, names and looks after the states of the store. */
export function register(program: Command, context: Context): void {
  const snapshots = program
    .command("snapshots")
    .description("list, show, pin and look after the snapshots of the store");
  const add = (signature: string, description: string): Command =>
    snapshots
      .command(signature)
      .description(description)
      .option("--store <folder>", "a store other than the book's")
      .option("--json", "print JSON");

  add("list", "every snapshot, newest last").action((flags: Flags) =>
    list(storeOf(flags.store, context), flags, context),
  );
  add("show [snapshot]", "one snapshot: latest, a label, a number or the beginning of an id").action(
    (name: string | undefined, flags: Flags) => show(storeOf(flags.store, context), name ?? "latest", flags, context),
  );
  add("pin <snapshot> <label>", "give a snapshot a name").action((name: string, label: string, flags: Flags) => {
    const pin = storeOf(flags.store, context).pin(name, label);
    context.write(flags.json ? `${JSON.stringify(pin)}\n` : `${label} is snapshot ${pin.snapshot.slice(0, 12)}\n`);
  });
  add("unpin <label>", "take a name away").action((label: string, flags: Flags) => {
    storeOf(flags.store, context).unpin(label);
    context.write(flags.json ? `${JSON.stringify({ unpinned: label })}\n` : `${label} is unpinned\n`);
  });
  for (const register of [registerVerify, registerDiff, registerCompact, registerPrune, registerExport, registerCopy])
    register(add, context);
}

function list(store: Store, flags: Flags, context: Context): void {
  const pins = store.pins();
  const entries = store.entries().map(({ number, id, parent, created, label, rows }) => ({
    number,
    id,
    parent,
    created,
    label,
    pins: pins.filter(({ snapshot }) => snapshot === id).map(pin => pin.label),
    rows: everyTable(rows),
  }));
  if (flags.json) {
    context.write(`${JSON.stringify(entries)}\n`);
    return;
  }
  if (entries.length === 0) context.write("The store is empty.\n");
  for (const { number, id, created, label, pins: labels, rows } of entries) {
    const named = labels.length === 0 ? "" : `  [${labels.join(", ")}]`;
    context.write(
      `${String(number).padStart(4)}  ${id.slice(0, 12)}  ${created}  ${rows.fills} fills  ${label}${named}\n`,
    );
  }
}

function show(store: Store, name: string, flags: Flags, context: Context): void {
  const manifest = store.resolve(name);
  if (flags.json) {
    context.write(`${JSON.stringify(manifest)}\n`);
    return;
  }
  const rows = everyTable(rowsByTable(manifest.files));
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  context.write(`Snapshot ${manifest.number}\n  id       ${manifest.id}\n  parent   ${manifest.parent ?? "none"}\n`);
  context.write(`  created  ${manifest.created}\n  made by  ${manifest.label}\n`);
  context.write(`  files    ${manifest.files.length}, ${(bytes / 1e6).toFixed(1)} MB\n`);
  for (const table of TABLES) context.write(`  ${table.padEnd(14)} ${rows[table]} rows\n`);
}

function everyTable(rows: TableCounts): Record<TableName, number> {
  return Object.fromEntries(TABLES.map(table => [table, rows[table] ?? 0])) as Record<TableName, number>;
}
