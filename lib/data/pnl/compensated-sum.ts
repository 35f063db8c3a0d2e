/**
 * A running sum that carries its own rounding error (Neumaier 1974, ZAMM 54), so that thousands of fees add up to the
 * decimal a person expects.
 */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const next = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }

  clear(): void {
    this.#sum = 0;
    this.#lost = 0;
  }
}

/** The compensated sum of an array, in its order. */
export function sumInOrder(values: ArrayLike<number>): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < values.length; i++) sum.add(values[i]!);
  return sum.value;
}
