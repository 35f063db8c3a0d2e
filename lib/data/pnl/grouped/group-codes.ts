/** Entries of several dimensions as groups: one code per entry, and the dimensions' codes of each group. */
export class Groups {
  /** How many groups there are so far. */
  n = 0;
  /** Codes of each group, dimension by dimension. */
  readonly codes: number[][];
  readonly #known: Map<number, number>[];
  /** Groups of the first dimensions, numbered level by level. */
  readonly #levels: number[];

  constructor(dimensions: number) {
    this.codes = Array.from({ length: dimensions }, () => []);
    this.#known = Array.from({ length: dimensions }, () => new Map());
    this.#levels = new Array<number>(dimensions).fill(0);
  }

  /** The group of each entry; new groups are added. Entries of another call fall into the same groups. */
  of(columns: readonly Int32Array[], entries: number): Int32Array {
    let groups = new Int32Array(entries);
    columns.forEach((codes, level) => {
      groups = this.#split(groups, codes, level);
    });
    for (let i = 0; i < entries; i++) this.#name(groups[i]!, columns, i);
    return groups;
  }

  /** Splits groups by one more dimension. A group and a code are one key: there are less than 2²⁴ names and 2²⁹ groups. */
  #split(groups: Int32Array, codes: Int32Array, level: number): Int32Array<ArrayBuffer> {
    const known = this.#known[level]!;
    const split = new Int32Array(groups.length);
    let [lastKey, lastGroup] = [-1, -1];
    for (let i = 0; i < groups.length; i++) {
      const key = groups[i]! * 0x1000000 + codes[i]! + 1;
      if (key !== lastKey) {
        lastKey = key;
        const found = known.get(key);
        lastGroup = found ?? this.#levels[level]!++;
        if (found === undefined) known.set(key, lastGroup);
      }
      split[i] = lastGroup;
    }
    return split;
  }

  #name(group: number, columns: readonly Int32Array[], entry: number): void {
    if (group < this.n) return;
    this.n = group + 1;
    columns.forEach((codes, level) => {
      this.codes[level]![group] = codes[entry]!;
    });
  }
}
