/** Names of the groups of one dimension as codes; a blank name is null and has the code −1. */
export class Names {
  readonly list: string[];
  readonly #codes: Map<string, number>;

  /** @param first names that have their codes from the start, in this order */
  constructor(first: readonly string[] = []) {
    this.list = [...first];
    this.#codes = new Map(first.map((name, code) => [name, code]));
  }

  code(name: string | null): number {
    if (name === null || name === "") return -1;
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const code = this.list.push(name) - 1;
    this.#codes.set(name, code);
    return code;
  }
}
