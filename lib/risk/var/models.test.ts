import { expect, it } from "vitest";
import { isDefined } from "../figure.js";
import { VAR_MODELS, varModel } from "./catalogue.js";
import { fitExcesses, paretoTail } from "./extreme-value.js";
import { weightedTail } from "./weighted-tail.js";

const flat = new Float64Array(300).fill(0.01);

it.each(VAR_MODELS.map(model => [model.id, model] as const))(
  "%s is undefined with a reason, or a number",
  (_, model) => {
    for (const past of [new Float64Array(0), Float64Array.of(-1), new Float64Array(300), flat]) {
      const forecast = model.forecast(past, 0.99);
      if (isDefined(forecast)) {
        expect(forecast.var).toSatisfy(Number.isFinite);
        expect(forecast.es).toSatisfy(Number.isFinite);
      } else {
        expect(forecast.reason).toMatch(/\w{3}/);
      }
    }
  },
);

it.each(VAR_MODELS.map(model => [model.id, model] as const))("%s refuses a gap, and never overflows", (_, model) => {
  const waves = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i * i));
  for (const gap of [Number.NaN, Number.NEGATIVE_INFINITY]) {
    const gapped = waves.map((value, i) => (i === 150 ? gap : value));
    expect(() => model.forecast(gapped, 0.99)).toThrow(/at index 150 of 300; a gap is refused/);
  }
  for (const size of [1e200, 1e-200]) {
    const forecast = model.forecast(
      waves.map(value => value * size),
      0.99,
    );
    if (isDefined(forecast)) expect([forecast.var, forecast.es].every(Number.isFinite)).toBe(true);
  }
  expect(() => model.forecast(waves, 99)).toThrow(/confidence was 99/);
});

it("names the methods there are", () => {
  expect(varModel("student-t").label).toBe("Student t");
  expect(() => varModel("garch9")).toThrow(/no VaR method "garch9"; there are historical, /);
});

it("weighs the tail: equal weights are historical simulation, ties and rounding included", () => {
  const values = Float64Array.of(-5, -5, -3, ...new Float64Array(17).fill(1));
  const tail = weightedTail(values, new Float64Array(20).fill(1 / 20), 0.15);
  expect(tail.var).toBe(3);
  expect(tail.es).toBeCloseTo(13 / 3, 12);
});

// Exponential excesses have ξ = 0: VaR is u + β·ln(k/(αn)), ES one β more.
it("finds an exponential tail where there is one", () => {
  const n = 20_000;
  const pnl = Float64Array.from({ length: n }, (_, i) => Math.log(1 - (i + 0.5) / n));
  const fit = fitExcesses(pnl, 0.1);
  if (!isDefined(fit)) throw new Error(fit.reason);
  expect(fit.shape).toBeCloseTo(0, 2);
  expect(fit.scale).toBeCloseTo(1, 2);
  const tail = paretoTail(fit, 0.999);
  expect(isDefined(tail) && tail.var).toBeCloseTo(Math.log(1000), 1);
  expect(paretoTail(fit, 0.5)).toMatchObject({ reason: expect.stringContaining("below the threshold") });
});
