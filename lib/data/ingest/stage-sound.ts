import type { DuckDBConnection } from "@duckdb/node-api";
import { type Bindings, bindColumns } from "./bindings.js";
import { fillQuery, PARSED_TYPES } from "./fill-query.js";
import { readSoundRecords, type SoundFile, soundFile } from "./sound-records.js";
import type { Parsing } from "./staging.js";

/** A sound file that was parsed. */
export interface StagedSoundFile extends SoundFile {
  /** Columns that are the same in every row, with their SQL; the table does not have them. */
  readonly constants: ReadonlyMap<string, string>;
}

/**
 * Parses a file whose lines are its fills, by reading it in one go, into a table in the file's order; undefined where it may
 * not be one. Every line has to arrive, or the file is left to the way that tells what is wrong with it.
 */
export async function stageSoundFile(
  connection: DuckDBConnection,
  { source, mapFile, now, steady }: Parsing,
  table: string,
): Promise<StagedSoundFile | undefined> {
  if (mapFile.map.legs.length > 0) return undefined;
  const sound = await soundFile(source, mapFile.map);
  if (sound === undefined) return undefined;
  const bindings = bindColumns(source, mapFile, sound.header);
  if (bindings.isExecution !== "true") return undefined;
  const constants = constantsOf(bindings);
  const columns = PARSED_TYPES.map(([name]) => name).filter(name => !constants.has(name) && name !== "line");
  await readSoundRecords(connection, source, mapFile.map, sound);
  try {
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} AS
      SELECT ${columns.join(", ")} FROM (${fillQuery(bindings, mapFile, { now, steady })})`);
    const rows = (await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).value(0, 0);
    return rows === BigInt(sound.records) ? { ...sound, constants } : undefined;
  } catch {
    return undefined; // a line that is no record: read otherwise, it costs itself only
  } finally {
    await connection.run("DROP VIEW records");
  }
}

/** What no column of the file says: constants of the map, and what neither has. The text of a row is in the file. */
function constantsOf({ texts, multiplier, isBusted }: Bindings): Map<string, string> {
  const stated = {
    currency: texts.currency,
    order_id: texts.orderId,
    tag: texts.tag,
    route: texts.route,
    kind_text: texts.kind,
    multiplier_text: multiplier,
    busted: isBusted,
    text: null,
  };
  const constants = Object.entries(stated).flatMap(([name, sql]): [string, string][] =>
    sql?.includes("fields[") ? [] : [[name, sql ?? "NULL"]],
  );
  if (texts.startPosition === null) constants.push(["start_position", "NULL"]);
  if (texts.stopPrice === null) constants.push(["stop_price", "NULL"]);
  return new Map(constants);
}
