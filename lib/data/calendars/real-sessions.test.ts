import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { packageRoot } from "../../core/index.js";
import { isSession, openCalendar, sessionClose, sessionOpen, sessionsBetween, tradeDate } from "./index.js";

const folder = join(packageRoot(), "..", "shared", "data");
const shared = (name: string): string => join(folder, name);
const nyse = openCalendar("NYSE");

function rowsOf(path: string): string[][] {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => line.split(","));
}

/** Trade dates that stand in only one of the two. */
function differences(path: string): string[] {
  const real = rowsOf(path).map(([date]) => date!);
  const ours = sessionsBetween(real[0]!, real.at(-1)!, nyse);
  const [inReal, inOurs] = [new Set(real), new Set(ours)];
  return [...real.filter(date => !inOurs.has(date)), ...ours.filter(date => !inReal.has(date))].sort();
}

test("the S&P 500 traded on exactly the sessions of the NYSE calendar from 2000 to April 2020", () => {
  const entry = createRequire(import.meta.url).resolve("vega-datasets");
  const path = join(dirname(entry), "..", "data", "sp500-2000.csv");
  expect(rowsOf(path)).toHaveLength(5105);
  expect(differences(path)).toEqual([]);
});

test
  .skipIf(!existsSync(folder))
  .for([["spy_daily_raw_1998_2021.csv"], ["sp500_daily_1999_2018.csv"], ["us_20stocks_daily_1990_2022.csv.gz"]])(
  "no session differs from those of %s, which needs ../shared/data",
  ([name]) => {
    expect(differences(shared(name!))).toEqual([]);
  },
);

test.skipIf(!existsSync(folder))("each minute of five real E-mini sessions lies in the session it belongs to", () => {
  const cme = openCalendar("CME");
  // its times are UTC: the pause of 15:15 in Chicago stands at 20:15, and the close of 16:15 at 21:15
  const minutes = rowsOf(shared("es_futures_1min_2013-10-07_11.csv.gz")).map(([time]) => Date.parse(`${time}Z`));
  const sessions = new Set<string>();
  for (const ms of minutes) {
    const date = tradeDate(ms, cme);
    sessions.add(date);
    expect(ms).toBeGreaterThanOrEqual(sessionOpen(date, cme));
    expect(ms).toBeLessThan(sessionClose(date, cme));
  }
  expect(minutes).toHaveLength(6708);
  expect([...sessions]).toEqual(["2013-10-07", "2013-10-08", "2013-10-09", "2013-10-10", "2013-10-11"]);
  expect(minutes.at(-1)! + 60_000).toBe(sessionClose("2013-10-11", cme));
});

test.skipIf(!existsSync(folder))(
  "WTI was priced on the sessions of CME-energy from 1993 on, but for these days",
  () => {
    const energy = openCalendar("CME-energy");
    const odd = { pricedWithoutSession: [] as string[], sessionWithoutPrice: [] as string[] };
    for (const [date, price] of rowsOf(shared("wti_daily_1986_2019.csv"))) {
      if (date! < "1993-01-01" || isSession(date!, energy) === (price !== ".")) continue;
      if (price === ".") odd.sessionWithoutPrice.push(date!);
      else odd.pricedWithoutSession.push(date!);
    }
    expect(odd).toEqual({
      // the spot market in Cushing went on without the exchange
      pricedWithoutSession: ["2001-09-11", "2001-09-12", "2001-09-13"],
      // gaps of the spot series: futures traded on these days
      sessionWithoutPrice: ["1993-02-03", "1993-04-28", "2017-07-03", "2018-11-23", "2018-12-24", "2018-12-31"],
    });
  },
);
