import { expect, test } from "vitest";
import { rateLimit } from "./rate-limit.js";

test("no stretch of four seconds holds more than forty requests, and none waits longer than it must", async () => {
  let time = 0;
  const left: number[] = [];
  const mayLeave = rateLimit(
    { requests: 40, perMs: 4000 },
    {
      now: () => time,
      sleep: async milliseconds => {
        time += milliseconds;
      },
    },
  );
  await Promise.all(
    Array.from({ length: 130 }, async (_, i) => {
      await mayLeave();
      left.push(time);
      if (i % 7 === 0) time += 13; // requests take their time
    }),
  );
  for (const [i, at] of left.entries()) if (i >= 40) expect(at - left[i - 40]!).toBeGreaterThanOrEqual(4000);
  expect(time).toBeLessThan(3 * 4000 + 130 * 13);
});
