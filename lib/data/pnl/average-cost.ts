import type { Inventory } from "./inventory.js";

/**
 * A position at average cost: closing a part takes the same part of the cost; a fill beyond flat opens the other side at
 * its own price.
 */
export class AverageCost implements Inventory {
  units = 0;
  cost = 0;

  take(units: number, price: number): number {
    if (this.units === 0 || units > 0 === this.units > 0) {
      this.units += units;
      this.cost += units * price;
      return 0;
    }
    const flips = Math.abs(units) >= Math.abs(this.units);
    const closed = flips ? -this.units : units;
    const costOfClosed = flips ? this.cost : this.cost * (-closed / this.units);
    const rest = units - closed;
    this.units = flips ? rest : this.units + closed;
    this.cost = flips ? rest * price : this.cost - costOfClosed;
    return -closed * price - costOfClosed;
  }

  split(ratio: number): void {
    this.units = Math.round(this.units * ratio);
  }

  clear(): void {
    this.units = 0;
    this.cost = 0;
  }
}
