import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addDays,
  canonicalJson,
  dayNumber,
  fnv1a,
  fromDayNumber,
  isIsoDate,
  openBook,
  randomStream,
  replaceFile,
  sha256,
  systemFailure,
} from "./index.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "riskbook-core-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("random streams", () => {
  test("FNV-1a gives the values its authors publish, for it decides where a stored row lives", () => {
    expect(fnv1a("")).toBe(0x811c9dc5);
    expect(fnv1a("a")).toBe(0xe40c292c);
    expect(fnv1a("foobar")).toBe(0xbf9cf968);
  });

  test("one seed gives one stream on every machine", () => {
    const stream = randomStream("demo");
    expect([stream.uniform(), stream.uniform(), stream.normal(), stream.integer(100)]).toMatchInlineSnapshot(`
      [
        0.7895274426472282,
        0.7753541241976631,
        -2.258724703958821,
        89,
      ]
    `);
    expect(randomStream("demo").fork("a").uniform()).not.toBe(randomStream("demo").fork("b").uniform());
  });

  test("uniforms and normals have the moments of their names", () => {
    const stream = randomStream("moments");
    const n = 200_000;
    let [mean, square, uniform] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const x = stream.normal();
      mean += x / n;
      square += (x * x) / n;
      uniform += stream.uniform() / n;
    }
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(square - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(n));
    expect(Math.abs(uniform - 0.5)).toBeLessThan(4 / Math.sqrt(12 * n));
  });
});

describe("dates", () => {
  test("days go to numbers and back, over leap years", () => {
    expect(fromDayNumber(dayNumber("2020-02-29"))).toBe("2020-02-29");
    expect(addDays("2020-02-28", 2)).toBe("2020-03-01");
    expect(addDays("2019-02-28", 1)).toBe("2019-03-01");
  });

  test("a day that does not exist is no date", () => {
    expect(isIsoDate("2019-02-29")).toBe(false);
    expect(isIsoDate("2019-2-9")).toBe(false);
    expect(() => dayNumber("17.04.2020")).toThrow("write it as YYYY-MM-DD");
  });
});

describe("files", () => {
  test("a file is replaced as a whole and leaves no temporary behind", () => {
    const path = join(folder, "deep", "a.json");
    replaceFile(path, "one");
    replaceFile(path, "two");
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(join(folder, "deep"))).toEqual(["a.json"]);
  });

  test("a write that cannot be done says which file and what to do", () => {
    writeFileSync(join(folder, "plain"), "");
    expect(() => replaceFile(join(folder, "plain", "a.json"), "x")).toThrow("could not be written");
  });
});

describe("canonical JSON", () => {
  test("the order of keys does not change the hash of a value", () => {
    const one = canonicalJson({ b: [1, { d: 1n, c: null }], a: "x" });
    expect(one).toBe(canonicalJson({ a: "x", b: [1, { c: null, d: "1" }] }));
    expect(sha256(one)).toHaveLength(64);
  });
});

describe("a book", () => {
  test("is found from any folder inside it and has the documented defaults", () => {
    writeFileSync(join(folder, "riskbook.yaml"), "firm: Test\ncurrency: USD\n");
    const book = openBook(folder);
    expect(book.config).toMatchObject({ firm: "Test", calendar: "NYSE", simulated: false, mail: { port: 587 } });
  });

  test("a wrong line in its file is named, and so is a key nobody knows", () => {
    writeFileSync(join(folder, "riskbook.yaml"), "firm: Test\ncurrency: dollars\nlimit: 3\n");
    expect(() => openBook(folder)).toThrow(/currency: must be a code of three capital letters/);
    expect(() => openBook(folder)).toThrow(/limit/);
  });

  test.each([
    [
      "firm: Test\nlimits:\n  grossLevrage: 4\n",
      "limits.grossLevrage: there is no such key; correct its spelling or remove it",
    ],
    ["currency: USD\n", "firm: is missing; a string is needed"],
    ["firm: 5\n", "firm: must be a string, not number"],
    ["capitalBase: -5\n", "capitalBase: must be more than 0"],
    ["mail:\n  port: 70000\n", "mail.port: must be at most 65535"],
    ["mail:\n  security: ssl\n", 'mail.security: must be one of "tls", "starttls", "none"'],
  ])("what is wrong in its file is told in words: %j", (content, sentence) => {
    writeFileSync(join(folder, "riskbook.yaml"), content);
    expect(() => openBook(folder)).toThrow(sentence);
  });

  test("a file that the machine refuses is no defect but a sentence; any other error is one", () => {
    writeFileSync(join(folder, "data"), "a file");
    let refused: unknown;
    try {
      readFileSync(join(folder, "data", "store"));
    } catch (error) {
      refused = error;
    }
    expect(systemFailure(refused)?.message).toContain(
      `${join(folder, "data", "store")} needs a folder where a file is.`,
    );
    const denied = Object.assign(new Error("EACCES: permission denied"), {
      code: "EACCES",
      path: "/book/riskbook.yaml",
    });
    expect(systemFailure(denied)?.message).toBe(
      "You have no right to use /book/riskbook.yaml. Give this user the right to it.",
    );
    expect(systemFailure(new TypeError("x is not a function"))).toBeUndefined();
  });

  test("a folder without one says how to make it", () => {
    expect(() => openBook(folder)).toThrow("riskbook init");
  });
});
