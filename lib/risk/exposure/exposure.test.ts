import { describe, expect, it } from "vitest";
import { describeExposure } from "./exposure.js";

function exposure(values: readonly number[], capitalBase?: number): Record<string, unknown> {
  const measures = describeExposure(values, { currency: "USD", ...(capitalBase === undefined ? {} : { capitalBase }) });
  return Object.fromEntries(measures.map(({ id, value, reason }) => [id, value ?? reason]));
}

describe("exposure and concentration", () => {
  it("add long and short positions by size and by sign", () => {
    expect(exposure([600, -300, 100], 500)).toMatchObject({
      gross_exposure: 1000,
      net_exposure: 400,
      long_exposure: 700,
      short_exposure: -300,
      gross_leverage: 2,
      net_leverage: 0.8,
      largest_share: 0.6,
    });
  });

  it("are as concentrated as so many equal positions", () => {
    const { concentration_hhi, effective_positions } = exposure([250, -250, 250, 250]);
    expect(concentration_hhi).toBe(0.25);
    expect(effective_positions).toBe(4);
  });

  it("say why where there is nothing to share, or no capital base", () => {
    expect(exposure([])).toMatchObject({ gross_exposure: 0, largest_share: "no position" });
    expect(exposure([0, 0])).toMatchObject({ effective_positions: "no exposure: every market value is zero" });
    expect(exposure([1]).gross_leverage).toMatch(/needs a capital base/);
  });

  it("refuse an unpriced position by its index", () => {
    expect(() => exposure([100, Number.NaN])).toThrow(/market values has NaN at index 1/);
  });
});
