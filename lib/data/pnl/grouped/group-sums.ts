/**
 * Sums by group that carry their own rounding error (Neumaier 1974, ZAMM 54), so that the sums of any grouping add up to
 * the ungrouped total to far less than a cent.
 */
export class GroupSums {
  #sum = new Float64Array(1024);
  #lost = new Float64Array(1024);

  add(group: number, value: number): void {
    if (group >= this.#sum.length) this.#grow(group);
    const sum = this.#sum[group]!;
    const next = sum + value;
    this.#lost[group]! += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    this.#sum[group] = next;
  }

  /** The sum of one group; 0 for a group to which nothing was added. */
  of(group: number): number {
    return group < this.#sum.length ? this.#sum[group]! + this.#lost[group]! : 0;
  }

  #grow(group: number): void {
    const length = Math.max(group + 1, this.#sum.length * 2);
    const grown = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(length);
      to.set(from);
      return to;
    };
    this.#sum = grown(this.#sum);
    this.#lost = grown(this.#lost);
  }
}
