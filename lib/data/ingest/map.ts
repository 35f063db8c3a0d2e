import type { FileShape } from "./file-shape.js";

/** Kinds of instrument that the store knows. */
export const INSTRUMENT_KINDS = ["equity", "future", "option", "fx", "crypto"] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** Where a multiplier comes from: a number, a column, or a table by symbol or by the root of a future's symbol. */
export type MultiplierRule =
  | number
  | { column: string }
  | { symbols: Record<string, number> }
  | { roots: Record<string, number> };

/** What a symbol that matches is. */
export interface InstrumentRule {
  /** Regular expression on the whole symbol, or `occ` for the 21-character option symbols; absent matches every symbol. */
  match?: string | undefined;
  /** Only rows whose `kind` column has one of these words. */
  when?: string[] | undefined;
  kind: InstrumentKind;
  /** 1 by default, 100 for OCC options; for futures the table of known roots. */
  multiplier?: MultiplierRule | undefined;
}

/** The fields of a fill that a map can take from a column or state as a constant. */
export const TEXT_FIELDS = [
  "account",
  "symbol",
  "side",
  "quantity",
  "price",
  "fillId",
  "orderId",
  "currency",
  "startPosition",
  "kind",
  "feeCurrency",
  "tag",
  "stopPrice",
  "route",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What a file may not say, so that whoever loads it has to. */
export const STATEMENTS = ["account", "zone", "date"] as const;
export type Statement = (typeof STATEMENTS)[number];

/** Which columns fields come from; several columns of a time or an id are joined, several of fees are added up. */
export type FieldColumns = Partial<Record<Exclude<TextField, "fillId">, string | undefined>> & {
  fillId?: string | string[] | undefined;
  time?: string | string[] | undefined;
  fees?: string[] | undefined;
};

export type FieldConstants = Partial<Record<TextField | "fees", string | undefined>>;

/** The source's words for each side. */
export interface SideWords {
  buy: string[];
  sell: string[];
  short: string[];
}

/** One of the fills that a row stands for: what it says beside, or in place of, the map. */
export interface Leg {
  name: string;
  columns: FieldColumns;
  constants: FieldConstants;
  sides?: SideWords | undefined;
  /** A sale before the time in this column is a short sale. */
  shortBefore?: string | undefined;
}

/** How a file of executions is read: which column is which field, and how its values are written. */
export interface ColumnMap extends FileShape {
  name: string;
  /** Columns that a file of this format always has: by them it is recognised. None: the map is only used by name. */
  recognise: string[];
  columns: FieldColumns;
  /** Columns named above that a file may lack. */
  optional: string[];
  constants: FieldConstants;
  /** What the file leaves open and the command has to say. */
  stated: Statement[];
  /** Rows are executions only where these columns have one of these words; others are passed over. */
  only: Record<string, string[]>;
  /** Rows with one of these words in these columns are passed over. */
  except: Record<string, string[]>;
  /** Rows in which a column has one of these words tell that their fill was no trade after all. */
  busted?: { column: string; words: string[] } | undefined;
  /** Fills of one row, in order; none: each row is one fill. */
  legs: Leg[];
  sides: SideWords;
  /** `signed`: a negative quantity is a sale; a side, if there is one, has to agree. */
  quantity: "unsigned" | "signed";
  /** `cost`: a positive fee is paid; `cashflow`: a negative one is. */
  feeSign: "cost" | "cashflow";
  /** `zone` is empty where it is to be stated; `date` is the day of rows that have only a time of day. */
  time: { format: string[]; zone: string; date?: string | undefined };
  /** Fills from this time of day on belong to the next day; absent: a fill belongs to the day in the time's zone. */
  session?: { start: string; zone: string } | undefined;
  /** Prices at or below zero are kept (futures, spreads). */
  negativePrices: boolean;
  instruments: InstrumentRule[];
  shortBefore?: string | undefined;
}

/** The map of each fill of a row: the legs' words in place of the map's own, or the map itself where it has no legs. */
export function legMaps(map: ColumnMap): readonly ColumnMap[] {
  if (map.legs.length === 0) return [map];
  return map.legs.map(leg => ({
    ...map,
    name: leg.name,
    legs: [],
    columns: { ...map.columns, ...leg.columns },
    constants: { ...map.constants, ...leg.constants },
    sides: leg.sides ?? map.sides,
    shortBefore: leg.shortBefore ?? map.shortBefore,
  }));
}
