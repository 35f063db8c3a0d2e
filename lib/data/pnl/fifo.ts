import type { Inventory } from "./inventory.js";

const FIRST_CAPACITY = 16;

/** A position as lots, of which a closing fill takes the oldest first. */
export class Fifo implements Inventory {
  units = 0;
  cost = 0;
  #lotUnits: Float64Array = new Float64Array(FIRST_CAPACITY);
  #lotPrice: Float64Array = new Float64Array(FIRST_CAPACITY);
  #head = 0;
  #tail = 0;

  take(units: number, price: number): number {
    let open = units;
    let realised = 0;
    while (open !== 0 && this.units !== 0 && open > 0 !== this.units > 0) {
      const lot = this.#lotUnits[this.#head]!;
      const lotPrice = this.#lotPrice[this.#head]!;
      const closed = Math.abs(open) >= Math.abs(lot) ? -lot : open;
      realised += -closed * price + closed * lotPrice;
      open -= closed;
      this.units += closed;
      this.cost += closed * lotPrice;
      this.#lotUnits[this.#head] = lot + closed;
      if (lot + closed === 0) this.#head++;
      if (this.units === 0) this.clear();
    }
    if (open !== 0) this.#open(open, price);
    return realised;
  }

  split(ratio: number): void {
    this.units = 0;
    for (let lot = this.#head; lot < this.#tail; lot++) {
      const units = Math.round(this.#lotUnits[lot]! * ratio);
      this.#lotPrice[lot] = (this.#lotUnits[lot]! * this.#lotPrice[lot]!) / units;
      this.#lotUnits[lot] = units;
      this.units += units;
    }
  }

  clear(): void {
    this.units = 0;
    this.cost = 0;
    this.#head = 0;
    this.#tail = 0;
  }

  #open(units: number, price: number): void {
    if (this.#tail === this.#lotUnits.length) this.#makeRoom();
    this.#lotUnits[this.#tail] = units;
    this.#lotPrice[this.#tail] = price;
    this.#tail++;
    this.units += units;
    this.cost += units * price;
  }

  /** Moves the open lots to the front, into arrays twice as long where they still fill half of them. */
  #makeRoom(): void {
    const open = this.#tail - this.#head;
    const length = open * 2 > this.#lotUnits.length ? this.#lotUnits.length * 2 : this.#lotUnits.length;
    this.#lotUnits = moved(this.#lotUnits, this.#head, this.#tail, length);
    this.#lotPrice = moved(this.#lotPrice, this.#head, this.#tail, length);
    this.#head = 0;
    this.#tail = open;
  }
}

function moved(from: Float64Array, head: number, tail: number, length: number): Float64Array {
  const to = length === from.length ? from : new Float64Array(length);
  to.set(from.subarray(head, tail));
  return to;
}
