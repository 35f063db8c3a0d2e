// One million rows × 8 columns from DuckDB to an Arquero table, beside the binding's own getColumnsObject.
// node dist/scripts/bench/arquero.js [rounds]
import { table } from "arquero";
import { openDatabase, readColumns, toArquero } from "../../lib/data/index.js";

const rounds = Number(process.argv[2] ?? 7);
const { connection, close } = await openDatabase();
await connection.run(`CREATE TABLE fills AS SELECT
    'ACC-' || (i * 7919 % 500) AS account, 'SYM' || (i * 104729 % 3000) AS symbol,
    TIMESTAMP '2020-01-02 14:30:00' + INTERVAL (i) SECOND AS time, ['buy', 'sell', 'short'][1 + i % 3] AS side,
    (10 + (i * 31 % 9000) / 100)::DOUBLE AS price, (100 + i % 900)::INTEGER AS quantity,
    (0.35 + (i % 100) / 1000)::DECIMAL(18, 6) AS fees, (i % 1000 - 500)::DOUBLE AS pnl
  FROM range(1000000) AS t(i)`);

const ways = {
  getColumnsObject: async () => table(await (await connection.run("FROM fills")).getColumnsObject()),
  readColumns: async () => toArquero(await readColumns(connection, "FROM fills")),
};
const times: Record<keyof typeof ways, number[]> = { getColumnsObject: [], readColumns: [] };
for (let round = 0; round <= rounds; round++) {
  for (const name of Object.keys(ways) as (keyof typeof ways)[]) {
    globalThis.gc?.();
    const begun = performance.now();
    const rows = (await ways[name]()).numRows();
    if (rows !== 1_000_000) throw new Error(`${name} gave ${rows} rows`);
    if (round > 0) times[name].push(performance.now() - begun); // the first round warms up
  }
}
close();

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
const theirs = median(times.getColumnsObject);
const ours = median(times.readColumns);
process.stdout.write(
  `1,000,000 rows × 8 columns to Arquero, median of ${rounds}: getColumnsObject ${theirs.toFixed(0)} ms, readColumns ${ours.toFixed(0)} ms, ratio ${(ours / theirs).toFixed(3)} (at most 0.25)\n`,
);
