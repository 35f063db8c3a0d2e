// The CME session of one million times, beside DuckDB's ICU and Intl, which tell the local date only.
// node dist/scripts/bench/calendar.js [rounds]
import { openCalendar, openDatabase, readColumns, tradeDates } from "../../lib/data/index.js";

const TIMES = 1_000_000;
/** Intl is too slow for all of them; its time is scaled up. */
const INTL_TIMES = 20_000;
const SPAN_SECONDS = 12 * 365 * 86_400;
const rounds = Number(process.argv[2] ?? 7);

const opening = performance.now();
const calendar = openCalendar("CME");
const openMs = performance.now() - opening;

// From 2013 on the session rolls at 17:00, so seven hours more make its date of the local clock's.
const { connection, close } = await openDatabase();
await connection.run(`CREATE TABLE times AS
  SELECT TIMESTAMP '2013-01-01' + to_seconds(i * 829348951 % ${SPAN_SECONDS}) AS time FROM range(${TIMES}) AS t(i)`);
const localDates = `SELECT (time AT TIME ZONE 'UTC' AT TIME ZONE 'America/Chicago' + INTERVAL 7 HOUR)::DATE AS day FROM times`;
const stored = (await readColumns(connection, "FROM times")).columns.time;
if (stored?.type !== "timestamp") throw new Error("The times are not timestamps.");
const times = stored.values;
const chicago = new Intl.DateTimeFormat("sv-SE", { timeZone: "America/Chicago", dateStyle: "short" });

const ours: number[] = [];
const duckdb: number[] = [];
const intl: number[] = [];
let dates: Int32Array = new Int32Array(0);
let theirs: Int32Array = new Int32Array(0);
for (let round = 0; round <= rounds; round++) {
  const begun = performance.now();
  dates = tradeDates(times, calendar);
  const told = performance.now();
  const { day } = (await readColumns(connection, localDates)).columns;
  const queried = performance.now();
  for (const ms of times.subarray(0, INTL_TIMES)) chicago.format(ms + 7 * 3_600_000);
  const formatted = performance.now();
  if (day?.type !== "date") throw new Error("The dates are not dates.");
  theirs = day.values;
  if (round === 0) continue; // warms up
  ours.push(told - begun);
  duckdb.push(queried - told);
  intl.push(((formatted - queried) * TIMES) / INTL_TIMES);
}
close();

// Where the local date is a session, it must be ours.
const sessions = new Set(calendar.sessions);
const differences = theirs.reduce((count, day, i) => count + (sessions.has(day) && day !== dates[i] ? 1 : 0), 0);
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
const [mine, icu, formatter] = [median(ours), median(duckdb), median(intl)];
process.stdout.write(
  `1,000,000 times to CME sessions, median of ${rounds}: ${mine.toFixed(1)} ms (calendar worked out in ${openMs.toFixed(0)} ms); ` +
    `DuckDB ICU local dates ${icu.toFixed(0)} ms, ratio ${(mine / icu).toFixed(3)}; ` +
    `Intl local dates ${formatter.toFixed(0)} ms, ratio ${(mine / formatter).toFixed(4)}; ${differences} differences\n`,
);
process.exitCode = differences === 0 ? 0 : 1;
