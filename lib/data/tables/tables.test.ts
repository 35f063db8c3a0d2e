import { expect, test } from "vitest";
import { KEYED_TABLE_NAMES, KEYED_TABLES, SCHEMA, SCHEMA_VERSION, TABLES } from "./index.js";

test("every table has each of its columns once, and a key that is always there", () => {
  for (const table of TABLES) expect(new Set(SCHEMA[table].map(({ name }) => name)).size).toBe(SCHEMA[table].length);
  for (const table of KEYED_TABLE_NAMES) {
    const { columns, key } = KEYED_TABLES[table];
    for (const name of key)
      expect(columns.find(column => column.name === name)?.required, `${table}.${name}`).toBe(true);
  }
});

test("no keyed table has a column that loading a file needs for itself: its place, its text and what is wrong with it", () => {
  const taken = ["file", "source", "line", "text", "fields", "reason", "broken", "partition", "place", "verdict"];
  for (const table of KEYED_TABLE_NAMES) {
    expect(SCHEMA[table].filter(({ name }) => taken.includes(name))).toEqual([]);
  }
});

test("a column that came later than its table can be blank, as older files lack it", () => {
  for (const table of TABLES) {
    for (const { since = 1, required, before } of SCHEMA[table]) {
      expect(since).toBeLessThanOrEqual(SCHEMA_VERSION);
      if (since > 1) expect(required && before === undefined).toBe(false);
    }
  }
});
