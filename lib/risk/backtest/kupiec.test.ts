import { describe, expect, it } from "vitest";
import { RiskbookError } from "../../core/index.js";
import { kupiecRegion, kupiecTest } from "./kupiec.js";

describe("Kupiec's test", () => {
  it("meets the example of the MathWorks Risk Management Toolbox (varbacktest.pof, Normal95)", () => {
    const { statistic, pValue } = kupiecTest({ exceptions: 57, observations: 1043, confidence: 0.95 });
    expect(statistic).toBeCloseTo(0.46147, 5);
    expect(pValue).toBeCloseTo(0.49694, 5);
  });

  // Formula of Kupiec (1995) in scipy; at 250 days and 99%.
  it.each([
    [0, 5.025167926750726, 0.02498150305344973],
    [3, 0.09494012266443264, 0.75798832137329],
    [10, 12.955491062356018, 0.0003189845082133835],
    [25, 72.2396737377561, 1.9058537626042596e-17],
  ])("with %s exceptions of 250 has a statistic of %s", (exceptions, statistic, pValue) => {
    const test = kupiecTest({ exceptions, observations: 250, confidence: 0.99 });
    expect(test.statistic).toBeCloseTo(statistic, 10);
    expect(test.pValue / pValue).toBeCloseTo(1, 10);
  });

  it("does not reject 2 to 10 exceptions of 510 at 99%, the region of Kupiec's table", () => {
    const accepted = Array.from({ length: 20 }, (_, x) => x).filter(
      exceptions => kupiecTest({ exceptions, observations: 510, confidence: 0.99 }).pValue > 0.05,
    );
    expect(accepted).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(kupiecRegion({ observations: 510, confidence: 0.99 })).toEqual({ low: 2, high: 10 });
    expect(kupiecRegion({ observations: 1000, confidence: 0.99 })).toEqual({ low: 5, high: 16 });
  });

  it("refuses counts that cannot be", () => {
    expect(() => kupiecTest({ exceptions: 5, observations: 3, confidence: 0.99 })).toThrow(RiskbookError);
    expect(() => kupiecTest({ exceptions: 0, observations: 0, confidence: 0.99 })).toThrow(RiskbookError);
  });
});
