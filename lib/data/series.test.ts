import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseSeries, readSeries } from "./series.js";

const read = (text: string, columns: readonly string[] = ["r"]) => parseSeries(text, "returns.csv", { columns });

describe("a series from CSV", () => {
  it("reads named columns whatever their order, with the dates", () => {
    const table = read("b,date,r\n0.1,2024-01-02,-1e-2\n.2,2024-01-03,+3\n", ["r", "b"]);
    expect(table).toMatchObject({ n: 2, dates: ["2024-01-02", "2024-01-03"] });
    expect(table.columns).toEqual({ r: Float64Array.of(-0.01, 3), b: Float64Array.of(0.1, 0.2) });
  });

  it("takes quotes, blank lines, Windows line ends, semicolons and midnights", () => {
    const text = `date;r\r\n2024-01-02 00:00:00;"1"\r\n\r\n2024-01-03T00:00:00Z;2`;
    expect(read(text)).toMatchObject({ n: 2, dates: ["2024-01-02", "2024-01-03"] });
    expect(read('name,r\n"a, ""b""\nc",5\n').columns.r).toEqual(Float64Array.of(5));
  });

  it("has no dates where the file has none", () => {
    expect(read("r\n1\n2\n").dates).toBeNull();
  });
});

describe("a series is refused", () => {
  it.each([
    ["when the file is empty", "", /returns\.csv is empty; it needs a header line/],
    ["when it has only a header", "date,r\n", /has a header and no rows/],
    [
      "when a column is missing, and says which there are",
      "date,x\n2024-01-02,1\n",
      /no column "r"; its columns are "date", "x"/,
    ],
    ["when a column's name occurs twice", "r,r\n1,2\n", /has 2 columns "r"/],
    ["for a word, with its line", "r\n1\nabc\n", /line 3: r was "abc"; expected a finite number/],
    ["for NaN", "r\n1\nNaN\n", /line 3: r was "NaN"; a gap is refused, never filled with zero/],
    ["for a gap", "date,r\n2024-01-02,\n", /line 2: r was ""; a gap is refused/],
    ["for infinity", "r\n1e999\n", /line 2: r was "1e999"; expected a finite number/],
    ["for percent", "r\n1.2%\n", /write percent as a fraction, 0\.012 for 1\.2%/],
    ["for a decimal comma", "date;r\n2024-01-02;0,01\n", /decimal point/],
    ["for a decimal comma between commas", "date,r\n2024-01-02,0,01\n", /line 2 has 3 cells and the header has 2/],
    ["for a quote that is not closed", 'r\n"1\n', /line 2: a quote is not closed/],
    ["for a day that does not exist", "date,r\n2024-02-30,1\n", /the date was "2024-02-30"; write days as YYYY-MM-DD/],
    ["for a day that occurs twice", "date,r\n2024-01-02,1\n2024-01-02,2\n", /line 3: 2024-01-02 occurs twice/],
    [
      "for days out of order",
      "date,r\n2024-01-03,1\n2024-01-02,2\n",
      /2024-01-02 comes after 2024-01-03; sort the rows/,
    ],
  ])("%s", (_case, text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });
});

describe("a file of a series", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "riskbook-series-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("may be gzipped and have a byte-order mark", async () => {
    const path = join(folder, "r.csv.gz");
    await writeFile(path, gzipSync("\ufeffr\n1\n"));
    expect((await readSeries(path, { columns: ["r"] })).columns.r).toEqual(Float64Array.of(1));
  });

  it("is named when it is not there or is no text", async () => {
    await expect(readSeries(join(folder, "none.csv"), { columns: ["r"] })).rejects.toThrow(
      /none\.csv: there is no such file/,
    );
    const path = join(folder, "latin1.csv");
    await writeFile(path, Buffer.from([0x72, 0xe9, 0x0a, 0x31]));
    await expect(readSeries(path, { columns: ["r"] })).rejects.toThrow(/latin1\.csv is not text in UTF-8/);
  });
});
