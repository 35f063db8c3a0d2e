import type { KeyedTableName } from "../tables/index.js";
import type { FileShape } from "./file-shape.js";

/** What a file of a keyed table may not say, so that whoever loads it has to. */
export const TABLE_STATEMENTS = ["account", "symbol", "date", "currency", "zone"] as const;
export type TableStatement = (typeof TABLE_STATEMENTS)[number];

/** How a file of a keyed table is read: which column is which, and how its values are written. */
export interface TableMap extends FileShape {
  name: string;
  table: KeyedTableName;
  /** Columns that a file of this format always has: by them it is recognised. None: the map is only used by name. */
  recognise: string[];
  /** Columns that no file of this format has: a file with one of them is another's. */
  without: string[];
  /** For each column of the table the file's; several numbers are added up, several texts joined by a blank. */
  columns: Record<string, string[]>;
  /** Columns named above that a file may lack. */
  optional: string[];
  /** What a column of the table is where the file has none for it. */
  constants: Record<string, string>;
  /** For a column of the table, its words and the file's for each; any other word rejects the row. */
  words: Record<string, Record<string, string[]>>;
  /** For a column of numbers: the words that other columns have in place of these in rows where it is below zero. */
  whenNegative: Record<string, Record<string, Record<string, string>>>;
  /** Columns of numbers whose sign the file has the other way round. */
  negate: string[];
  /** What the file leaves open and the command has to say. */
  stated: TableStatement[];
  /** Rows count only where these columns have one of these words; others are passed over. */
  only: Record<string, string[]>;
  /** Rows with one of these words in these columns are passed over. */
  except: Record<string, string[]>;
  /**
   * How dates and times are written; `zone` is empty where times state their offset, or where it is to be stated. Where
   * `bar` is `end`, a minute bar has the time at which it ended.
   */
  time: { format: string[]; zone: string; bar: "begin" | "end" };
}
