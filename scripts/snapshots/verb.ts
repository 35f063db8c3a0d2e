import type { Command } from "commander";
import type { Context } from "../context.js";

/** Flags that every verb of `riskbook snapshots` takes. */
export interface StoreFlags {
  store?: string;
  json?: boolean;
}

/** Makes one verb of `riskbook snapshots`, with the flags above. */
export type AddVerb = (signature: string, description: string) => Command;

/** Adds one verb to `riskbook snapshots`. */
export type RegisterVerb = (add: AddVerb, context: Context) => void;
