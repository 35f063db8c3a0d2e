import type { Columns } from "../../columns/index.js";
import type { Conversion } from "../../fx/index.js";
import { codesOf, type Facts, namesFor, type PnlDimension } from "./dimensions.js";
import type { PnlEntries } from "./entries.js";
import { Groups } from "./group-codes.js";
import { groupColumns } from "./group-table.js";
import { Names } from "./names.js";
import { FigureSums } from "./sums.js";

/** Groups that are filled currency by currency; money of two currencies never falls into one group unconverted. */
export class Grouping {
  readonly #by: readonly PnlDimension[];
  readonly #facts: Facts;
  readonly #names: readonly Names[];
  readonly #currencies = new Names();
  readonly #groups: Groups;
  readonly #sums = new FigureSums();

  constructor(by: readonly PnlDimension[], facts: Facts) {
    this.#by = by;
    this.#facts = facts;
    this.#names = by.map(namesFor);
    this.#groups = new Groups(by.length + 1);
  }

  add(entries: PnlEntries, conversion?: Conversion): void {
    const currency = this.#currencies.code(conversion?.to ?? entries.currency);
    const codes = this.#by.map((dimension, at) => codesOf(dimension, entries, this.#facts, this.#names[at]!));
    const groups = this.#groups.of([...codes, new Int32Array(entries.n).fill(currency)], entries.n);
    this.#sums.add(entries, groups, conversion);
  }

  /** @param marked whether entries know the change of open P&L */
  columns({ marked }: { marked: boolean }): Columns {
    return groupColumns({
      dimensions: this.#by,
      names: [...this.#names, this.#currencies],
      groups: this.#groups,
      sums: this.#sums,
      marked,
    });
  }
}
